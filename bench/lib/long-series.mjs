import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const startedAt = Date.parse('2026-11-24T12:00:00Z')
/** Milliseconds between two points. */
export const everyMs = 100

/** A loss that falls, swings, and now and then leaps. Stands on its own, as pages get it by its source. */
export function lossAt(item) {
  return 0.3 / (1 + item / 50_000) + 0.02 * Math.sin(item * 1.7) + (item % 77_777 === 0 ? 0.4 : 0)
}

/** Writes the metrics file that a training of so many points would have left in its workspace. */
export function writeLongMetrics(workspace, count) {
  mkdirSync(join(workspace, 'training'), { recursive: true })
  const path = join(workspace, 'training', 'metrics.jsonl')
  const file = openSync(path, 'w')
  const record = (kind, item, more) => `${JSON.stringify({ kind, time: startedAt + item * everyMs, item, ...more })}\n`
  writeSync(file, record('started', 0, { total: count, epochs: 10, itemsPerEpoch: count / 10 }))
  for (let first = 1; first <= count; first += 10_000) {
    let text = ''
    for (let item = first; item < first + 10_000 && item <= count; item += 1)
      text += record('point', item, { epoch: Math.ceil((item * 10) / count), loss: Number(lossAt(item).toFixed(6)) })
    writeSync(file, text)
  }
  writeSync(file, record('stopped', count, {}))
  closeSync(file)
  return { path, startedAt, endedAt: startedAt + count * everyMs }
}
