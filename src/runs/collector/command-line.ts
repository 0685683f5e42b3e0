import { isAbsolute, resolve } from 'node:path'
import { holdsPassword, isWebAddress, optionLimits } from '../../shared/built-in-options'
import { type OptionValues, parseOptions, refused, textOption, wholeNumberOption } from '../options'
import { createListingCheck } from './listing-check'
import { createPageReader } from './page-reader'
import type { CollectorSettings } from './settings'
import { pageAddress, sourceWithDefaults, type Source } from './source'

/** What `--help` prints. */
export const helpText = `Collects listings from a JSON source into a database that other tools can read meanwhile.

Usage: collect [options]

  --source URL|sample  where listings come from (default: the source of the workspace's database, or else sample:
                       8,000 diamonds served by the program itself); {page} in it stands for the page's number,
                       else ?page=N is added
  --workers N          listings asked for at the same time (default: 4)
  --interval SECONDS   from the end of a cycle to the begin of the next (default: 60)
  --cycles N           stop after so many cycles (default: go on until stopped)
  --rate N             at most so many requests a minute to one host
  --retry-failed       try failed listings once more
  --tries N            tries before a listing is kept as failed (default: 5)
  --retry-wait SECONDS wait before the second try; each further one is about twice as long (default: 1)
  --timeout SECONDS    how long one request may take (default: 30)
  --workspace DIR      where collector.db is kept (default: current folder)
  --pause-file PATH    collecting pauses while this exists; relative to the workspace (default: pause_collector.txt)
  --fresh              start over; the old database is kept beside the new one
  --seed N             decides everything random about the sample (default: 1)
  --help               print this

For sources of another shape than {"items": [{"id": ...}], "next": URL} and URL/ID for one listing (JSONPath, RFC 9535):
  --items PATH         the items of a page (default: $.items)
  --id PATH            the id in an item (default: $.id)
  --next PATH          address or number of the next page, in a page (default: $.next, or else the Link header)
  --listing URL|PATH   one listing's address with {id} in it, or where it stands in an item (default: SOURCE/{id})
  --body PATH          the listing in the answer for one (default: $)
  --listing-id PATH    the id in a listing, or none if it has none (default: as --id)
  --require FIELDS     fields that a listing must have: name, name:number or name:text, separated by commas

Ctrl+C finishes the listings under way, saves and leaves; the same command then continues with the next item.
A second Ctrl+C leaves at once. Exit codes: 0 finished, 1 failed, 2 wrong options, 130 stopped and saved.`

const optionTypes = {
  source: { type: 'string' },
  workers: { type: 'string' },
  interval: { type: 'string' },
  cycles: { type: 'string' },
  rate: { type: 'string' },
  'retry-failed': { type: 'boolean' },
  tries: { type: 'string' },
  'retry-wait': { type: 'string' },
  timeout: { type: 'string' },
  workspace: { type: 'string' },
  'pause-file': { type: 'string' },
  fresh: { type: 'boolean' },
  seed: { type: 'string' },
  'sample-without-delays': { type: 'boolean' },
  help: { type: 'boolean' },
  items: { type: 'string' },
  id: { type: 'string' },
  next: { type: 'string' },
  listing: { type: 'string' },
  body: { type: 'string' },
  'listing-id': { type: 'string' },
  require: { type: 'string' },
} as const

type Values = OptionValues<typeof optionTypes>
type TextOption = { [Name in keyof Values]-?: Values[Name] extends string | undefined ? Name : never }[keyof Values]

/** Reads the command line; `help` when that was asked for. A RunFailure says in one line what to write instead. */
export function settingsFrom(args: readonly string[], currentFolder: string): CollectorSettings | 'help' {
  const values = parseOptions(args, optionTypes)
  if (values.help) return 'help'
  const workspace = resolve(currentFolder, textOption(values, 'workspace') ?? '.')
  const pauseFileName = textOption(values, 'pause-file') ?? 'pause_collector.txt'
  return {
    workspace,
    pauseFileName,
    pauseFile: isAbsolute(pauseFileName) ? pauseFileName : resolve(workspace, pauseFileName),
    source: sourceFrom(values),
    workers: wholeNumberOption(values, 'workers', ...optionLimits.workers) ?? 4,
    intervalMs: seconds(values, 'interval', ...optionLimits.interval) ?? 60_000,
    cycles: wholeNumberOption(values, 'cycles', ...optionLimits.cycles) ?? null,
    rate: wholeNumberOption(values, 'rate', ...optionLimits.rate) ?? null,
    tries: wholeNumberOption(values, 'tries', 1, 100) ?? 5,
    retryWaitMs: seconds(values, 'retry-wait', 0, 3600) ?? 1000,
    timeoutMs: seconds(values, 'timeout', 0.1, 3600) ?? 30_000,
    retryFailed: values['retry-failed'] ?? false,
    fresh: values.fresh ?? false,
    sampleWithoutDelays: values['sample-without-delays'] ?? false,
  }
}

const shapeOptions = ['items', 'id', 'next', 'listing', 'body', 'listing-id', 'require'] as const

function sourceFrom(values: Values): Source | null {
  const address = textOption(values, 'source')
  const given = [...shapeOptions, 'seed' as const].find((name) => values[name] !== undefined)
  if (address === undefined) {
    if (given !== undefined && given !== 'seed') throw refused(`--${given} needs --source`)
    if (given === undefined) return null
  }
  const isSample = (address ?? 'sample') === 'sample'
  const misplaced = shapeOptions.find((name) => values[name] !== undefined)
  if (isSample && misplaced !== undefined)
    throw refused(`--${misplaced} is for a source of your own, not for the sample`)
  if (!isSample && values.seed !== undefined) throw refused('--seed is for the sample only')
  const shape = Object.fromEntries(shapeOptions.flatMap((name) => shapeEntry(values, name)))
  const seed = isSample ? (wholeNumberOption(values, 'seed', ...optionLimits.seed) ?? 1) : null
  const source = sourceWithDefaults({ ...shape, address: isSample ? 'sample' : webAddress(address ?? ''), seed })
  checkPaths(source)
  return source
}

function shapeEntry(values: Values, name: (typeof shapeOptions)[number]): [string, string][] {
  const value = textOption(values, name)
  return value === undefined ? [] : [[name === 'listing-id' ? 'listingId' : name, value]]
}

function webAddress(address: string): string {
  if (!isWebAddress(address))
    throw refused(`--source must be sample or an address that begins with http:// or https://, not '${address}'`)
  // They would end up in the database and in every line that names a page.
  if (holdsPassword(address)) throw refused('--source must not hold a name or password')
  return address
}

/** Finds out now, before anything is written, that a path isn't one. */
function checkPaths(source: Source): void {
  createPageReader(source)
  createListingCheck(source)
  const isPath = source.listing.startsWith('$')
  const example = source.listing.replaceAll('{id}', '1')
  if (!isPath && !URL.canParse(example, pageAddress(source, 1)))
    throw refused(`--listing must be an address with {id} in it or a JSONPath, not '${source.listing}'`)
  if (!isPath && !source.listing.includes('{id}')) throw refused(`--listing '${source.listing}' lacks {id}`)
}

/** Seconds on the command line, milliseconds in the program. */
function seconds(values: Values, name: TextOption, least: number, most: number): number | undefined {
  const given = values[name]
  if (given === undefined) return undefined
  const value = /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN
  if (!(value >= least && value <= most))
    throw refused(`--${name} must be a number of seconds from ${least} to ${most}, not '${given}'`)
  return Math.round(value * 1000)
}
