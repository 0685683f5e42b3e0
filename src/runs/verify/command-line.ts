import { resolve } from 'node:path'
import { type OptionValues, parseOptions, refused, textOption, wholeNumberOption } from '../options'
import { settingsFrom as trainingSettingsFrom } from '../trainer/command-line'

/** What `--help` prints. */
export const helpText = `Shows that pauses, stops and kills don't change what a training ends with.

Repeats the training once undisturbed and then several times with pauses, Ctrl+C and kill -9 at random moments, also
inside saves, and compares the models' hashes and that each item was done exactly once.

Usage: verify [options]

  --mode, --epochs, --batch-size, --seed, --data, --target
                       the training, as for 'train'
  --schedules N        how many disturbed repeats (default: 3)
  --disturbance-seed N a whole number that decides all disturbances; the same one disturbs in the same way
                       (default: a new one each time, which is printed)
  --expect SHA256      the hash that the undisturbed repeat must have
  --workspace DIR      where the repeats work, in a folder of their own that is removed at the end
                       (default: the system's temporary folder)
  --json FILE          write what came out into this file
  --help               print this

Exit codes: 0 same, 1 not the same or failed, 2 wrong options, 130 ended by Ctrl+C.`

/** What a user may set of a verification. */
export interface VerifySettings {
  /** Options of the training, as given. */
  readonly trainingArgs: readonly string[]
  /** What the training learns from; absolute, or null for what comes with the program. */
  readonly data: string | null
  readonly repeats: number
  readonly disturbanceSeed: number
  readonly expected: string | null
  /** Absolute; null for the system's temporary folder. */
  readonly workspace: string | null
  /** Absolute; null when no file is wanted. */
  readonly json: string | null
}

const trainingOptions = ['mode', 'epochs', 'batch-size', 'seed', 'target'] as const
const text = { type: 'string' } as const
const optionTypes = {
  mode: text,
  epochs: text,
  'batch-size': text,
  seed: text,
  target: text,
  data: text,
  schedules: text,
  'disturbance-seed': text,
  expect: text,
  workspace: text,
  json: text,
  help: { type: 'boolean' },
} as const

type Values = OptionValues<typeof optionTypes>

/** More repeats than this is a mistake. */
const mostRepeats = 10_000
const largestSeed = 2 ** 31

/** Reads the command line; `help` when that was asked for. A RunFailure says in one line what to write instead. */
export function settingsFrom(args: readonly string[], currentFolder: string): VerifySettings | 'help' {
  const values = parseOptions(args, optionTypes)
  if (values.help) return 'help'
  const trainingArgs = trainingOptions.flatMap((name) =>
    values[name] === undefined ? [] : [`--${name}=${values[name]}`],
  )
  const dataArgs = values.data === undefined ? [] : [`--data=${values.data}`]
  // Says what is wrong with them in the trainer's own words.
  const training = trainingSettingsFrom([...trainingArgs, ...dataArgs], currentFolder)
  return {
    trainingArgs,
    data: training === 'help' ? null : training.data,
    repeats: wholeNumberOption(values, 'schedules', 1, mostRepeats) ?? 3,
    disturbanceSeed:
      wholeNumberOption(values, 'disturbance-seed', 0, largestSeed) ?? Math.floor(Math.random() * largestSeed),
    expected: hashIn(values.expect),
    workspace: path(values, 'workspace', currentFolder),
    json: path(values, 'json', currentFolder),
  }
}

function hashIn(given: string | undefined): string | null {
  if (given !== undefined && !/^[0-9a-f]{64}$/.test(given))
    throw refused(`--expect must be a hash of 64 digits from 0 to 9 and a to f, not '${given}'`)
  return given ?? null
}

function path(values: Values, name: 'workspace' | 'json', currentFolder: string): string | null {
  const given = textOption(values, name)
  return given === undefined ? null : resolve(currentFolder, given)
}
