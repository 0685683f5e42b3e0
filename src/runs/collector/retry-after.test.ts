import { expect, test } from 'vitest'
import { growingWaitMs, retryAfterMs } from './retry-after'

const now = Date.parse('2026-11-24T12:00:00Z')

test.each([
  ['seconds', '120', null, 120_000],
  ['seconds with space', ' 5 ', null, 5000],
  ['zero', '0', null, 0],
  ['a date', 'Tue, 24 Nov 2026 12:00:30 GMT', null, 30_000],
  ['a date in the past', 'Tue, 24 Nov 2026 11:00:00 GMT', null, 0],
  ["a date by the site's own clock", 'Tue, 24 Nov 2026 10:00:30 GMT', 'Tue, 24 Nov 2026 10:00:00 GMT', 30_000],
  ['more than a day', '9999999', null, 86_400_000],
  ['nothing', null, null, null],
  ['nonsense', 'soon', null, null],
  ['a negative number', '-5', null, null],
  ['a broken number', '1.5', null, null],
])('Retry-After with %s', (_, header, date, expected) => {
  expect(retryAfterMs(header, date, now)).toBe(expected)
})

test('waits grow, differ, and end at five minutes', () => {
  expect([1, 2, 3, 4].map((tries) => growingWaitMs(1000, tries, () => 1))).toEqual([1000, 2000, 4000, 8000])
  expect(growingWaitMs(1000, 3, () => 0)).toBe(2000)
  expect(growingWaitMs(1000, 40, () => 1)).toBe(300_000)
})
