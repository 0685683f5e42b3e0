import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { identityOf, type ProcessIdentity } from '../platform/process-identity'
import { type Invocation, withoutInheritedFiles } from './inherited-files'
import { askToStop, forceToStop } from './run-signals'
import { RunProcess } from './run-process'
import { testFolder } from './support/folders'
import { until } from './support/until'

const command = (folder: string, program: string, args: readonly string[] = []) => ({
  program,
  args,
  folder,
  environment: { ...process.env },
  marks: { token: null, log: join(folder, 'output.log') },
})

async function run(folder: string, program: string, args: readonly string[] = []): Promise<string> {
  const started = await RunProcess.start(command(folder, program, args))
  if (!started.ok) throw new Error(started.reason)
  await started.process.ended
  return readFileSync(join(folder, 'output.log'), 'utf8')
}

test('arguments reach the program as they are: nothing is read by a shell', async () => {
  const args = ['$HOME', '`id`', '$(id)', '; touch x', "it's", '"', '*', '', '-n', 'new\nline', '\\', '~']
  const folder = testFolder()
  const code = 'console.log(JSON.stringify(process.argv.slice(1)))'
  expect(JSON.parse(await run(folder, process.execPath, ['-e', code, '--', ...args]))).toEqual(args)
  expect(existsSync(join(folder, 'x'))).toBe(false)
})

test.runIf(process.platform === 'linux')('a run leads its own group', async () => {
  const folder = testFolder()
  const code = "console.log(require('node:fs').readFileSync('/proc/self/stat', 'latin1'))"
  const [pid, , , , group] = (await run(folder, process.execPath, ['-e', code])).split(' ')
  expect(group).toBe(pid)
})

test.runIf(process.platform === 'linux')('what an app left open to its children ends with the start of a run', () => {
  const folder = testFolder()
  writeFileSync(join(folder, 'held'), '')
  const look = { program: '/bin/ls', args: ['-l', '/proc/self/fd'] }
  const from = ({ program, args }: Invocation) => {
    const app = ['-c', 'exec 9< held 40< held; exec "$@"', 'app', program, ...args]
    return execFileSync('/bin/bash', app, { cwd: folder, encoding: 'utf8' })
  }
  expect(from(look).match(/held/g)).toHaveLength(2)
  expect(from(withoutInheritedFiles(look))).not.toContain('held')
})

describe('what can’t be started is said in plain words', () => {
  test('not found, on the PATH and by path', async () => {
    const folder = testFolder()
    for (const program of ['no-such-program', './no-such-program', '/no/such/program'])
      expect(await RunProcess.start(command(folder, program))).toEqual({
        ok: false,
        reason: 'the program was not found',
      })
  })

  test('not executable, and a folder', async () => {
    const folder = testFolder()
    writeFileSync(join(folder, 'script'), '#!/bin/sh\n')
    chmodSync(join(folder, 'script'), 0o644)
    mkdirSync(join(folder, 'folder'))
    expect(await RunProcess.start(command(folder, './script'))).toMatchObject({ ok: false, reason: /EACCES/ })
    expect(await RunProcess.start(command(folder, './folder'))).toMatchObject({ ok: false, reason: /not found/ })
  })
})

describe('signals', () => {
  const custodyOf = (identity: ProcessIdentity) => ({ identity, marks: { token: null, log: '' }, isChild: true })

  test('go to the whole group of a proven process', async () => {
    const child = spawn('sh', ['-c', 'sleep 60 & echo $!; wait'], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const helper = Number(await new Promise((resolve) => child.stdout.once('data', (text) => resolve(String(text)))))
    const identity = await until(() => identityOf(child.pid ?? 0), 'the group')
    const custody = custodyOf(identity)
    expect(forceToStop(custody)).toBe(true)
    await until(() => identityOf(helper) === null && identityOf(identity.pid) === null, 'the end of both')
    expect(askToStop(custody, '/nowhere', 'SIGINT')).toBe(false)
  })

  test('never go to a pid that was used again, to the system’s first processes, or to what isn’t proven', () => {
    const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
    try {
      const identity = identityOf(child.pid ?? 0)
      if (!identity) throw new Error('sleep has ended')
      const others = [
        { ...identity, startedAt: '1' },
        { ...identity, startedAt: null },
        { ...identity, bootId: 'another boot' },
      ]
      for (const other of others) {
        expect(askToStop(custodyOf(other), '/nowhere', 'SIGINT')).toBe(false)
        expect(forceToStop(custodyOf(other))).toBe(false)
      }
      for (const pid of [1, 0, -1, Number.NaN, 1.5]) {
        const first = identityOf(1) ?? identity
        expect(forceToStop(custodyOf({ ...first, pid }))).toBe(false)
      }
      expect(identityOf(child.pid ?? 0)).not.toBeNull()
    } finally {
      child.kill('SIGKILL')
    }
  })
})
