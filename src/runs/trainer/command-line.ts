import { isAbsolute, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { RunFailure, oneLine } from '../run-failure'
import { modeDefaults, type TrainingMode, type TrainingSettings } from './settings'

/** What `--help` prints. */
export const helpText = `Learns prices from listings: a table with a column of numbers to predict.

Usage: train [options]

  --mode sample|full   sample: 8,000 listings, one to three minutes; full: all of them (default: sample)
  --data FILE          your own table (.csv), or what the collector collected (collector.db), instead of the 53,940
                       diamonds that come with the program
  --target COLUMN      the column to predict (default: price)
  --epochs N           how often all listings are gone through (default: ${modeDefaults.sample.epochs}; full: ${modeDefaults.full.epochs})
  --batch-size N       listings per item (default: ${modeDefaults.sample.batchSize}; full: ${modeDefaults.full.batchSize})
  --seed N             a whole number that decides everything random (default: 1)
  --workspace DIR      where progress and model are kept, in a folder 'training' (default: current folder)
  --pause-file PATH    training pauses while this exists; relative to the workspace (default: pause.txt)
  --fresh              start over; what was saved before is kept beside it
  --accept-drift       continue although the program's version or the runtime has changed since
  --item-log FILE      write down each item as it is done: what 'verify' compares
  --help               print this

Ctrl+C saves and leaves; the same command then continues with the next item. A second Ctrl+C leaves at once.
Exit codes: 0 finished, 1 failed, 2 wrong options, 130 stopped and saved.`

const optionTypes = {
  mode: { type: 'string' },
  'pause-file': { type: 'string' },
  workspace: { type: 'string' },
  epochs: { type: 'string' },
  'batch-size': { type: 'string' },
  seed: { type: 'string' },
  data: { type: 'string' },
  target: { type: 'string' },
  fresh: { type: 'boolean' },
  'accept-drift': { type: 'boolean' },
  'item-log': { type: 'string' },
  help: { type: 'boolean' },
} as const

type Values = ReturnType<typeof parse>

/** Reads the command line; `help` when that was asked for. A RunFailure says in one line what to write instead. */
export function settingsFrom(args: readonly string[], currentFolder: string): TrainingSettings | 'help' {
  const values = parse(args)
  if (values.help) return 'help'
  const mode = modeOf(values.mode)
  const workspace = resolve(currentFolder, nonEmpty(values, 'workspace') ?? '.')
  const pauseFileName = nonEmpty(values, 'pause-file') ?? 'pause.txt'
  const data = nonEmpty(values, 'data')
  const itemLog = nonEmpty(values, 'item-log')
  return {
    mode,
    epochs: wholeNumber(values, 'epochs', 1, 1_000_000) ?? modeDefaults[mode].epochs,
    batchSize: wholeNumber(values, 'batch-size', 1, 65_536) ?? modeDefaults[mode].batchSize,
    seed: wholeNumber(values, 'seed', 0, Number.MAX_SAFE_INTEGER) ?? 1,
    data: data === undefined ? null : resolve(currentFolder, data),
    target: nonEmpty(values, 'target') ?? 'price',
    fresh: values.fresh ?? false,
    itemLog: itemLog === undefined ? null : resolve(currentFolder, itemLog),
    acceptDrift: values['accept-drift'] ?? false,
    workspace,
    pauseFileName,
    pauseFile: isAbsolute(pauseFileName) ? pauseFileName : resolve(workspace, pauseFileName),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: optionTypes, strict: true, allowPositionals: false }).values
  } catch (error) {
    // Node explains at length; its first sentence says which option it is.
    const [what = ''] = oneLine(error instanceof Error ? error.message : String(error)).split(/\.\s|\. *$/)
    throw refused(what)
  }
}

function modeOf(value: string | undefined): TrainingMode {
  if (value === undefined || value === 'sample' || value === 'full') return value ?? 'sample'
  throw refused(`--mode must be sample or full, not '${value}'`)
}

function nonEmpty(
  values: Values,
  name: 'workspace' | 'pause-file' | 'data' | 'target' | 'item-log',
): string | undefined {
  const value = values[name]
  if (value?.trim() === '') throw refused(`--${name} needs a value`)
  if (value?.includes('\0')) throw refused(`--${name} holds a character that no name may hold`)
  return value
}

function wholeNumber(
  values: Values,
  name: 'epochs' | 'batch-size' | 'seed',
  least: number,
  most: number,
): number | undefined {
  const text = values[name]
  if (text === undefined) return undefined
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most))
    throw refused(`--${name} must be a whole number from ${least} to ${most}, not '${text}'`)
  return value
}

function refused(what: string): RunFailure {
  return new RunFailure('refused', `${what} (--help lists the options)`)
}
