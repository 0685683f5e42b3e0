import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { killLeftPrograms, type ProgramOptions, startCommand } from './support/built-program'
import { temporaryFolder } from './support/temporary-folder'
import { until } from './support/until'

const samples = resolve(import.meta.dirname, 'support/samples')
const library = resolve(import.meta.dirname, '../../python/fermata_pause.py')

const paused = "PAUSE DETECTED: Training paused\nDelete 'pause.txt' to resume training\n"
const resumed = 'RESUMING: Training resumed\n'

afterEach(killLeftPrograms)

/** A run of a program of one's own in a folder of its own. */
function ownRun(program: string, sample: string, folder = temporaryFolder()) {
  const pauseFile = join(folder, 'pause.txt')
  return {
    folder,
    pauseFile,
    start: (args: readonly string[] = [], options: ProgramOptions = {}) =>
      startCommand(program, [join(samples, sample), ...args], { cwd: folder, ...options }),
    items: () => readIfThere(join(folder, 'items.txt')).split('\n').filter(Boolean).map(Number),
    pause: () => writeFileSync(pauseFile, ''),
    resume: () => rmSync(pauseFile),
  }
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

function firstNumbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number)
}

describe.each([
  ['the Python library', 'python3', 'good.py'],
  ['the Node module', process.execPath, 'good.mjs'],
])('%s', (_name, program, sample) => {
  test('pauses between two items, saved, stands still without a word, and goes on with the next item', async () => {
    const run = ownRun(program, sample)
    const started = run.start()
    await until('the third item', () => run.items().length >= 3)
    run.pause()
    await started.waitFor(paused)
    const { out } = started.printed
    const items = run.items()
    expect(readIfThere(join(run.folder, 'done.txt'))).toBe(String(items.length))
    const ticks = cpuTicks(started.pid)
    await sleep(1500)
    expect(cpuTicks(started.pid) - ticks).toBeLessThanOrEqual(2)
    expect(started.printed.out).toBe(out)
    expect(run.items()).toEqual(items)
    run.resume()
    await started.waitFor(paused + resumed)
    await until('another item', () => run.items().length > items.length)
    started.kill('SIGINT')
    expect((await started.outcome).code).toBe(130)
    expect(run.items()).toEqual(firstNumbers(run.items().length))
  })

  test.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a broken link', (path: string) => symlinkSync('nowhere', path)],
  ])('%s that is there at the start holds the run before its first item', async (_what, make) => {
    const run = ownRun(program, sample)
    make(run.pauseFile)
    const started = run.start()
    await started.waitFor(paused)
    expect(run.items()).toEqual([])
    started.kill('SIGTERM')
    expect(await started.outcome).toMatchObject({ code: 130 })
    expect(started.printed.out).toMatch(/Progress saved: 0 of 1000 items\n$/)
    expect(started.printed.out).not.toContain('RESUMING')
  })

  test('Ctrl+C saves, also during a pause, and the next start goes on: each item once', async () => {
    const run = ownRun(program, sample)
    const args = ['--items', '30']
    const first = run.start(args)
    await until('the fifth item', () => run.items().length >= 5)
    first.kill('SIGINT')
    expect((await first.outcome).code).toBe(130)
    const done = run.items().length
    expect(first.printed.out).toMatch(new RegExp(`^Progress saved: ${done} of 30 items$`, 'm'))

    const second = run.start(args)
    await second.waitFor(`Continuing from item ${done + 1} of 30\n`)
    await until('one more item', () => run.items().length > done)
    run.pause()
    await second.waitFor(paused)
    second.kill('SIGINT')
    expect((await second.outcome).code).toBe(130)
    run.resume()

    const third = run.start(args)
    expect(await third.outcome).toMatchObject({ code: 0 })
    expect(run.items()).toEqual(firstNumbers(30))
  })

  test('a second Ctrl+C leaves at once, in the middle of an item', async () => {
    const started = ownRun(program, sample).start(['--item-ms', '60000', '--tell-items'])
    await started.waitFor('working on item 0')
    started.kill('SIGINT')
    // Nearer together they would be one Ctrl+C that arrived twice.
    await sleep(400)
    started.kill('SIGINT')
    expect((await started.outcome).code).toBe(130)
    expect(started.printed.out).not.toContain('Progress saved')
  })

  test('a stop file stops it like Ctrl+C', async () => {
    const run = ownRun(program, sample)
    const stopFile = join(run.folder, 'stop')
    const started = run.start([], { env: { FERMATA_STOP_FILE: stopFile } })
    await until('an item', () => run.items().length > 0)
    writeFileSync(stopFile, '')
    expect((await started.outcome).code).toBe(130)
    expect(started.printed.out).toContain(`Progress saved: ${run.items().length} of 1000 items`)
  })

  test('a pause that is withdrawn before the answer is not answered', async () => {
    const run = ownRun(program, sample)
    const started = run.start(['--save-ms', '700'])
    await until('an item', () => run.items().length > 0)
    run.pause()
    await started.waitFor('saving')
    run.resume()
    const items = run.items().length
    await until('items after it', () => run.items().length > items + 2)
    expect(started.printed.out).not.toContain('PAUSE DETECTED')
  })

  test.each([
    ['the option', ['--pause-file', 'hold it.txt'], 'other.txt'],
    ['the environment', [], 'hold it.txt'],
  ])('the pause file is the one of %s', async (_where, args, variable) => {
    const run = ownRun(program, sample)
    run.pause()
    const started = run.start(args, { env: { FERMATA_PAUSE_FILE: variable } })
    await until('an item', () => run.items().length > 0)
    writeFileSync(join(run.folder, 'hold it.txt'), '')
    await started.waitFor("Delete 'hold it.txt' to resume training")
    expect(started.printed.out.match(/PAUSE DETECTED/g)).toHaveLength(1)
  })

  test('numbers are printed for charts, the first at once, and not all of a quick run', async () => {
    const { out } = await ownRun(program, sample).start(['--items', '10']).outcome
    const lines = out.split('\n').filter((line) => line.startsWith('item '))
    expect(lines[0]).toBe('item 0/10 loss 1')
    expect(lines.length).toBeLessThan(10)
  })
})

describe('the Python library', () => {
  test('is for Python 3.8 and later', () => {
    const parse = 'import ast,sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 8))'
    expect(() => execFileSync('python3', ['-c', parse, library])).not.toThrow()
  })

  test('worker processes of a run can be ended as ever', async () => {
    const started = startCommand('python3', [join(samples, 'worker_processes.py')], { cwd: temporaryFolder() })
    expect(await started.outcome).toMatchObject({ code: 0, out: 'workers ended\n' })
  })
})

/** Processor time in hundredths of a second; only Linux tells it without another program. */
function cpuTicks(pid: number): number {
  if (process.platform !== 'linux') return 0
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}
