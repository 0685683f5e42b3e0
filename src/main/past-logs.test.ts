import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PastLogs } from './past-logs'
import { runFolderOf, writeRunRecord } from './run-record'

let runs: string
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), 'fermata-logs-'))
})
afterEach(() => rmSync(runs, { recursive: true }))

const text = (name: string) => `${name} says something\n`.repeat(20_000)

/** A run's folder as the app leaves it; `hour` orders the runs. */
function makeRun(hour: number, isEnded = true): string {
  const runId = `training-20261124-${String(hour).padStart(2, '0')}0000-000`
  const folder = runFolderOf(runs, runId)
  mkdirSync(folder.path)
  writeFileSync(folder.log, text(runId))
  writeRunRecord(folder, {
    runId,
    profileId: 'training',
    commandLine: [],
    workspace: '/w',
    pauseFile: '/w/pause.txt',
    startedAt: Date.UTC(2026, 10, 24, hour),
    pid: 1,
    identity: null,
    stopAskedAt: null,
    ended: isEnded ? { at: 1, outcome: { kind: 'completed' } } : null,
  })
  return runId
}

test('all but the newest log are compressed, and come back letter by letter when they are opened', async () => {
  const [old, newest] = [makeRun(1), makeRun(2)]
  const logs = new PastLogs(runs)
  await logs.tidy(['training'])
  expect(existsSync(runFolderOf(runs, old).log)).toBe(false)
  expect(readFileSync(runFolderOf(runs, newest).log, 'utf8')).toBe(text(newest))
  const opened = await logs.open('training', old)
  expect(readFileSync(opened?.log ?? '', 'utf8')).toBe(text(old))
  await logs.tidy(['training'])
  expect(existsSync(runFolderOf(runs, old).log)).toBe(false)
  expect(existsSync(runFolderOf(runs, old).packedLog)).toBe(true)
})

test('the log of a run whose end is not known is left alone', async () => {
  const unknown = makeRun(1, false)
  makeRun(2)
  await new PastLogs(runs).tidy(['training'])
  expect(readFileSync(runFolderOf(runs, unknown).log, 'utf8')).toBe(text(unknown))
})

test('when old logs take too much, the oldest go first and the newest log stays', async () => {
  const ids = [1, 2, 3, 4].map((hour) => makeRun(hour))
  const logs = new PastLogs(runs, 6000) // Each takes some 2.5 kB compressed.
  await logs.tidy(['training'])
  expect(logs.list('training').map(({ runId, hasLog }) => [runId, hasLog])).toEqual([
    [ids[3], true],
    [ids[2], true],
    [ids[1], true],
    [ids[0], false],
  ])
})

test('what a crash left half compressed is made anew', async () => {
  const old = makeRun(1)
  makeRun(2)
  writeFileSync(`${runFolderOf(runs, old).packedLog}.new`, 'half')
  const logs = new PastLogs(runs)
  await logs.tidy(['training'])
  expect(readFileSync((await logs.open('training', old))?.log ?? '', 'utf8')).toBe(text(old))
})

test('a run that is not there is not opened', async () => {
  expect(await new PastLogs(runs).open('training', 'training-20261124-010000-000')).toBeNull()
})
