import { expect, test } from 'vitest'
import { scrollMap, topFor, visiblePlaces } from './scroll-map'

test('the scroll bar is one to one for ordinary logs', () => {
  expect(scrollMap(1000, 500, 20)).toEqual({ height: 20_000, maxTop: 19_500, scale: 1 })
  expect(scrollMap(3, 500, 20)).toEqual({ height: 60, maxTop: 0, scale: 1 })
})

test('it reaches the last of ten million lines below the height that browsers clamp', () => {
  const { height, maxTop, scale } = scrollMap(10_000_000, 500, 20)
  expect(height).toBeLessThan(33_554_428)
  expect((height - 500) * scale).toBeCloseTo(maxTop)
  expect(visiblePlaces(0, 500, 20, 0)).toEqual({ first: 1, last: 0 })
  expect(visiblePlaces(maxTop, 500, 20, 10_000_000)).toEqual({ first: 9_999_976, last: 10_000_000 })
})

test('a line that is jumped to stands in the upper third', () => {
  expect(topFor(100, 600, 20, 1e6)).toBe(99 * 20 - 200)
  expect(topFor(1, 600, 20, 1e6)).toBe(0)
})
