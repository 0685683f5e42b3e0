import { join } from 'node:path'
import { verifyingLine, type RepeatReport, type VerificationReport } from '../../shared/verification'
import type { LinePrinter } from '../line-printer'
import { RunFailure } from '../run-failure'
import type { StopSignal } from '../stop-signal'
import { differenceOf, endOf } from './comparison'
import { disturbanceWords } from './disturbance'
import { repeatDisturbed, repeatUndisturbed, type Repeat, type RepeatOptions } from './repeat'
import type { Said, TrainingProgram } from './training-process'

/** What a verification needs. */
export interface VerificationOptions {
  /** What is started for a repeat; 0 is the undisturbed one. They differ only in tests of this comparison. */
  readonly programOf: (repeat: number) => TrainingProgram
  readonly repeats: number
  readonly disturbanceSeed: number
  /** The hash that the run itself ended with; null when there is none to compare with. */
  readonly expected: string | null
  /** Where the repeats work. */
  readonly scratch: string
  readonly stop: Pick<StopSignal, 'requested' | 'whenRequested'>
  readonly printer: Pick<LinePrinter, 'print'>
}

/** How often at most a progress line is printed. */
const lineEveryMs = 1000

/** Repeats a training undisturbed and disturbed, compares, and prints how it goes. A RunFailure says why it can't. */
export async function verifyTraining(options: VerificationOptions): Promise<VerificationReport> {
  const { disturbanceSeed, printer } = options
  const startedAt = Date.now()
  const undisturbed = await repeatUndisturbed(repeatOptions(options, 0))
  const sha256 = hashOfUndisturbed(undisturbed)
  const items = undisturbed.items.losses.length
  printer.print(`Undisturbed: ${items} items, sha256=${sha256}`)
  const report = (reports: readonly RepeatReport[], difference: string | null): VerificationReport => ({
    version: 1,
    startedAt,
    endedAt: Date.now(),
    sha256,
    items,
    disturbanceSeed,
    repeats: reports,
    difference,
  })
  if (options.expected !== null && options.expected !== sha256)
    return report([], `the run itself ended with sha256 ${options.expected}, its undisturbed repeat with ${sha256}`)
  const reports = await disturbedReports(options, undisturbed)
  const difference = firstDifference(reports)
  if (difference === null && reports.every(({ disturbances }) => disturbances.length === 0))
    throw new RunFailure('failed', 'The training is too short to be disturbed: give it more --epochs')
  return report(reports, difference)
}

async function disturbedReports(options: VerificationOptions, undisturbed: Repeat): Promise<readonly RepeatReport[]> {
  const { repeats, disturbanceSeed, printer } = options
  const reports: RepeatReport[] = []
  for (let number = 1; number <= repeats; number += 1) {
    const seed = disturbanceSeed + number - 1
    const repeat = await repeatDisturbed(repeatOptions(options, number), seed, undisturbed.items.losses.length)
    const disturbances = repeat.hit.map((kind) => disturbanceWords[kind])
    const difference = differenceOf(repeat, undisturbed)
    reports.push({ seed, disturbances, starts: repeat.starts, difference })
    const how = disturbances.join(', ') || 'over before it could be disturbed'
    printer.print(
      `Repeat ${number} of ${repeats} (seed ${seed}), ${how}: ${difference ?? 'same model, each item once'}`,
    )
  }
  return reports
}

function firstDifference(reports: readonly RepeatReport[]): string | null {
  const number = reports.findIndex(({ difference }) => difference !== null) + 1
  const found = reports[number - 1]
  return found ? `repeat ${number} of ${reports.length} (seed ${found.seed}): ${found.difference}` : null
}

function hashOfUndisturbed({ sha256, items, exit, lastError }: Repeat): string {
  const wasRefused = exit.code === 2
  if (sha256 === null)
    throw new RunFailure(
      wasRefused ? 'refused' : 'failed',
      wasRefused ? lastError : `The undisturbed repeat ended ${endOf(exit)}: ${lastError}`,
    )
  if (items.fault !== null) throw new RunFailure('failed', `In the undisturbed repeat ${items.fault}`)
  return sha256
}

function repeatOptions(options: VerificationOptions, repeat: number): RepeatOptions {
  const { programOf, scratch, stop, printer, repeats, disturbanceSeed } = options
  let isIntroduced = false
  let printedAt = Number.NEGATIVE_INFINITY
  return {
    program: programOf(repeat),
    workspace: join(scratch, repeat === 0 ? 'undisturbed' : `disturbed-${repeat}`),
    stop,
    onProgress({ begun, item, total }: Readonly<Said>) {
      // Not before: options that the trainer refuses are answered with one line alone.
      if (repeat === 0 && begun && !isIntroduced) {
        isIntroduced = true
        printer.print(introduction(repeats, disturbanceSeed))
      }
      if (total === 0 || performance.now() - printedAt < lineEveryMs) return
      printedAt = performance.now()
      printer.print(verifyingLine({ repeat, repeats, item, total }))
    },
  }
}

function introduction(repeats: number, seed: number): string {
  return `Repeating the training once undisturbed and ${repeats} times disturbed; --disturbance-seed ${seed} disturbs the same way again`
}
