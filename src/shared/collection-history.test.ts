import { expect, test } from 'vitest'
import { extendCollectionHistory } from './collection-history'
import type { CollectorRecord } from './collector-status'
import { emptyHistory } from './run-history'

const at = (time: number, item = time) => ({ time, item, total: 100 })
const point = (time: number): CollectorRecord => ({
  ...at(time),
  kind: 'point',
  failed: 0,
  queued: 100 - time,
  ratePerMinute: 60,
})
const records: readonly CollectorRecord[] = [
  { ...at(1), kind: 'started' },
  point(2),
  { ...at(3), kind: 'held', host: 'a.example', status: 429, until: 30 },
  { ...at(5), kind: 'released', host: 'a.example' },
  { ...at(6), kind: 'paused' },
  { ...at(8), kind: 'resumed' },
  point(9),
]

test('rate, queue, pauses and rate limits of a collection', () => {
  const history = extendCollectionHistory(emptyHistory, records)
  expect(history).toMatchObject({ startedAt: 1, saved: { time: 9, item: 9 } })
  expect(history.queue.map(({ value }) => value)).toEqual([98, 91])
  expect(history.rate).toHaveLength(2)
  expect(history.waits).toEqual([{ host: 'a.example', from: 3, to: 5 }])
  expect(history.spans).toEqual([
    { kind: 'active', from: 1, to: 6 },
    { kind: 'paused', from: 6, to: 8 },
    { kind: 'active', from: 8, to: null },
  ])
})

test('records taken one by one give the same history, and a kill ends with the last record', () => {
  const whole = extendCollectionHistory(emptyHistory, records)
  expect(records.reduce((history, one) => extendCollectionHistory(history, [one]), emptyHistory)).toEqual(whole)
  const again = extendCollectionHistory(whole, [{ ...at(50), kind: 'started' }])
  expect(again.spans.slice(-2)).toEqual([
    { kind: 'active', from: 8, to: 9 },
    { kind: 'active', from: 50, to: null },
  ])
  expect(again.queue).toHaveLength(2)
})
