import { expect, it } from 'vitest'
import { comparedCurves } from './compared'

const curve = (from: number, to: number, value: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ time: at, item: from + at, value }))

it('lays two curves over each other by items, each only where it has some', () => {
  const { axis, xs, one, other } = comparedCurves(curve(1, 400, 0.5), curve(201, 800, 0.25))
  expect(axis.length).toBe(800)
  const at = (item: number) => xs.findIndex((x) => x === item)
  expect([one[at(0)], other[at(0)]]).toEqual([null, null])
  expect([one[at(100)], other[at(100)]]).toEqual([0.5, null])
  expect([one[at(300)], other[at(300)]]).toEqual([0.5, 0.25])
  expect([one[at(600)], other[at(600)]]).toEqual([null, 0.25])
  expect(other[at(800)]).toBe(0.25)
})

it('reads between points that are several items apart', () => {
  const points = [0, 100].map((item) => ({ time: item, item, value: item }))
  const { xs, one } = comparedCurves(points, [])
  expect(one[xs.indexOf(25)]).toBeCloseTo(25)
})
