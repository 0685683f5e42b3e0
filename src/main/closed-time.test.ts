import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readNotes } from './history/run-scan'
import { smallRun } from './support/small-run'
import { until } from './support/until'
import { type Watched, watchProfiles, watchSmallRun } from './support/watched-supervisor'

const logOf = ({ supervisor }: Watched) => readFileSync(supervisor.logOf('training')?.log ?? '', 'utf8')
const notesOf = ({ supervisor }: Watched) => readNotes(supervisor.logOf('training')?.notes ?? '')
const said = (run: Watched, words: string) => logOf(run).split(words).length - 1

async function working(): Promise<Watched> {
  const run = await watchSmallRun()
  await run.supervisor.start('training', 'continue')
  await until(() => run.view().progress, 'the first item')
  return run
}

async function openAgain(run: Watched): Promise<Watched> {
  const next = await watchProfiles([smallRun(run.workspace)], run.stateFolder)
  return next
}

/** The text of the line that begins where a note stands. */
function lineAt(run: Watched, place = 0): string {
  return (
    readFileSync(run.supervisor.logOf('training')?.log ?? '')
      .subarray(place)
      .toString('utf8')
      .split('\n')[0] ?? ''
  )
}

test('what is done to the pause file by hand while the app is closed is noted by the file’s time and the run’s words', async () => {
  const run = await working()
  await run.supervisor.close()
  const before = notesOf(run).length
  for (let round = 1; round <= 2; round += 1) {
    writeFileSync(run.pauseFile, '')
    await until(() => said(run, 'PAUSE DETECTED') === round, 'the pause')
    if (round === 2) break
    rmSync(run.pauseFile)
    await until(() => said(run, 'RESUMING') === round, 'the resume')
  }
  const next = await openAgain(run)
  const [first, second, third, ...more] = notesOf(next).slice(before)
  expect([first, second, third].map((written) => written?.note)).toEqual([
    { kind: 'pauseFileMade', by: 'outside', hold: null },
    { kind: 'pauseFileDeleted', by: 'outside', ended: [{ kind: 'outside' }], how: 'released' },
    { kind: 'pauseFileMade', by: 'outside', hold: null },
  ])
  expect(more).toEqual([])
  const lines = [first, second, third].map((written) => lineAt(next, written?.logBytes))
  expect(lines[0]).toMatch(/INFO PAUSE DETECTED: Training paused$/)
  expect(lines[1]).toMatch(/INFO RESUMING: Training resumed$/)
  expect(lines[2]).toMatch(/INFO PAUSE DETECTED: Training paused$/)
  expect([first?.time, second?.time]).toEqual(lines.slice(0, 2).map((line) => Date.parse(line.slice(0, 24))))
  expect(third?.time).toBe(Number(statSync(run.pauseFile, { bigint: true }).ctimeMs))
  // Once noted, it isn't noted again by the starts that follow.
  await next.supervisor.close()
  const last = await openAgain(run)
  expect(notesOf(last)).toHaveLength(before + 3)
})

test('what a killed app had noted itself after it was last seen to be there isn’t noted once more', async () => {
  const run = await working()
  const seenFile = join(run.supervisor.logOf('training')?.log ?? '', '..', 'seen.json')
  const before = readFileSync(seenFile, 'utf8')
  writeFileSync(run.pauseFile, '')
  await run.shows('paused')
  await run.supervisor.close()
  writeFileSync(seenFile, before)
  const noted = notesOf(run)
  expect(noted.at(-1)?.note).toMatchObject({ kind: 'pauseFileMade' })
  // Looked at late, the file is noted behind the run's answer to it.
  const late = { ...noted.at(-1), logBytes: logOf(run).length }
  writeFileSync(
    run.supervisor.logOf('training')?.notes ?? '',
    [...noted.slice(0, -1), late].map((note) => `${JSON.stringify(note)}\n`).join(''),
  )
  const next = await openAgain(run)
  expect(notesOf(next)).toHaveLength(noted.length)
})

test('a pause of the app’s own that is ended by hand while it is closed is noted with whose hold ended', async () => {
  const run = await working()
  run.supervisor.requestPause('training', null)
  await run.shows('paused')
  await run.supervisor.close()
  rmSync(run.pauseFile)
  await until(() => said(run, 'RESUMING') === 1, 'the resume')
  const next = await openAgain(run)
  const written = notesOf(next).at(-1)
  expect(written?.note).toEqual({ kind: 'pauseFileDeleted', by: 'outside', ended: [{ kind: 'you' }], how: 'released' })
  expect(lineAt(next, written?.logBytes)).toMatch(/RESUMING/)
})

test('a file that is gone without the run having answered has the time at which its folder was changed', async () => {
  const run = await working()
  writeFileSync(run.pauseFile, '')
  await run.shows('paused')
  const pid = run.view().pid ?? Number.NaN
  await run.supervisor.close()
  process.kill(pid, 'SIGSTOP')
  rmSync(run.pauseFile)
  const next = await openAgain(run)
  const { time, ...written } = notesOf(next).at(-1) ?? { time: 0 }
  // A file's time is of a coarser clock, so it may be some milliseconds before the app was closed.
  expect(Math.abs(time - statSync(run.workspace).mtimeMs)).toBeLessThan(20)
  expect(written).toEqual({
    logBytes: statSync(next.supervisor.logOf('training')?.log ?? '').size,
    note: { kind: 'pauseFileDeleted', by: 'outside', ended: [{ kind: 'outside' }], how: 'released' },
  })
  expect(next.view().state.kind).toBe('resumeRequested')
  process.kill(pid, 'SIGCONT')
  await next.shows('running')
})

test('a pause whose time is over when the app opens again is noted as ended by that', async () => {
  const run = await working()
  run.supervisor.requestPause('training', Date.now() + 1500)
  await run.shows('paused')
  await run.supervisor.close()
  const { until: end } = JSON.parse(readFileSync(join(run.stateFolder, 'holds.json'), 'utf8')).profiles.training.set.you
  await until(() => Date.now() > end, 'the end of its time')
  const next = await openAgain(run)
  await next.shows('running')
  expect(notesOf(next).at(-1)?.note).toEqual({
    ...{ kind: 'pauseFileDeleted', by: 'fermata' },
    ...{ ended: [{ kind: 'you' }], how: 'timeUp' },
  })
})

test('what was printed while the app was closed is told to the line', async () => {
  const run = await working()
  await run.supervisor.close()
  const { lineCount } = JSON.parse(
    readFileSync(join(run.supervisor.logOf('training')?.log ?? '', '..', 'seen.json'), 'utf8'),
  )
  const closedAt = logOf(run).split('\n').length - 1
  await until(() => logOf(run).split('\n').length > closedAt + 50, 'more lines')
  const next = await openAgain(run)
  expect(lineCount).toBeLessThanOrEqual(closedAt)
  expect(next.view().found).toMatchObject({ kind: 'reattached', firstLine: lineCount + 1, isExact: true })
})
