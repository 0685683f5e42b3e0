import { expect, test } from 'vitest'
import { naturalLog } from './natural-log'

test('agrees with the logarithm of the runtime', () => {
  for (const value of [1e-9, 0.5, 0.9999999, 1, 1.0000001, 1.41421356, 1.4142136, 2, 326, 18823, 1e300, 2 ** 40])
    expect(Math.abs(naturalLog(value) - Math.log(value))).toBeLessThanOrEqual(
      4e-16 * Math.max(1, Math.abs(Math.log(value))),
    )
})

test('its bits do not depend on the runtime', () => {
  expect(naturalLog(326)).toBe(5.786897381366708)
  expect(naturalLog(1)).toBe(0)
})

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('there is none of %s', (value) => {
  expect(() => naturalLog(value)).toThrow(RangeError)
})
