import { isAbsolute, resolve } from 'node:path'
import { optionLimits } from '../../shared/built-in-options'
import { parseOptions, refused, textOption, wholeNumberOption } from '../options'
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

/** Reads the command line; `help` when that was asked for. A RunFailure says in one line what to write instead. */
export function settingsFrom(args: readonly string[], currentFolder: string): TrainingSettings | 'help' {
  const values = parseOptions(args, optionTypes)
  if (values.help) return 'help'
  const mode = modeOf(values.mode)
  const workspace = resolve(currentFolder, textOption(values, 'workspace') ?? '.')
  const pauseFileName = textOption(values, 'pause-file') ?? 'pause.txt'
  const data = textOption(values, 'data')
  const itemLog = textOption(values, 'item-log')
  return {
    mode,
    epochs: wholeNumberOption(values, 'epochs', ...optionLimits.epochs) ?? modeDefaults[mode].epochs,
    batchSize: wholeNumberOption(values, 'batch-size', ...optionLimits['batch-size']) ?? modeDefaults[mode].batchSize,
    seed: wholeNumberOption(values, 'seed', ...optionLimits.seed) ?? 1,
    data: data === undefined ? null : resolve(currentFolder, data),
    target: textOption(values, 'target') ?? 'price',
    fresh: values.fresh ?? false,
    itemLog: itemLog === undefined ? null : resolve(currentFolder, itemLog),
    acceptDrift: values['accept-drift'] ?? false,
    workspace,
    pauseFileName,
    pauseFile: isAbsolute(pauseFileName) ? pauseFileName : resolve(workspace, pauseFileName),
  }
}

function modeOf(value: string | undefined): TrainingMode {
  if (value === undefined || value === 'sample' || value === 'full') return value ?? 'sample'
  throw refused(`--mode must be sample or full, not '${value}'`)
}
