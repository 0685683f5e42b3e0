import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chartActions } from './chart-actions'
import type { ValueSource } from './chart-values'
import { historyBetween } from './history/run-curve'
import { testFolder } from './support/folders'

type Source = Omit<ValueSource, 'series'>

const none: Source = { metricsFile: null, log: null, pattern: null }
const time = Date.UTC(2026, 10, 25, 12)
const text = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')
const started = (item: number) => ({ kind: 'started', time, item, total: 99_999, epochs: 1, itemsPerEpoch: 99_999 })
const point = (item: number, loss: number) => ({ kind: 'point', time: time + item * 10, item, epoch: 1, loss })

/** Saves into a folder of the test; tells what was suggested and what went wrong. */
function saver(source: Source, folder = testFolder()) {
  const told: string[] = []
  const actions = chartActions(() => source, {
    askWhereToSave: async (_title, suggestion) => join(folder, suggestion),
    tellProblem: (title, problem) => told.push(`${title}: ${problem}`),
  })
  const rows = (name: string) => readFileSync(join(folder, name), 'utf8').split('\r\n')
  return { actions, told, rows, folder }
}

function fileOf(content: string): string {
  const path = join(testFolder(), 'file')
  writeFileSync(path, content)
  return path
}

test('all values of a training are saved, more than are drawn, without what a kill threw away', async () => {
  const first = Array.from({ length: 30_000 }, (_, at) => point(at + 1, at / 7))
  const again = Array.from({ length: 10_000 }, (_, at) => point(25_001 + at, -1))
  const metricsFile = fileOf(
    `${text([started(0), ...first])}{"kind":"point","ti\n${text([started(25_000), ...again, { kind: 'validation', time, item: 35_000, epoch: 1, error: 6.5 }])}`,
  )
  const { actions, rows } = saver({ ...none, metricsFile })
  expect(await actions['chart:saveValues']('training', 'loss')).toEqual({ ok: true })
  const saved = rows('training-loss.csv')
  expect(saved.slice(0, 3)).toEqual([
    'time,item,loss',
    '2026-11-25T12:00:00.010Z,1,0',
    `2026-11-25T12:00:00.020Z,2,${1 / 7}`,
  ])
  expect(saved.slice(1, -1).map((row) => Number(row.split(',')[1]))).toEqual(
    Array.from({ length: 35_000 }, (_, at) => at + 1),
  )
  expect(saved.filter((row) => row.endsWith(',-1'))).toHaveLength(10_000)
  await actions['chart:saveValues']('training', 'validation')
  expect(rows('training-validation.csv')).toEqual(['time,item,validation', '2026-11-25T12:00:00.000Z,35000,6.5', ''])
})

test('a collection’s rate and queue are saved', async () => {
  const record = { time, item: 3, total: 9, kind: 'point', failed: 0, queued: 6, ratePerMinute: 12.5 }
  const { actions, rows } = saver({ ...none, metricsFile: fileOf(text([record, { ...record, queued: 5 }])) })
  await actions['chart:saveValues']('collector', 'rate')
  await actions['chart:saveValues']('collector', 'queue')
  expect(rows('collector-rate.csv')[1]).toBe('2026-11-25T12:00:00.000Z,3,12.5')
  expect(rows('collector-queue.csv')[2]).toBe('2026-11-25T12:00:00.000Z,3,5')
})

test('a figure is found in all lines of the log of a user’s own run', async () => {
  const lines = Array.from({ length: 500 }, (_, at) => `step ${at + 1}/500 mae ${at / 4}\n`)
  const pattern = { kind: 'own', expression: String.raw`step (?<item>\d+)/(?<total>\d+) mae (?<mae>[\d.]+)` } as const
  const { actions, rows } = saver({ ...none, log: fileOf(lines.join('')), pattern })
  await actions['chart:saveValues']('own-0a1b2c3d', 'figure:mae')
  const saved = rows('own-0a1b2c3d-mae.csv')
  expect(saved).toHaveLength(502)
  expect(saved[500]).toBe(',500,124.75')
})

test('a picture is saved as it came', async () => {
  const { actions, folder } = saver(none)
  await actions['chart:saveImage']('training', 'loss', Uint8Array.of(0x89, 0x50, 7))
  expect([...readFileSync(join(folder, 'training-loss.png'))]).toEqual([0x89, 0x50, 7])
})

test('what can’t be written is said with its place', async () => {
  const { actions, told, folder } = saver({ ...none, metricsFile: fileOf('') })
  mkdirSync(join(folder, 'training-loss.csv'))
  expect(await actions['chart:saveValues']('training', 'loss')).toEqual({ ok: false, problem: null })
  expect(told).toEqual([expect.stringContaining('training-loss.csv')])
})

test('a link that stands where a file is to be saved is not written through', async () => {
  const { actions, folder } = saver({ ...none, metricsFile: fileOf(text([started(0), point(1, 2)])) })
  const victim = fileOf('mine')
  for (const name of ['training-loss.png', 'training-loss.csv']) symlinkSync(victim, join(folder, name))
  await actions['chart:saveImage']('training', 'loss', Uint8Array.of(0x89))
  await actions['chart:saveValues']('training', 'loss')
  expect(readFileSync(victim, 'utf8')).toBe('mine')
})

test.skipIf(process.platform === 'win32')('a pipe or a link in a metrics file’s place is not read', async () => {
  const pipe = join(testFolder(), 'pipe')
  execFileSync('mkfifo', [pipe])
  const waiting = saver({ ...none, metricsFile: pipe })
  expect(await waiting.actions['chart:saveValues']('training', 'loss')).toEqual({ ok: true })
  expect(waiting.rows('training-loss.csv')).toEqual(['time,item,loss', ''])
  const link = join(testFolder(), 'link')
  symlinkSync(fileOf(text([started(0), point(1, 2)])), link)
  const linked = saver({ ...none, metricsFile: link })
  expect(await linked.actions['chart:saveValues']('training', 'loss')).toEqual({ ok: false, problem: null })
  expect(await historyBetween(pipe, 0, Number.MAX_VALUE)).toBeNull()
  expect(await historyBetween(link, 0, Number.MAX_VALUE)).toBeNull()
})
