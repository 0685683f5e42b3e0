import { expect, test } from 'vitest'
import { createRandom, shuffled, symmetric } from './random'

test('the same seed and stream give the same numbers, others give others', () => {
  const take = (seed: number, stream: number): number[] => {
    const random = createRandom(seed, stream)
    return [random(), random(), random()]
  }
  expect(take(1, 0)).toEqual(take(1, 0))
  expect(new Set([take(1, 0), take(2, 0), take(1, 1), take(2 ** 40, 0), take(0, 0)].flat()).size).toBe(15)
})

test('the numbers never change: saved progress and results depend on them', () => {
  const random = createRandom(1, 0)
  expect([random(), random(), random()]).toEqual([2637736028, 2686540177, 3495847096])
})

test('an order holds each place once', () => {
  const order = shuffled(1000, createRandom(7, 3))
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, index) => index))
  expect([...order.subarray(0, 5)]).not.toEqual([0, 1, 2, 3, 4])
})

test('symmetric numbers fill their range evenly', () => {
  const random = createRandom(3, 3)
  const values = Array.from({ length: 10_000 }, () => symmetric(random, 2))
  expect(Math.max(...values)).toBeLessThan(2)
  expect(Math.min(...values)).toBeGreaterThanOrEqual(-2)
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(0.05)
})
