import { expect, test } from 'vitest'
import type { MetricsRecord } from './metrics'
import { emptyHistory, endHistory, extendHistory, timeIn } from './run-history'

const started = (time: number, item: number): MetricsRecord => ({
  kind: 'started',
  time,
  item,
  total: 100,
  epochs: 2,
  itemsPerEpoch: 50,
})
const point = (time: number, item: number): MetricsRecord => ({ kind: 'point', time, item, epoch: 1, loss: item / 100 })

const paused = [
  started(1000, 0),
  point(2000, 10),
  { kind: 'paused', time: 3000, item: 20 },
  { kind: 'resumed', time: 8000, item: 20 },
  point(9000, 30),
] as const satisfies readonly MetricsRecord[]

test('active and paused time are kept apart, and an open span counts up to now', () => {
  const { spans } = extendHistory(emptyHistory, paused)
  expect(spans).toEqual([
    { kind: 'active', from: 1000, to: 3000 },
    { kind: 'paused', from: 3000, to: 8000 },
    { kind: 'active', from: 8000, to: null },
  ])
  expect(timeIn('active', spans, 10_000)).toBe(4000)
  expect(timeIn('paused', spans, 10_000)).toBe(5000)
})

test('records give the same history however they are cut into pieces', () => {
  const whole = extendHistory(emptyHistory, paused)
  let inPieces = emptyHistory
  for (const record of paused) inPieces = extendHistory(inPieces, [record])
  expect(inPieces).toEqual(whole)
})

test('what a kill threw away and the run does again is not drawn twice', () => {
  const history = extendHistory(emptyHistory, [
    started(1000, 0),
    { kind: 'saved', time: 1500, item: 10 },
    point(2000, 10),
    point(3000, 20),
    { kind: 'validation', time: 3100, item: 20, epoch: 1, error: 0.2 },
    started(9000, 10),
    point(9500, 15),
  ])
  expect(history.loss.map(({ item }) => item)).toEqual([10, 15])
  expect(history.validation).toEqual([])
  expect(history.startedAt).toBe(1000)
})

test('the span that a kill left open ends at the run’s last sign of life, so dead time counts as nothing', () => {
  const { spans } = extendHistory(emptyHistory, [started(1000, 0), point(2000, 10), started(9000, 10)])
  expect(spans).toEqual([
    { kind: 'active', from: 1000, to: 2000 },
    { kind: 'active', from: 9000, to: null },
  ])
})

test('a kill while paused ends the paused span, never before it began', () => {
  const { spans } = extendHistory(emptyHistory, [
    started(1000, 0),
    point(2000, 10),
    { kind: 'paused', time: 3000, item: 10 },
    started(9000, 10),
  ])
  expect(spans[1]).toEqual({ kind: 'paused', from: 3000, to: 3000 })
})

test('stopping saves, finishing gives the result, and a new start takes it back', () => {
  const finished: MetricsRecord = { kind: 'finished', time: 5000, item: 100, r2: 0.98, mae: 1, rmse: 2, model: 'm' }
  const done = extendHistory(emptyHistory, [started(1000, 0), { kind: 'stopped', time: 2000, item: 10 }, finished])
  expect(done.saved).toEqual({ time: 2000, item: 10 })
  expect(done.result).toEqual({ r2: 0.98, mae: 1, rmse: 2, model: 'm' })
  expect(extendHistory(done, [started(6000, 0)]).result).toBeNull()
})

test('a history is never changed in place', () => {
  const before = extendHistory(emptyHistory, paused)
  const copy = structuredClone(before)
  extendHistory(before, [point(9100, 31), { kind: 'paused', time: 9200, item: 31 }])
  endHistory(before, 9999)
  expect(before).toEqual(copy)
})
