import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseMetricsLine } from '../shared/metrics'
import { openMetricsLog } from './metrics-log'
import { temporaryFolder } from './support/temporary-folder'

describe('metrics log', () => {
  test('appends records that the app can read', () => {
    const path = join(temporaryFolder(), 'metrics.jsonl')
    const log = openMetricsLog(path, () => {})
    log.append({ kind: 'started', item: 0, total: 10, epochs: 2, itemsPerEpoch: 5 })
    log.append({ kind: 'point', item: 3, epoch: 1, loss: 0.5 })
    log.close()
    const records = readFileSync(path, 'utf8').trim().split('\n').map(parseMetricsLine)
    expect(records.map((record) => record?.kind)).toEqual(['started', 'point'])
    expect(Math.abs((records[0]?.time ?? 0) - Date.now())).toBeLessThan(60_000)
  })

  test('a record that a kill cut short does not swallow the next one', () => {
    const path = join(temporaryFolder(), 'metrics.jsonl')
    writeFileSync(path, '{"time":1,"kind":"sav')
    const log = openMetricsLog(path, () => {})
    log.append({ kind: 'saved', item: 7 })
    log.close()
    const lines = readFileSync(path, 'utf8').trim().split('\n')
    expect(lines.map((line) => parseMetricsLine(line)?.item)).toEqual([undefined, 7])
  })

  test('when it cannot be written that is said once, and nothing is thrown', () => {
    const path = join(temporaryFolder(), 'metrics.jsonl')
    mkdirSync(path)
    const warnings: string[] = []
    const log = openMetricsLog(path, (line) => warnings.push(line))
    log.append({ kind: 'saved', item: 1 })
    log.append({ kind: 'saved', item: 2 })
    log.close()
    expect(warnings).toEqual([`Can't write the chart data ${path}: it is a folder (EISDIR); the run goes on`])
  })
})
