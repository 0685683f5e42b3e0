import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtTrainer } from '../support/built-trainer'
import { neverStopped } from '../support/disturbed-series'
import { writeSmallTable } from '../support/small-table'
import { temporaryFolder } from '../support/temporary-folder'
import { verdictLine } from '../../shared/verification'
import type { Repeat } from './repeat'
import { differenceOf } from './comparison'
import { disturbances, planDisturbances } from './disturbance'
import { verifyTraining, type VerificationOptions } from './verification'

/** A verification with one disturbed repeat of a training of a second. */
function prepared(changes: Partial<VerificationOptions> = {}) {
  const folder = temporaryFolder()
  const args = ['--data', writeSmallTable(join(folder, 'flats.csv')), '--epochs', '30', '--batch-size', '4']
  const printed: string[] = []
  const program = { path: builtTrainer(), args }
  const options: VerificationOptions = {
    programOf: () => program,
    repeats: 1,
    disturbanceSeed: 3,
    expected: null,
    scratch: join(folder, 'scratch'),
    stop: neverStopped,
    printer: { print: (...lines) => printed.push(...lines) },
    ...changes,
  }
  return { folder, program, printed, options }
}

test('a repeat that learns with another seed is found, with the first item that differs', async () => {
  const { program, options, printed } = prepared()
  const other = { ...program, args: [...program.args, '--seed', '2'] }
  const report = await verifyTraining({ ...options, programOf: (repeat) => (repeat === 1 ? other : program) })
  expect(report.difference).toMatch(
    /^repeat 1 of 1 \(seed 3\): its model has sha256 [0-9a-f]{64}, that of the undisturbed one [0-9a-f]{64}, and is another from item 1 on$/,
  )
  expect(verdictLine(report)).toBe(`NOT THE SAME: ${report.difference}`)
  expect(printed.at(-1)).toContain(': its model has sha256')
}, 60_000)

test('a repeat that learns from data with one other price is found, although it does as many items', async () => {
  const { folder, program, options } = prepared()
  const data = join(folder, 'other.csv')
  writeFileSync(data, readFileSync(join(folder, 'flats.csv'), 'utf8').replace(/\d\n$/, '9\n'))
  const other = { ...program, args: [...program.args, '--data', data] }
  const report = await verifyTraining({ ...options, programOf: (repeat) => (repeat === 1 ? other : program) })
  expect(report.difference).toContain('its model has sha256')
}, 60_000)

test('a repeat that ends without a model is a difference, in the trainer’s own words', async () => {
  const { program, options } = prepared()
  const broken = { ...program, args: [...program.args, '--target', 'beauty'] }
  const report = await verifyTraining({ ...options, programOf: (repeat) => (repeat === 1 ? broken : program) })
  expect(report.difference).toMatch(/^repeat 1 of 1 \(seed 3\): it ended with exit code 2 without a model: .*'beauty'/)
}, 60_000)

test('a run that ended with another model than its undisturbed repeat is told at once', async () => {
  const { options } = prepared({ expected: 'a'.repeat(64) })
  const report = await verifyTraining(options)
  expect(report.difference).toMatch(
    /^the run itself ended with sha256 a{64}, its undisturbed repeat with [0-9a-f]{64}$/,
  )
  expect(report.repeats).toEqual([])
}, 60_000)

const losses = [0.3, 0.2, 0.1]
const whole: Repeat = {
  sha256: 'same',
  items: { losses, fault: null },
  hit: [],
  starts: 1,
  exit: { code: 0, signal: null },
  lastError: '',
}

test('the same hash is not enough: each item must have been done once, and as undisturbed', () => {
  expect(differenceOf(whole, whole)).toBeNull()
  const twice = { ...whole, items: { losses, fault: 'item 2 was done twice' } }
  expect(differenceOf(twice, whole)).toBe('item 2 was done twice')
  const short = { ...whole, items: { losses: losses.slice(0, 2), fault: null } }
  expect(differenceOf(short, whole)).toBe('it did 2 items, the undisturbed one 3')
  const other = { ...whole, items: { losses: [0.3, 0.25, 0.1], fault: null } }
  expect(differenceOf(other, whole)).toContain('from item 2 on')
})

test('a seed always plans the same, and three seeds in a row have each kind', () => {
  expect(planDisturbances(7)).toEqual(planDisturbances(7))
  for (let seed = 0; seed < 50; seed += 1) {
    const planned = [seed, seed + 1, seed + 2].flatMap((one) => planDisturbances(one))
    expect(new Set(planned.map(({ kind }) => kind)).size).toBe(disturbances.length)
    expect(planned.every(({ afterShare }) => afterShare >= 0 && afterShare < 0.25)).toBe(true)
  }
})
