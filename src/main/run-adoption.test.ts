import { spawn } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { identityOf } from '../platform/process-identity'
import { dismissFound } from './profile-run'
import { runFolderOf, type RunRecord, writeRunRecord } from './run-record'
import { appendNote } from './run-notes'
import type { RunProfile } from './run-profiles'
import { buildProgram } from './support/build-program'
import { testFolder } from './support/folders'
import { smallRun } from './support/small-run'
import { pause, until } from './support/until'
import { type Watched, watchProfiles } from './support/watched-supervisor'
import { writeRun } from './support/written-run'

const programFolder = mkdtempSync(join(tmpdir(), 'fermata-owner-'))
const ownerProgram = join(programFolder, 'supervisor-owner.mjs')

beforeAll(() =>
  buildProgram(join(import.meta.dirname, 'support/supervisor-owner.ts'), programFolder, 'supervisor-owner.mjs'),
)
afterAll(() => rmSync(programFolder, { recursive: true }))

/** Starts the run in another app, which is then killed without warning. */
async function runWhoseAppDied(whenReady: (profile: RunProfile) => Promise<void>): Promise<[RunProfile, string]> {
  const root = testFolder()
  const state = join(root, 'state')
  const profile = smallRun(join(root, 'workspace'))
  const owner = spawn(process.execPath, [ownerProgram, JSON.stringify(profile), state], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await new Promise((resolve) => owner.stdout.once('data', resolve))
    await whenReady(profile)
  } finally {
    owner.kill('SIGKILL')
  }
  await new Promise((resolve) => owner.once('exit', resolve))
  return [profile, state]
}

function output(stateFolder: string): string {
  const runs = join(stateFolder, 'runs')
  return readFileSync(join(runs, readdirSync(runs)[0] ?? '', 'output.log'), 'utf8')
}

describe('a run whose app was killed', () => {
  test('goes on, is taken up as running, and can be paused and stopped', async () => {
    const [profile, state] = await runWhoseAppDied(async () => pause(100))
    const lines = output(state).length
    await until(() => output(state).length > lines, 'more output without an app')
    const run = await watchProfiles([profile], state)
    expect(run.view()).toMatchObject({ state: { kind: 'running' }, progress: { total: 1_000_000 } })
    writeFileSync(run.pauseFile, '')
    await run.shows('paused')
    rmSync(run.pauseFile)
    await run.shows('running')
    expect(run.supervisor.stop('training')).toEqual({ ok: true })
    expect((await run.shows('ended')).state).toMatchObject({ outcome: { kind: 'stopped' } })
    expect(run.view().log.lineCount).toBe(output(state).split('\n').length - 1)
  })

  test('is taken up as paused since when it said so, with its pause file known as the app’s own', async () => {
    const [profile, state] = await runWhoseAppDied(async ({ pauseFile }) => {
      // The owner makes the file when this one appears.
      writeFileSync(`${pauseFile}.please`, '')
      await until(() => existsSync(pauseFile), 'the pause file')
      await pause(200)
    })
    const run = await watchProfiles([profile], state)
    const { state: taken, pauseFile, pausedLine } = run.view()
    const said = /^(\S+) INFO PAUSE DETECTED/m.exec(output(state))?.[1] ?? ''
    expect(taken).toEqual({ kind: 'paused', since: Date.parse(said) })
    expect(pauseFile.found).toMatchObject({ kind: 'file', madeBy: 'fermata' })
    expect(pausedLine).toBe('PAUSE DETECTED: Training paused')
    run.supervisor.requestResume('training')
    await run.shows('running')
  })

  test('is running again when the file was deleted and the run answered without an app', async () => {
    const [profile, state] = await runWhoseAppDied(async ({ pauseFile }) => {
      writeFileSync(pauseFile, '')
      await pause(200)
    })
    rmSync(profile.pauseFile)
    await until(() => output(state).includes('RESUMING'), 'the run to go on')
    const run = await watchProfiles([profile], state)
    // What it was meanwhile is past, and never shown.
    const shown = run.views.filter(({ state: told }) => told.kind !== 'idle')
    expect(shown.map(({ state: told, pid }) => [told.kind, pid])).toEqual(shown.map(() => ['running', run.view().pid]))
  })

  test.each([
    [1, 'failed'],
    [0, 'completed'],
    [130, 'stopped'],
    [null, 'lost'],
  ])('and that left with %s, as it wrote down, is %s', async (code, outcome) => {
    const [profile, state] = await runWhoseAppDied(async () => pause(50))
    const { pid, runId } = newest(state)
    if (pid === null || pid <= 1) throw new Error('The run has no pid')
    process.kill(-pid, 'SIGKILL')
    await until(() => identityOf(pid) === null, 'the end of the run')
    // Where none is known, the word of another process stands there.
    const written = { pid: code === null ? pid + 1 : pid, code: code ?? 0, at: 1_700_000_000_000 }
    writeFileSync(join(state, 'runs', runId, 'exit.json'), JSON.stringify(written))
    const run = await watchProfiles([profile], state)
    expect(run.view().state).toMatchObject({ outcome: { kind: outcome } })
    if (code !== null) expect(run.view().state).toMatchObject({ at: written.at })
    expect(run.view().found).toMatchObject({ kind: 'ended', machineRestarted: false })
    dismissFound(run.supervisor.runs.of('training'))
    expect(run.view().found).toBeNull()
  })

  test('that was asked to stop is not asked a second time', async () => {
    const [profile, state] = await runWhoseAppDied(async () => pause(50))
    const record = newest(state)
    const folder = runFolderOf(join(state, 'runs'), record.runId)
    writeRunRecord(folder, { ...record, stopAskedAt: 123 })
    appendNote(folder, { kind: 'stopAsked' })
    const run = await watchProfiles([profile], state)
    expect(run.view().state).toEqual({ kind: 'stopping', since: 123 })
    expect(run.supervisor.stop('training')).toEqual({ ok: true })
    await pause(400)
    expect(run.view().state.kind).toBe('stopping')
  })

  test('that was to be asked to stop when the app died is asked again', async () => {
    const [profile, state] = await runWhoseAppDied(async () => pause(50))
    const record = newest(state)
    writeRunRecord(runFolderOf(join(state, 'runs'), record.runId), { ...record, stopAskedAt: 123 })
    const run = await watchProfiles([profile], state)
    expect(run.view().state.kind).toBe('running')
    expect(run.supervisor.stop('training')).toEqual({ ok: true })
    await run.shows('ended')
    expect(run.view().state).toMatchObject({ outcome: { kind: 'stopped' } })
  })

  test.each([
    ['Model saved: m sha256=' + 'a'.repeat(64), 'completed'],
    ['Progress saved: 3 of 9 items', 'stopped'],
    ['Something else', 'lost'],
  ])('and that ended meanwhile with “%s” is %s', async (line, outcome) => {
    const [profile, state] = await runWhoseAppDied(async () => pause(50))
    const { pid, runId } = newest(state)
    // Without this a missing pid would be 0, and end the test's own group.
    if (pid === null || pid <= 1) throw new Error('The run has no pid')
    process.kill(-pid, 'SIGKILL')
    await until(() => identityOf(pid) === null, 'the end of the run')
    appendFileSync(join(state, 'runs', runId, 'output.log'), `${line}\n`)
    const run = await watchProfiles([profile], state)
    expect(run.view()).toMatchObject({ pid: null, state: { kind: 'ended', outcome: { kind: outcome } } })
    await run.supervisor.close()
    const again = await watchProfiles([profile], state)
    expect(again.view().state).toEqual(run.view().state)
  })
})

test('a process that only has the run’s pid is never signalled', async () => {
  const root = testFolder()
  const profile = smallRun(join(root, 'workspace'))
  mkdirSync(profile.workspace)
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' })
  try {
    const identity = await until(() => identityOf(stranger.pid ?? 0), 'the stranger')
    const run = await takenUp(profile, join(root, 'state'), {
      ...identity,
      startedAt: `${Number(identity.startedAt) - 1}`,
    })
    expect(run.view().state).toMatchObject({ kind: 'ended', outcome: { kind: 'lost' } })
    expect(run.supervisor.stop('training').ok).toBe(false)
    expect(run.supervisor.kill('training').ok).toBe(false)
    await pause(100)
    expect(stranger.exitCode).toBeNull()
    expect(stranger.signalCode).toBeNull()
  } finally {
    stranger.kill('SIGKILL')
  }
})

test('a paused run whose lines carry no time is paused since it last printed', async () => {
  const root = testFolder()
  const profile = smallRun(join(root, 'workspace'))
  mkdirSync(profile.workspace)
  writeFileSync(profile.pauseFile, '')
  const stranger = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  try {
    const identity = await until(() => identityOf(stranger.pid ?? 0), 'the process')
    const log = join(root, 'state', 'runs', 'training-20260101-000000-000', 'output.log')
    mkdirSync(join(log, '..'), { recursive: true })
    writeFileSync(log, 'step 1\nPAUSE DETECTED: Training paused\n')
    utimesSync(log, 1_700_000_000, 1_700_000_000)
    const run = await takenUp(profile, join(root, 'state'), identity)
    expect(run.view().state).toEqual({ kind: 'paused', since: 1_700_000_000_000 })
  } finally {
    stranger.kill('SIGKILL')
  }
})

test('a damaged or half-written record is passed over', async () => {
  const root = testFolder()
  const profile = smallRun(join(root, 'workspace'))
  for (const [index, text] of [
    '',
    '{',
    'null',
    '[]',
    '{"runId":7}',
    '{"runId":"training-20260101-000000-004"}',
  ].entries()) {
    const folder = join(root, 'state', 'runs', `training-20260101-000000-00${index}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'run.json'), text)
  }
  mkdirSync(join(root, 'state', 'runs', 'training-other-20270101-000000-000'))
  const run = await watchProfiles([profile], join(root, 'state'))
  expect(run.view()).toMatchObject({ runId: null, state: { kind: 'idle' } })
})

async function takenUp(profile: RunProfile, state: string, identity: RunRecord['identity']): Promise<Watched> {
  writeRun(profile, state, identity)
  return watchProfiles([profile], state)
}

function newest(stateFolder: string): RunRecord {
  const runs = join(stateFolder, 'runs')
  return JSON.parse(readFileSync(join(runs, readdirSync(runs)[0] ?? '', 'run.json'), 'utf8')) as RunRecord
}
