import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildProgram } from '../support/build-program'
import { testFolder } from '../support/folders'
import { until } from '../support/until'
import { HistoryStore } from './history-store'
import { migrations } from './migrations'
import { writeVersionOne } from './support/history-version-1'
import { aPause, aRun, everything, you } from './support/runs'

const now = 1_764_100_000_000
const list = (store: HistoryStore, query = {}) => store.list({ ...everything, ...query }, now, 0, 100)

/** Writes copies of the one run that is there, started one after the other. */
function fillUp(path: string, count: number): void {
  const file = new DatabaseSync(path)
  const columns = (table: string) =>
    (file.prepare('SELECT name FROM pragma_table_info(?)').all(table) as { name: string }[]).map(({ name }) => name)
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})`
  const own: Record<string, string> = {
    run_id: "'run-' || i",
    started_at: 'i',
    result: "'batch ' || i",
    paused_line: 'i',
  }
  for (const table of ['runs', 'pauses'])
    file.exec(
      `${numbers} INSERT INTO ${table} SELECT ${columns(table)
        .map((name) => own[name] ?? `t.${name}`)
        .join(', ')} FROM n, (SELECT * FROM ${table}) AS t`,
    )
  file.close()
}

describe('the history’s file', () => {
  test('gives back what was written, newest run first', async () => {
    const path = join(testFolder(), 'history.db')
    const store = await HistoryStore.open(path)
    const pauses = [aPause(), aPause({ pausedLine: 90, releasedBy: null, resumedAt: null, isWithdrawn: false })]
    const older = aRun({
      runId: 'collector-20261123-000000-000',
      startedAt: 1,
      outcome: { kind: 'failed', exitCode: 3 },
    })
    store.keep(older, [])
    store.keep(aRun(), [aPause()])
    store.keep(aRun({ item: 5 }), pauses)
    store.close()
    const again = await HistoryStore.open(path)
    expect(list(again)).toEqual([
      { ...aRun({ item: 5 }), pauses },
      { ...older, pauses: [] },
    ])
    again.close()
  })

  test('a run that was removed stays removed, whatever is written of it later', async () => {
    const store = await HistoryStore.open(join(testFolder(), 'history.db'))
    store.keep(aRun(), [aPause()])
    store.remove(aRun().runId)
    store.keep(aRun(), [aPause()])
    expect(list(store)).toEqual([])
    expect(store.pausesOf(aRun().runId)).toEqual([])
    expect(store.known().get(aRun().runId)).toMatchObject({ isRemoved: true })
    store.close()
  })

  test('is searched by words, run, result and time', async () => {
    const store = await HistoryStore.open(join(testFolder(), 'history.db'))
    store.keep(aRun({ runId: 'a', endedAt: now - 1000 }), [])
    store.keep(aRun({ runId: 'b', name: 'Photo fetch', profileId: 'photo', result: 'Exit 1: 100% of disk_full' }), [])
    store.keep(aRun({ runId: 'c', endedAt: null, outcome: null }), [])
    store.keep(aRun({ runId: 'd', endedAt: now - 3 * 86_400_000, outcome: { kind: 'killed', signal: 'SIGKILL' } }), [])
    const ids = (query: object) => list(store, query).map(({ runId }) => runId)
    expect(ids({ text: 'disk photo' })).toEqual(['b'])
    expect(ids({ text: '100%' })).toEqual(['b'])
    expect(ids({ text: 'k_f' })).toEqual(['b'])
    expect(ids({ text: 'kxf' })).toEqual([])
    expect(ids({ text: "'; DROP TABLE runs; --" })).toEqual([])
    expect(ids({ profileId: 'photo' })).toEqual(['b'])
    expect(ids({ result: 'failed' })).toEqual(['d'])
    expect(ids({ result: 'active' })).toEqual(['c'])
    expect(ids({ span: 'day' })).toEqual(['a', 'c'])
    expect(store.count({ ...everything, span: 'week' }, now)).toBe(4)
    expect(store.profiles()).toEqual([
      { profileId: 'photo', name: 'Photo fetch' },
      { profileId: 'training', name: 'Training' },
    ])
    store.close()
  })

  test('of ten thousand runs gives any page at once', async () => {
    const path = join(testFolder(), 'history.db')
    const store = await HistoryStore.open(path)
    store.keep(aRun(), [aPause()])
    fillUp(path, 9999)
    const begun = performance.now()
    const rows = store.list(everything, now, 7000, 50)
    const found = store.list({ ...everything, text: 'batch 4242' }, now, 0, 50)
    const ms = performance.now() - begun
    expect(rows.map(({ startedAt }) => startedAt)).toEqual(Array.from({ length: 50 }, (_, at) => 2999 - at))
    expect(found).toMatchObject([{ runId: 'run-4242', pauses: [{ pausedLine: 4242 }] }])
    expect(store.count(everything, now)).toBe(10_000)
    // Many times what it takes on an idle machine: only a look at each row's pauses one by one takes longer.
    expect(ms).toBeLessThan(1000)
    store.close()
  })
})

describe('a file of another version', () => {
  test('that is older is brought up to date with all that is in it', async () => {
    const path = join(testFolder(), 'history.db')
    writeVersionOne(path)
    const store = await HistoryStore.open(path)
    store.keep(aRun({ asleepMs: 7 }), [])
    expect(list(store)).toMatchObject([
      { asleepMs: 7 },
      {
        ...{ runId: 'training-20261120-080000-000', asleepMs: 0, item: 3106, outcome: { kind: 'stopped' } },
        pauses: [{ askedBy: [you], pausedLine: 41, releasedBy: { reason: { kind: 'outside' } }, isWithdrawn: false }],
      },
    ])
    store.close()
    const file = new DatabaseSync(path)
    expect(file.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length })
    file.close()
  })

  test('that is newer, or of another program, is refused and left untouched', async () => {
    const newer = join(testFolder(), 'history.db')
    ;(await HistoryStore.open(newer)).close()
    const file = new DatabaseSync(newer)
    file.exec('PRAGMA user_version = 99')
    file.close()
    const bytes = readFileSync(newer)
    await expect(HistoryStore.open(newer)).rejects.toMatchObject({ kind: 'newer' })
    expect(readFileSync(newer).equals(bytes)).toBe(true)
    const foreign = join(testFolder(), 'history.db')
    const other = new DatabaseSync(foreign)
    other.exec('CREATE TABLE runs (x)')
    other.close()
    await expect(HistoryStore.open(foreign)).rejects.toMatchObject({ kind: 'foreign' })
  })

  test('that is damaged says so', async () => {
    const path = join(testFolder(), 'history.db')
    writeFileSync(path, 'this was a database once '.repeat(1000))
    await expect(HistoryStore.open(path)).rejects.toMatchObject({ kind: 'damaged' })
    const torn = join(testFolder(), 'history.db')
    const store = await HistoryStore.open(torn)
    for (let at = 0; at < 300; at += 1) store.keep(aRun({ runId: `run-${at}` }), [aPause()])
    store.close()
    writeFileSync(torn, readFileSync(torn).fill(0x55, 8192, 40_000))
    await expect(HistoryStore.open(torn)).rejects.toMatchObject({ kind: 'damaged' })
  })
})

describe('a kill', () => {
  const out = join(import.meta.dirname, '../../../out')
  let folder = ''
  beforeAll(async () => {
    // Inside the project, where the program finds the library.
    mkdirSync(out, { recursive: true })
    folder = mkdtempSync(join(out, 'history-writer-'))
    await buildProgram(join(import.meta.dirname, 'support/history-writer.ts'), folder, 'writer.mjs')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('at any moment leaves each write whole, and loses none that was done', async () => {
    const path = join(testFolder(), 'history.db')
    for (let round = 0; round < 5; round += 1) {
      const writer = spawn(process.execPath, [join(folder, 'writer.mjs'), path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let said = ''
      writer.stdout.on('data', (piece: Buffer) => {
        said += piece.toString()
      })
      await until(() => said.split('\n').length > 3 + round * 7, 'writes')
      writer.kill('SIGKILL')
      await new Promise((resolve) => writer.once('close', resolve))
      const written = Number(said.trimEnd().split('\n').at(-1))
      const store = await HistoryStore.open(path)
      const rows = store.list(everything, now, 0, 5000)
      expect(Math.max(...rows.map(({ item }) => item ?? 0))).toBeGreaterThanOrEqual(written)
      for (const { item, pauses } of rows) {
        expect(pauses).toHaveLength(((item ?? 0) % 5) + 1)
        expect(pauses.every((pause) => pause.item === item)).toBe(true)
      }
      store.close()
    }
  })
})
