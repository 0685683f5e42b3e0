import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { builtProgram, killLeftPrograms, startProgram } from '../support/built-program'
import { temporaryFolder } from '../support/temporary-folder'

const samples = resolve(import.meta.dirname, '../support/samples')
const good = ['python3', join(samples, 'good.py')]

afterEach(killLeftPrograms)

function check(args: readonly string[], folder = temporaryFolder()) {
  return startProgram(builtProgram('check-run'), args, { cwd: folder })
}

describe('check-run', () => {
  test('tells a program what a good run does, each thing as JSON on a line, and ends with 0', async () => {
    const { code, out } = await check(['--json', '--', ...good]).outcome
    const news = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(news.filter(({ kind, status }) => kind === 'step' && status === 'passed')).toHaveLength(7)
    expect(news.some(({ kind, text }) => kind === 'output' && String(text).includes('PAUSE DETECTED'))).toBe(true)
    expect(news.at(-1)).toMatchObject({ kind: 'report', verdict: 'honours' })
    expect(code).toBe(0)
  }, 60_000)

  test('says in words what a program doesn’t keep, and ends with 1', async () => {
    const command = ['python3', join(samples, 'bad_runs.py'), 'never_looks', 'hold.txt']
    const { code, out } = await check(['--pause-file', 'hold.txt', '--timeout', '2', ...command]).outcome
    expect(out).toMatch(/ok {2}hold\.txt created +\//)
    expect(out).toMatch(/no {2}Not paused +no “PAUSE DETECTED” in 2\.0\ss\n/)
    expect(out).toContain('It doesn’t look at the pause file')
    expect(out).not.toContain('item 1/')
    expect(code).toBe(1)
  })

  test.each([
    ['no command', ['--timeout', '2']],
    ['no command behind the dashes', ['--']],
    ['an unknown option', ['--loud', '--', ...good]],
    ['no time', ['--timeout', '0', '--', ...good]],
    ['an empty line', ['--paused-line', ' ', '--', ...good]],
  ])('%s: one line says so, nothing is started, and it ends with 2', async (_what, args) => {
    const folder = temporaryFolder()
    const { code, out, err } = await check(args, folder).outcome
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^[^\n]+\n$/)
    expect(existsSync(join(folder, 'done.txt'))).toBe(false)
  })

  test('a pause file that is there already is someone else’s: it is left alone', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'pause.txt'), '')
    const { code, err } = await check(['--', ...good], folder).outcome
    expect([code, err]).toEqual([2, expect.stringContaining('pause.txt already: delete it first')])
    expect(existsSync(join(folder, 'pause.txt'))).toBe(true)
  })

  test('Ctrl+C ends the program too, and leaves no pause file', async () => {
    const folder = temporaryFolder()
    const checked = check(['--', ...good], folder)
    await checked.waitFor('ok  Paused')
    checked.kill('SIGINT')
    expect(await checked.outcome).toMatchObject({ code: 130 })
    expect(existsSync(join(folder, 'pause.txt'))).toBe(false)
    // It was asked to leave, so it has saved.
    expect(existsSync(join(folder, 'done.txt'))).toBe(true)
  })
})
