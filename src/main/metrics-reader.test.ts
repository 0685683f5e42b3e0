import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { MetricsReader } from './metrics-reader'
import { testFolder } from './support/folders'
import { until } from './support/until'

const started = (time: number, item = 0) =>
  `${JSON.stringify({ kind: 'started', time, item, total: 9, epochs: 1, itemsPerEpoch: 9 })}\n`
const point = (time: number, item: number) => `${JSON.stringify({ kind: 'point', time, item, epoch: 1, loss: 0.5 })}\n`

function openReader(path: string): MetricsReader {
  const reader = new MetricsReader(path, () => undefined)
  onTestFinished(() => reader.close())
  return reader
}

test('the history grows with the file, also through half-written lines and a file that is not there yet', async () => {
  const folder = join(testFolder(), 'training')
  const path = join(folder, 'metrics.jsonl')
  const reader = openReader(path)
  reader.follow()
  expect(reader.current(1).loss).toEqual([])
  mkdirSync(folder)
  writeFileSync(path, started(1000) + point(1001, 1).slice(0, 20))
  await until(() => reader.current(1).startedAt === 1000, 'the start')
  appendFileSync(path, point(1001, 1).slice(20))
  await until(() => reader.current(1).loss.length === 1, 'the point')
})

test('a file that was set aside for a new one starts the history over', async () => {
  const path = join(testFolder(), 'metrics.jsonl')
  writeFileSync(path, started(1000) + point(1001, 1) + point(1002, 2))
  const reader = openReader(path)
  await reader.catchUp()
  expect(reader.current(1).loss).toHaveLength(2)
  renameSync(path, `${path}.old`)
  writeFileSync(path, started(5000))
  await reader.catchUp()
  expect(reader.current(1)).toMatchObject({ loss: [], startedAt: 5000 })
})

test('time that no living run spends ends at the last sign of life', async () => {
  const path = join(testFolder(), 'metrics.jsonl')
  writeFileSync(path, started(1000) + point(3000, 1))
  const reader = openReader(path)
  await reader.catchUp()
  expect(reader.current(null).spans).toEqual([{ kind: 'active', from: 1000, to: 3000 }])
  expect(reader.current(9000).spans).toEqual([{ kind: 'active', from: 1000, to: 3000 }])
  expect(reader.current(500).spans).toEqual([{ kind: 'active', from: 1000, to: null }])
})
