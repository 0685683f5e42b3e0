import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { readWrittenNote } from '../shared/run-notes'
import { until } from './support/until'
import { type Watched, watchSmallRun } from './support/watched-supervisor'

function notesOf(run: Watched) {
  const lines = readFileSync(run.supervisor.logOf('training')?.notes ?? '', 'utf8')
    .split('\n')
    .slice(0, -1)
  return lines.map((line) => readWrittenNote(line))
}

test('what is asked of a run, and by whom, is kept beside its log with the log’s length', async () => {
  const run = await watchSmallRun()
  await run.supervisor.start('training', 'continue')
  await run.shows('running')
  run.supervisor.requestPause('training', null)
  await run.shows('paused')
  run.supervisor.requestResume('training')
  await run.shows('running')
  writeFileSync(run.pauseFile, '')
  await run.shows('paused')
  rmSync(run.pauseFile)
  await run.shows('running')
  run.supervisor.stop('training')
  await run.shows('ended')
  await until(
    () => notesOf(run).length === 7,
    () => JSON.stringify(notesOf(run)),
  )
  expect(notesOf(run).map((written) => written?.note)).toEqual([
    { kind: 'started', mode: 'continue' },
    { kind: 'pauseFileMade', by: 'fermata', hold: { reason: { kind: 'you' }, until: null } },
    { kind: 'pauseFileDeleted', by: 'fermata', ended: [{ kind: 'you' }], how: 'released' },
    { kind: 'pauseFileMade', by: 'outside', hold: null },
    { kind: 'pauseFileDeleted', by: 'outside', ended: [{ kind: 'outside' }], how: 'released' },
    { kind: 'stopAsked' },
    { kind: 'ended', outcome: { kind: 'stopped' } },
  ])
  const log = readFileSync(run.supervisor.logOf('training')?.log ?? '', 'utf8')
  const [, paused, resumed] = notesOf(run)
  // The pause was asked for before the run said so, and the resume after.
  expect(log.slice(0, paused?.logBytes)).not.toContain('PAUSE DETECTED')
  expect(log.slice(0, resumed?.logBytes)).toContain('PAUSE DETECTED')
  expect(log.slice(0, resumed?.logBytes)).not.toContain('RESUMING')
  expect(statSync(run.supervisor.logOf('training')?.notes ?? '').mode & 0o777).toBe(0o600)
})

test('a kill is noted, and notes that can’t be written hold nothing up', async () => {
  const run = await watchSmallRun()
  await run.supervisor.start('training', 'continue')
  await run.shows('running')
  run.supervisor.kill('training')
  await run.shows('ended')
  expect(notesOf(run).map((written) => written?.note)).toEqual([
    { kind: 'started', mode: 'continue' },
    { kind: 'killAsked' },
    { kind: 'ended', outcome: { kind: 'killed', signal: 'SIGKILL' } },
  ])
  rmSync(dirname(run.supervisor.logOf('training')?.log ?? join(run.workspace, 'none')), { recursive: true })
  expect(run.supervisor.stop('training')).toMatchObject({ ok: false })
  await run.supervisor.start('training', 'continue')
  await run.shows('running')
})

test('the machine’s sleep is noted of a run that lives, and of no other', async () => {
  const run = await watchSmallRun()
  run.supervisor.machineSlept(60_000)
  await run.supervisor.start('training', 'continue')
  await run.shows('running')
  run.supervisor.machineSlept(8 * 3_600_000 + 0.25)
  run.supervisor.kill('training')
  await run.shows('ended')
  run.supervisor.machineSlept(60_000)
  expect(notesOf(run).map((written) => written?.note)).toEqual([
    { kind: 'started', mode: 'continue' },
    { kind: 'asleep', ms: 8 * 3_600_000 },
    { kind: 'killAsked' },
    { kind: 'ended', outcome: { kind: 'killed', signal: 'SIGKILL' } },
  ])
})

test.each([
  '',
  '{"time":1',
  'null',
  '[]',
  '{"time":1,"logBytes":-1,"note":{"kind":"stopAsked"}}',
  '{"time":1,"logBytes":1,"note":{"kind":"other"}}',
  '{"time":1,"logBytes":1,"note":{"kind":"pauseFileMade","by":"me","hold":null}}',
  '{"time":1,"logBytes":1,"note":{"kind":"holdAdded","hold":{"reason":{"kind":"lunch"},"until":null}}}',
  '{"time":1,"logBytes":1,"note":{"kind":"holdEnded","reason":{"kind":"rateLimit"},"how":"released"}}',
  '{"time":1,"logBytes":1,"note":{"kind":"asleep","ms":-1}}',
  '{"time":1,"logBytes":1,"note":null}',
])('%j is no note', (line) => expect(readWrittenNote(line)).toBeNull())
