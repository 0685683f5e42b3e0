import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { readReport } from '../../shared/verification'
import { builtProgram, killLeftPrograms, startProgram } from '../support/built-program'
import { modelHash, runTrainer } from '../support/built-trainer'
import { writeSmallTable } from '../support/small-table'
import { temporaryFolder } from '../support/temporary-folder'
import { until } from '../support/until'

afterEach(killLeftPrograms)

/** A small training, and a folder for what the program may leave. */
function prepared(epochs = 30) {
  const folder = temporaryFolder()
  const scratch = join(folder, 'scratch')
  mkdirSync(scratch)
  const training = ['--data', writeSmallTable(join(folder, 'flats.csv')), '--batch-size', '4', '--epochs', `${epochs}`]
  const verify = (...args: string[]) =>
    startProgram(builtProgram('verify'), [...training, '--workspace', scratch, ...args])
  return { folder, scratch, training, verify }
}

test('a training that survives all disturbances is verified, and the report says how', async () => {
  const { folder, scratch, training, verify } = prepared()
  const sha256 = modelHash(await runTrainer([...training, '--workspace', join(folder, 'run')]))
  const json = join(folder, 'report.json')
  const outcome = await verify('--schedules', '2', '--disturbance-seed', '4', '--json', json, '--expect', sha256)
    .outcome
  expect(outcome).toMatchObject({ code: 0, err: '' })
  const lines = outcome.out.trimEnd().split('\n')
  expect(lines[0]).toBe(
    'Repeating the training once undisturbed and 2 times disturbed; --disturbance-seed 4 disturbs the same way again',
  )
  expect(lines.some((line) => /^Verifying \d+ %: undisturbed repeat, item \d+ of 1440$/.test(line))).toBe(true)
  expect(lines.at(-1)).toMatch(
    new RegExp(`^VERIFIED: 2 disturbed repeats \\(\\d+ disturbances\\) .*, each item once, sha256=${sha256}$`),
  )
  const report = readReport(readFileSync(json, 'utf8'))
  expect(report).toMatchObject({ sha256, items: 1440, disturbanceSeed: 4, difference: null })
  expect(report?.repeats.map(({ seed }) => seed)).toEqual([4, 5])
  for (const { disturbances, starts } of report?.repeats ?? []) {
    expect(disturbances.length).toBeGreaterThan(0)
    expect(starts).toBeGreaterThan(0)
  }
  expect(readdirSync(scratch)).toEqual([])
}, 120_000)

test('another hash than the expected one ends with 1 and says which', async () => {
  const { scratch, verify } = prepared(2)
  const { code, out } = await verify('--expect', 'b'.repeat(64)).outcome
  expect(code).toBe(1)
  expect(out).toMatch(
    /\nNOT THE SAME: the run itself ended with sha256 b{64}, its undisturbed repeat with [0-9a-f]{64}\n$/,
  )
  expect(readdirSync(scratch)).toEqual([])
}, 60_000)

test('Ctrl+C ends the training that is under way, removes what was made, and leaves with 130', async () => {
  const { scratch, verify } = prepared(100_000)
  const program = verify()
  await program.waitFor(/^Verifying \d+ %/m)
  const [folder = ''] = readdirSync(scratch)
  const trainers = trainersIn(join(scratch, folder))
  expect(trainers).toHaveLength(1)
  program.kill('SIGINT')
  const outcome = await program.outcome
  expect(outcome).toMatchObject({ code: 130, err: '' })
  expect(outcome.out).toMatch(/\nVerification ended by request: nothing is known of the training\n$/)
  expect(readdirSync(scratch)).toEqual([])
  await until('the trainer is gone', () => trainers.every((pid) => !existsSync(`/proc/${pid}`)))
}, 60_000)

describe('wrong options end with 2 and one line, and leave nothing', () => {
  test.each([
    [['--bogus'], '--bogus'],
    [['--schedules', '0'], '--schedules must be a whole number from 1'],
    [['--disturbance-seed', 'x'], '--disturbance-seed must be a whole number'],
    [['--expect', 'short'], '--expect must be a hash'],
    [['--json', ''], '--json needs a value'],
    [['--epochs', '0'], '--epochs must be a whole number from 1'],
    [['--mode', 'big'], '--mode must be sample or full'],
    [['--data', 'nowhere.csv'], 'nowhere.csv: no such file'],
    [['--data', '.'], 'is a folder'],
    [['--target', 'beauty'], "no column 'beauty'"],
    [['--fresh'], '--fresh'],
  ])('%j', async (args, message) => {
    const { folder, scratch } = prepared()
    const program = startProgram(builtProgram('verify'), ['--workspace', scratch, ...args], { cwd: folder })
    const outcome = await program.outcome
    expect(outcome).toMatchObject({ code: 2, out: '' })
    expect(outcome.err).toContain(message)
    expect(outcome.err.match(/\n/g)).toHaveLength(1)
    expect(readdirSync(scratch)).toEqual([])
  })
})

test('--help names all options', async () => {
  const { code, out } = await startProgram(builtProgram('verify'), ['--help']).outcome
  expect(code).toBe(0)
  for (const name of ['mode', 'epochs', 'data', 'schedules', 'disturbance-seed', 'expect', 'workspace', 'json'])
    expect(out).toContain(`--${name}`)
})

/** The trainers that work in a folder (Linux). */
function trainersIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && commandOf(name).includes(folder))
    .map(Number)
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return '' // Gone meanwhile.
  }
}
