import type { RunKind } from './run-lines'

/** The least and the most that an option's number may be; both count. */
type Limits = readonly [least: number, most: number]

/** The limits of the built-in runs' numbers, by option. Seconds where the option is a time. */
export const optionLimits = {
  epochs: [1, 1_000_000],
  'batch-size': [1, 65_536],
  seed: [0, Number.MAX_SAFE_INTEGER],
  workers: [1, 64],
  interval: [0, 30 * 86_400],
  cycles: [1, 1_000_000_000],
  rate: [1, 1_000_000],
} as const satisfies Readonly<Record<string, Limits>>

/** How often all listings are gone through, and how many make an item, unless they are set. */
export const trainingDefaults = {
  sample: { epochs: 800, batchSize: 32 },
  full: { epochs: 100, batchSize: 64 },
} as const

/** An option of a built-in run that its person may set in the window. */
export interface BuiltInOption {
  /** Its name on the command line, without dashes. */
  readonly name: string
  readonly label: string
  readonly kind: 'choice' | 'whole' | 'seconds' | 'text' | 'source'
  /** What it may be: of a choice, or the limits of a number. */
  readonly choices?: readonly { readonly value: string; readonly text: string }[]
  readonly limits?: Limits
  /** What is given when nothing is set; without it the program is told nothing, and its own default holds. */
  readonly start?: string
  readonly hint: string
}

/** What is set, by name; what is not set isn't there. */
export type OptionValues = Readonly<Record<string, string>>

const perMode = ({ sample, full }: { readonly sample: number; readonly full: number }) =>
  `Empty: ${sample}, or ${full} for all listings.`

/** What can be set of each built-in run, in the order of its form. */
export const builtInOptions: Readonly<Record<RunKind, readonly BuiltInOption[]>> = {
  training: [
    {
      ...{ name: 'mode', label: 'Listings', kind: 'choice', start: 'sample' },
      choices: [
        { value: 'sample', text: 'Sample' },
        { value: 'full', text: 'All' },
      ],
      hint: 'The sample is 8,000 listings and takes one to three minutes.',
    },
    {
      ...{ name: 'epochs', label: 'Epochs', kind: 'whole', limits: optionLimits.epochs },
      hint: perMode({ sample: trainingDefaults.sample.epochs, full: trainingDefaults.full.epochs }),
    },
    {
      ...{ name: 'batch-size', label: 'Batch size', kind: 'whole', limits: optionLimits['batch-size'] },
      hint: perMode({ sample: trainingDefaults.sample.batchSize, full: trainingDefaults.full.batchSize }),
    },
    {
      ...{ name: 'seed', label: 'Seed', kind: 'whole', limits: optionLimits.seed },
      hint: 'Decides everything random. Empty: 1.',
    },
    { ...{ name: 'target', label: 'Column to predict', kind: 'text' }, hint: 'Empty: price.' },
  ],
  collection: [
    {
      ...{ name: 'source', label: 'Source', kind: 'source', start: 'sample' },
      hint: 'An address that answers with pages of JSON. Empty: the sample inside Fermata.',
    },
    {
      ...{ name: 'workers', label: 'Workers', kind: 'whole', limits: optionLimits.workers },
      hint: 'Listings asked for at the same time. Empty: 4.',
    },
    {
      ...{ name: 'interval', label: 'Seconds between cycles', kind: 'seconds', limits: optionLimits.interval },
      hint: 'Empty: 60.',
    },
    {
      ...{ name: 'cycles', label: 'Cycles', kind: 'whole', limits: optionLimits.cycles },
      hint: 'Empty: until it is stopped.',
    },
    {
      ...{ name: 'rate', label: 'Requests a minute', kind: 'whole', limits: optionLimits.rate },
      hint: 'At most, to one host. Empty: no limit but what the host asks for.',
    },
  ],
}

/** Whether this is an address of the web; {page} may stand in it. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^/]/i.test(text) && URL.canParse(text.replaceAll('{page}', '1'))
}

/** Whether an address of the web holds a name or a password: both would end up in databases and logs. */
export function holdsPassword(address: string): boolean {
  const { username, password } = new URL(address.replaceAll('{page}', '1'))
  return username !== '' || password !== ''
}

/** What is wrong with a value, in a sentence that says what to write; null when nothing is. An empty value is none. */
export function optionProblem(option: BuiltInOption, value: string): string | null {
  if (value === '') return null
  switch (option.kind) {
    case 'choice':
      return option.choices?.some((choice) => choice.value === value) ? null : 'Choose one of them.'
    case 'whole':
      return numberProblem(option, value, /^\d+$/, 'a whole number')
    case 'seconds':
      return numberProblem(option, value, /^\d+(\.\d+)?$/, 'a number of seconds')
    case 'text':
      return value.trim() === '' || hasControl(value) ? 'Write a name, or leave it empty.' : null
    case 'source':
      if (value === 'sample') return null
      if (hasControl(value) || !isWebAddress(value)) return 'Write an address that begins with http:// or https://.'
      return holdsPassword(value) ? 'Leave the name and password out of the address.' : null
  }
}

function numberProblem({ limits = [0, 0] }: BuiltInOption, value: string, form: RegExp, what: string): string | null {
  const [least, most] = limits
  const number = form.test(value) ? Number(value) : Number.NaN
  if (number >= least && number <= most) return null
  return most === Number.MAX_SAFE_INTEGER
    ? `Write ${what} of at least ${least}.`
    : `Write ${what} from ${least} to ${most}.`
}

function hasControl(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return /[\u0000-\u001f\u007f]/.test(text)
}

/** What the program is told for these values. */
export function optionArgs(kind: RunKind, values: OptionValues): readonly string[] {
  return builtInOptions[kind].flatMap(({ name, start }) => {
    const value = values[name] || start
    return value === undefined ? [] : [`--${name}`, value]
  })
}
