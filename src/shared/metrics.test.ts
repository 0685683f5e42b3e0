import { expect, test } from 'vitest'
import { type MetricsRecord, parseMetricsLine } from './metrics'

const records: readonly MetricsRecord[] = [
  { kind: 'started', time: 1, item: 0, total: 20, epochs: 2, itemsPerEpoch: 10 },
  { kind: 'point', time: 2, item: 1, epoch: 1, loss: 0.5 },
  { kind: 'validation', time: 3, item: 10, epoch: 1, error: 0.25 },
  { kind: 'saved', time: 4, item: 10 },
  { kind: 'paused', time: 5, item: 11 },
  { kind: 'resumed', time: 6, item: 11 },
  { kind: 'stopped', time: 7, item: 12 },
  { kind: 'finished', time: 8, item: 20, r2: 0.98, mae: 282, rmse: 543, model: 'model' },
]

test.each(records)('a whole $kind record is read', (record) => {
  expect(parseMetricsLine(JSON.stringify(record))).toEqual(record)
})

test.each(records)('a $kind record that a kill cut short is skipped, wherever it was cut', (record) => {
  const line = JSON.stringify(record)
  for (let length = 0; length < line.length; length += 1) expect(parseMetricsLine(line.slice(0, length))).toBeNull()
})

test.each([
  'null',
  '7',
  '[]',
  '"started"',
  '{}',
  '{"kind":"other","time":1,"item":1}',
  '{"kind":"saved","time":"1","item":1}',
])('%s is no record', (line) => expect(parseMetricsLine(line)).toBeNull())

test('a name of every object is not taken for a kind', () => {
  for (const kind of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
    expect(parseMetricsLine(`{"kind":${JSON.stringify(kind)},"time":1,"item":1}`)).toBeNull()
})
