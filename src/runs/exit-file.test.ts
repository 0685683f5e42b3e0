import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { builtProgram, killLeftPrograms, startProgram, type StartedProgram } from './support/built-program'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fermata-exit-'))
})
afterEach(() => {
  killLeftPrograms()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const exitFile = () => join(folder, 'exit.json')
const written = () => JSON.parse(readFileSync(exitFile(), 'utf8')) as { pid: number; code: number; at: number }

function start(name: string, ...args: readonly string[]): StartedProgram {
  return startProgram(builtProgram(name), args, { cwd: folder, env: { FERMATA_EXIT_FILE: exitFile() } })
}

describe.each([
  ['trainer', ['--workspace', '.']],
  ['collector', ['--workspace', '.', '--source', 'sample']],
] as const)('the %s writes its exit code down', (name, args) => {
  test('for bad arguments', async () => {
    const program = start(name, '--no-such-option')
    expect((await program.outcome).code).toBe(2)
    expect(written()).toEqual({ pid: program.pid, code: 2, at: expect.any(Number) })
    if (process.platform !== 'win32') expect(statSync(exitFile()).mode & 0o777).toBe(0o600)
  })

  test('when it was asked to stop', async () => {
    for (const file of ['pause.txt', 'pause_collector.txt']) writeFileSync(join(folder, file), '')
    const program = start(name, ...args)
    await program.waitFor('PAUSE DETECTED')
    program.kill('SIGINT')
    expect((await program.outcome).code).toBe(130)
    expect(written()).toMatchObject({ pid: program.pid, code: 130 })
  })

  test('when it failed', async () => {
    writeFileSync(join(folder, 'file'), '')
    const program = start(name, ...args, '--workspace', join(folder, 'file', 'below'))
    const { code } = await program.outcome
    expect([1, 2]).toContain(code)
    expect(written()).toMatchObject({ pid: program.pid, code })
  })

  test('but for a kill, which leaves none', async () => {
    for (const file of ['pause.txt', 'pause_collector.txt']) writeFileSync(join(folder, file), '')
    const program = start(name, ...args)
    await program.waitFor('PAUSE DETECTED')
    program.kill('SIGKILL')
    expect((await program.outcome).signal).toBe('SIGKILL')
    expect(written).toThrow(/ENOENT/)
  })
})
