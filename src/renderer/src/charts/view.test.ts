import { expect, test } from 'vitest'
import { clockAxis } from './clock-axis'
import { isWhole, movedView, seenValues, viewOf, viewWith, wholeOf, zoomedView } from './view'

test('zooming keeps the place under the pointer where it is', () => {
  const near = zoomedView({ from: 0, to: 1000 }, 2, 250, 1000)
  expect(near).toEqual({ from: 125, to: 625 })
  expect(zoomedView(near, 0.5, 250, 1000)).toEqual({ from: 0, to: 1000 })
})

test('a view never leaves the axis, and never becomes nothing', () => {
  const length = 10_000
  let view = wholeOf({ length })
  for (let step = 0; step < 50; step += 1) view = zoomedView(view, 2, length, length)
  expect(view.to).toBe(length)
  expect(view.to - view.from).toBeCloseTo(100)
  expect(movedView(view, 5, length)).toEqual(view)
  expect(movedView(view, -1000, length).from).toBe(0)
  for (let step = 0; step < 50; step += 1) view = zoomedView(view, 0.5, view.from, length)
  expect(isWhole(view, length)).toBe(true)
})

test('a view follows a place that is out of sight', () => {
  expect(viewWith({ from: 0, to: 100 }, 50, 1000)).toEqual({ from: 0, to: 100 })
  expect(viewWith({ from: 0, to: 100 }, 500, 1000)).toEqual({ from: 450, to: 550 })
  expect(viewWith({ from: 0, to: 100 }, 1000, 1000)).toEqual({ from: 900, to: 1000 })
})

test('a zoom stays on its time while the run goes on', () => {
  const spans = [{ kind: 'active' as const, from: 1000, to: null }]
  const zoom = { from: 2000, to: 3000 }
  expect(viewOf(clockAxis(spans, 5000), zoom)).toEqual({ from: 1000, to: 2000 })
  expect(viewOf(clockAxis(spans, 50_000), zoom)).toEqual({ from: 1000, to: 2000 })
  expect(viewOf(clockAxis(spans, 5000), null)).toEqual({ from: 0, to: 4000 })
})

test('an axis of values fits what is in sight and what the line goes to', () => {
  const xs = [0, 10, 20, 30, 40, 50]
  expect(seenValues(xs, [9, 8, 2, 3, 1, 0], { from: 15, to: 35 })).toEqual([8, 2, 3, 1])
  expect(seenValues(xs, [9, 8, null, null, 1, 0], { from: 25, to: 35 })).toEqual([1])
  expect(seenValues(xs, [9, null, null, null, 1, 0], { from: 12, to: 18 })).toEqual([9, 1, 0])
  expect(seenValues(xs, [9, 8, 2, 3, 1, 0], { from: 60, to: 70 })).toEqual([0])
})
