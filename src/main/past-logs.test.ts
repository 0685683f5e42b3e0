import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
function makeRun(hour: number, isEnded = true, { minute = 0, isSilent = false, endedAt = 1 } = {}): string {
  const clock = [hour, minute].map((one) => String(one).padStart(2, '0')).join('')
  const runId = `training-20261124-${clock}00-000`
  const folder = runFolderOf(runs, runId)
  mkdirSync(folder.path)
  writeFileSync(folder.log, isSilent ? '' : text(runId))
  writeRunRecord(folder, {
    runId,
    profileId: 'training',
    commandLine: [],
    workspace: '/w',
    pauseFile: '/w/pause.txt',
    startedAt: Date.UTC(2026, 10, 24, hour, minute),
    pid: 1,
    token: null,
    identity: null,
    stopAskedAt: null,
    ended: isEnded ? { at: endedAt, outcome: { kind: 'completed' } } : null,
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

test('logs go when they are older than they are to be kept, but never the newest one', async () => {
  const day = 86_400_000
  const ages = [31, 31, 29, 40]
  const ids = ages.map((days, index) => makeRun(index + 1, true, { endedAt: Date.now() - days * day }))
  const logs = new PastLogs(runs)
  const kept = async (days: number) => {
    logs.limitTo(1024 ** 3, days)
    await logs.tidy(['training'])
    return logs.list('training').flatMap(({ runId, hasLog }) => (hasLog ? [ids.indexOf(runId)] : []))
  }
  expect(await kept(0)).toEqual([3, 2, 1, 0])
  expect(await kept(30)).toEqual([3, 2])
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

test('a log whose beginning was taken out comes back with all else where it was', async () => {
  const old = makeRun(1)
  makeRun(2)
  const folder = runFolderOf(runs, old)
  const [whole, lines] = [readFileSync(folder.log), 10_000]
  const bytes = (whole.length / 20_000) * lines
  whole.fill(0, 0, bytes - 1)
  writeFileSync(folder.log, whole)
  writeFileSync(join(folder.path, 'trimmed.json'), JSON.stringify({ bytes, lines }))
  writeFileSync(join(folder.path, 'output.1-10000.log.gz'), 'the lines before')
  writeFileSync(join(folder.path, 'output.10001-12000.log.gz'), 'what a kill left')
  const logs = new PastLogs(runs)
  await logs.tidy(['training'])
  expect(existsSync(folder.log)).toBe(false)
  const back = readFileSync((await logs.open('training', old))?.log ?? '')
  expect(back.length).toBe(whole.length)
  expect(back.subarray(bytes).equals(whole.subarray(bytes))).toBe(true)
  // Windows makes a hole only in files that are told to have some.
  if (process.platform !== 'win32') expect(statSync(folder.log).blocks * 512).toBeLessThan(whole.length - bytes / 2)
  const names = ['output.1-10000.log.gz', 'output.log', 'output.log.gz', 'run.json', 'trimmed.json']
  expect(readdirSync(folder.path).sort()).toEqual(names)
})

test('with an old log its parts go too', async () => {
  const old = makeRun(1)
  makeRun(2)
  const { path } = runFolderOf(runs, old)
  writeFileSync(join(path, 'trimmed.json'), '{"bytes":40,"lines":1}')
  writeFileSync(join(path, 'output.1-1.log.gz'), Buffer.alloc(6000))
  await new PastLogs(runs, 6000).tidy(['training'])
  expect(readdirSync(path)).toEqual(['run.json'])
})

test('long tidying leaves others their turn', async () => {
  for (let hour = 0; hour < 24; hour += 1)
    for (let minute = 0; minute < 20; minute += 1) makeRun(hour, false, { minute, isSilent: true })
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 1)
  await new PastLogs(runs).tidy(['training'])
  clearInterval(timer)
  expect(turns).toBeGreaterThan(0)
})

test('the newest hundred runs are listed, of many', () => {
  for (let hour = 0; hour < 24; hour += 1)
    for (let minute = 0; minute < 5; minute += 1) makeRun(hour, true, { minute, isSilent: true })
  const listed = new PastLogs(runs).list('training').map(({ runId }) => runId)
  expect(listed).toHaveLength(100)
  expect(listed).toEqual(listed.toSorted().toReversed())
  expect(listed[0]).toBe('training-20261124-230400-000')
})
