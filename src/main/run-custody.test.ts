import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { identityOf, type ProcessIdentity } from '../platform/process-identity'
import { carriesMarks } from '../platform/process-marks'
import { findByToken, isOurs, isStillOurs } from './run-custody'
import { testFolder } from './support/folders'
import { smallRun } from './support/small-run'
import { pause, until } from './support/until'
import { watchProfiles, watchSmallRun } from './support/watched-supervisor'
import { writeRun } from './support/written-run'

const token = '0123456789abcdef0123456789abcdef'
const isLinux = process.platform === 'linux'

/** A process that has nothing to do with any run, unless it is given a run's marks. */
async function stranger(env: Record<string, string> = {}, log: number | 'ignore' = 'ignore') {
  const child = spawn('sleep', ['60'], {
    detached: true,
    stdio: ['ignore', log, 'ignore'],
    env: { ...process.env, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const pid = child.pid ?? 0
  // Until then it is still this test's program, about to become another.
  await until(() => readFileSync(`/proc/${pid}/cmdline`, 'latin1').startsWith('sleep'), 'the process')
  return { child, pid, identity: await until(() => identityOf(pid), 'its identity') }
}

function isUnharmed({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

describe.runIf(isLinux)('a run’s marks', () => {
  test('are its token in the environment, or its log as output; each is enough, and neither is a stranger’s', async () => {
    const log = join(testFolder(), 'output.log')
    const output = openSync(log, 'a')
    const plain = await stranger()
    const named = await stranger({ FERMATA_RUN_TOKEN: token })
    const writing = await stranger({}, output)
    const other = { token: token.replace('0', 'f'), log: '/nowhere' }
    expect([plain, named, writing].map(({ pid }) => carriesMarks(pid, { token, log }))).toEqual(['no', 'yes', 'yes'])
    expect([plain, named, writing].map(({ pid }) => carriesMarks(pid, other))).toEqual(['no', 'no', 'no'])
  })

  test('of a shape that the app never makes prove nothing', async () => {
    const named = await stranger({ FERMATA_RUN_TOKEN: '' })
    for (const wrong of ['', 'x', `${token}\0`])
      expect(carriesMarks(named.pid, { token: wrong, log: '/nowhere' })).toBe('no')
  })

  test('lead to a run of which the app died before it had written the pid down', async () => {
    const named = await stranger({ FERMATA_RUN_TOKEN: token })
    expect(findByToken({ token, log: '/nowhere' })).toEqual(named.identity)
    expect(findByToken({ token: token.replace('0', 'f'), log: '/nowhere' })).toBeNull()
    const root = testFolder()
    const profile = smallRun(join(root, 'workspace'))
    writeRun(profile, join(root, 'state'), null, { token })
    const run = await watchProfiles([profile], join(root, 'state'))
    expect(run.view()).toMatchObject({ pid: named.pid, state: { kind: 'starting' } })
  })
})

describe.runIf(isLinux)('a record that names', () => {
  const records: [string, (own: ProcessIdentity) => Record<string, unknown>][] = [
    ['another’s process, start time and all', (own) => ({ pid: own.pid, identity: own, token })],
    ['another’s process without a token', (own) => ({ pid: own.pid, identity: own, token: null })],
    ['a pid that was used again', (own) => ({ pid: own.pid, identity: { ...own, startedAt: '1' }, token })],
    ['a process of another boot', (own) => ({ pid: own.pid, identity: { ...own, bootId: 'x' }, token })],
    ['one pid here and another there', (own) => ({ pid: 1, identity: own, token })],
    ['the system’s first process', () => ({ pid: 1, identity: identityOf(1), token })],
    ['all processes', (own) => ({ pid: -1, identity: { ...own, pid: -1 }, token })],
    ['the group of a process', (own) => ({ pid: -own.pid, identity: { ...own, pid: -own.pid }, token })],
    ['its own group', (own) => ({ pid: 0, identity: { ...own, pid: 0 }, token })],
    ['the app itself', () => ({ pid: process.pid, identity: identityOf(process.pid), token })],
    ['no number', (own) => ({ pid: `${own.pid}`, identity: { ...own, pid: `${own.pid}` }, token })],
  ]

  test.each(records)('%s never leads to a signal', async (_what, change) => {
    const { child, identity } = await stranger()
    const root = testFolder()
    const profile = smallRun(join(root, 'workspace'))
    const folder = writeRun(profile, join(root, 'state'), identity)
    const record = { ...(JSON.parse(readFileSync(folder.record, 'utf8')) as object), ...change(identity) }
    writeFileSync(folder.record, JSON.stringify(record))
    const signals: unknown[] = []
    const kill = process.kill.bind(process)
    process.kill = (pid, signal) => {
      if (signal === 0) return kill(pid, 0)
      signals.push([pid, signal])
      return true
    }
    try {
      const run = await watchProfiles([profile], join(root, 'state'))
      expect(run.supervisor.stop('training').ok).toBe(false)
      expect(run.supervisor.kill('training').ok).toBe(false)
      expect(signals).toEqual([])
      expect(isUnharmed(child)).toBe(true)
    } finally {
      process.kill = kill
    }
  })

  test('a process that is shown to be the run gets the signal', async () => {
    const { child, identity } = await stranger({ FERMATA_RUN_TOKEN: token })
    const custody = { identity, marks: { token, log: '/nowhere' }, isChild: false }
    expect([isStillOurs(custody), isOurs(custody)]).toEqual([true, true])
    const root = testFolder()
    const profile = smallRun(join(root, 'workspace'))
    writeRun(profile, join(root, 'state'), identity, { token })
    const run = await watchProfiles([profile], join(root, 'state'))
    expect(run.supervisor.stop('training').ok).toBe(true)
    await until(() => child.signalCode === 'SIGINT', 'the signal')
  })
})

/** Ends at once, and leaves two children that go on; the first makes the file, the others wait for its end. */
const forking = (children: string) => `
const { spawn } = require('node:child_process')
const [pauseFile] = process.argv.slice(2)
console.log('working')
for (let count = 0; count < 2; count += 1) ${children}
process.exit(0)
`

describe.runIf(isLinux)('a program that leaves others behind', () => {
  test('has ended, and they are said, counted and stopped with their group', async () => {
    const run = await watchSmallRun({ code: forking("spawn('sleep', ['60'], { stdio: 'inherit' }).unref()") })
    await run.supervisor.start('training', 'continue')
    await until(() => run.view().evidence.leftBehind, 'what is left')
    expect(run.view()).toMatchObject({
      state: { kind: 'running' },
      evidence: { leftBehind: { count: 2, isProven: true } },
    })
    expect(run.supervisor.stop('training').ok).toBe(true)
    expect((await run.shows('ended')).state).toMatchObject({ outcome: { kind: 'completed' } })
    expect(run.view().evidence.leftBehind).toBeNull()
  })

  test('is taken up by the next start of the app as long as they are shown to be its own', async () => {
    const first = await watchSmallRun({ code: forking("spawn('sleep', ['60'], { stdio: 'inherit' }).unref()") })
    await first.supervisor.start('training', 'continue')
    await until(() => first.view().evidence.leftBehind, 'what is left')
    await first.supervisor.close()
    const profile = smallRun(first.workspace)
    const next = await watchProfiles([profile], first.stateFolder)
    expect(next.view().state.kind).toBe('running')
    await until(() => next.view().evidence.leftBehind?.count === 2, 'what is left')
    expect(next.supervisor.kill('training').ok).toBe(true)
    await next.shows('ended')
  })

  test('can’t stop those that nothing shows to be its own, and says so', async () => {
    const file = join(testFolder(), 'child')
    const child = `spawn('sh', ['-c', 'echo $$ >> ${file}; exec sleep 60'], { stdio: 'ignore', env: { PATH: process.env.PATH } }).unref()`
    const run = await watchSmallRun({ code: forking(child) })
    await run.supervisor.start('training', 'continue')
    const pids = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : [])
    try {
      await until(() => run.view().evidence.leftBehind?.count === 2, 'what is left')
      expect(run.view().evidence.leftBehind).toEqual({ count: 2, isProven: false })
      expect(run.supervisor.stop('training').ok).toBe(false)
      expect(run.supervisor.kill('training').ok).toBe(false)
      await pause(100)
      expect(pids().map((pid) => identityOf(pid) === null)).toEqual([false, false])
    } finally {
      for (const pid of pids()) process.kill(pid, 'SIGKILL')
    }
    await run.shows('ended')
    rmSync(file)
  })
})
