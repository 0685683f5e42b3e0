import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readWrittenNote } from '../shared/run-notes'
import { testFolder } from './support/folders'
import { smallRun } from './support/small-run'
import { until } from './support/until'
import { type Watched, watchProfiles, watchSmallRun } from './support/watched-supervisor'

const onBattery = { reason: { kind: 'battery', percent: 78 }, until: null } as const
const owners = (run: Watched) => run.view().holds.map(({ owner }) => owner)

test('a run moves only when the last hold is gone, and nobody removes another’s', async () => {
  const run = await watchSmallRun()
  const { supervisor } = run
  await supervisor.start('training', 'continue')
  await run.shows('running')
  supervisor.setRule('training', 'rule:battery', onBattery)
  supervisor.requestPause('training', null)
  await run.shows('paused')
  expect(owners(run)).toEqual(['rule:battery', 'you'])
  writeFileSync(run.pauseFile, 'mine\n')
  await until(() => owners(run).length === 3, 'the file made outside')
  supervisor.setRule('training', 'rule:battery', null)
  supervisor.releaseHold('training', 'you')
  expect(readFileSync(run.pauseFile, 'utf8')).toBe('mine\n')
  expect(owners(run)).toEqual(['outside'])
  expect(supervisor.releaseHold('training', 'you')).toEqual({ ok: false, problem: null })
  supervisor.releaseHold('training', 'outside')
  await run.shows('running')
  const states = run.states()
  expect(states.slice(states.indexOf('paused'))).toEqual(['paused', 'resumeRequested', 'running'])
})

test('a rule that holds at the start holds the run before its first item, and lets go when the run has ended', async () => {
  const run = await watchSmallRun()
  run.supervisor.setRule('training', 'rule:battery', onBattery)
  expect(owners(run)).toEqual([])
  await run.supervisor.start('training', 'continue')
  expect((await run.shows('paused')).progress).toBeNull()
  run.supervisor.kill('training')
  await run.shows('ended')
  await until(() => !existsSync(run.pauseFile), 'the end of the file')
  expect(owners(run)).toEqual([])
})

test('resuming all lets go of what pausing all held, and each run keeps what it had before', async () => {
  const root = testFolder()
  const work = (id: string) => join(root, id)
  for (const id of ['training', 'other']) mkdirSync(work(id))
  const profiles = [smallRun(work('training')), smallRun(work('other'), { id: 'other' })]
  const run = await watchProfiles(profiles, join(root, 'state'))
  const { supervisor } = run
  const shows = (id: string, kind: string) =>
    until(
      () => supervisor.list().find((one) => one.profileId === id)?.state.kind === kind,
      () => `${id} ${kind}`,
    )
  for (const { id } of profiles) await supervisor.start(id, 'continue')
  for (const { id } of profiles) await shows(id, 'running')
  supervisor.requestPause('training', null)
  await shows('training', 'paused')
  expect(supervisor.pauseAll()).toEqual({ ok: true })
  await shows('other', 'paused')
  expect(supervisor.pauseAll()).toEqual({ ok: false, problem: null })
  expect(supervisor.resumeAll()).toEqual({ ok: true })
  await shows('other', 'running')
  expect(run.view().state.kind).toBe('paused')
  supervisor.setRule('training', 'rule:battery', onBattery)
  expect(supervisor.resumeAll()).toEqual({ ok: true })
  expect(owners(run)).toEqual(['rule:battery'])
  supervisor.setRule('training', 'rule:battery', null)
  await shows('training', 'running')
})

test('the notes beside the log say for whom the file was made, who joined, and how many holds ended', async () => {
  const run = await watchSmallRun()
  await run.supervisor.start('training', 'continue')
  await run.shows('running')
  run.supervisor.setRule('training', 'rule:battery', onBattery)
  run.supervisor.requestPause('training', null)
  await run.shows('paused')
  run.supervisor.releaseHold('training', 'you')
  run.supervisor.requestPause('training', null)
  run.supervisor.requestResume('training')
  const notes = readFileSync(run.supervisor.logOf('training')?.notes ?? '', 'utf8')
    .split('\n')
    .flatMap((line) => readWrittenNote(line)?.note ?? [])
  const battery = onBattery.reason
  const you = { kind: 'you' }
  expect(notes.slice(1)).toEqual([
    { kind: 'pauseFileMade', by: 'fermata', hold: { reason: battery, until: null } },
    { kind: 'holdAdded', hold: { reason: you, until: null } },
    { kind: 'holdEnded', reason: you, how: 'released' },
    { kind: 'holdAdded', hold: { reason: you, until: null } },
    { kind: 'pauseFileDeleted', by: 'fermata', ended: [battery, you], how: 'released' },
  ])
})
