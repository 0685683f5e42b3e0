/**
 * The line with which a run refuses to continue what belongs to something else: printed by run programs, read by the app.
 *
 * It is the last line of such a run, which ends with exit code 2 and has changed nothing.
 */

/** How a run program ends that was told something wrong, or that won't continue; it has written nothing. */
export const refusedExitCode = 2

/** Something that saved work belongs to and that is another now; null: not set. */
export interface Difference {
  readonly what: string
  readonly before: string | null
  readonly now: string | null
}

/** Why saved work isn't continued. */
export interface Drift {
  readonly differences: readonly Difference[]
  /** Only what could change a result's last bits is another: with `--accept-drift` the run goes on all the same. */
  readonly mayGoOn: boolean
}

const saves = {
  training: { begin: 'The saved progress in ', belongs: ' belongs to another training: ' },
  collection: { begin: 'The database ', belongs: ' belongs to another source: ' },
} as const

const goOnAdvice = '; --accept-drift continues all the same, --fresh starts over (the old files are kept)'
const sameAdvice = '; give the same as before to continue, or --fresh to start over (the old files are kept)'

/** The refusal; `path` is where the saved work is. */
export function driftLine(kind: keyof typeof saves, path: string, { differences, mayGoOn }: Drift): string {
  const { begin, belongs } = saves[kind]
  return `${begin}${path}${belongs}${differenceWords(differences)}${mayGoOn ? goOnAdvice : sameAdvice}`
}

/** Each difference with both values: `epochs was 2 and is now 3, seed was 1 and is now 7`. */
export function differenceWords(differences: readonly Difference[]): string {
  return differences
    .map(({ what, before, now }) => `${what} was ${written(before)} and is now ${written(now)}`)
    .join(', ')
}

/** Reads a refusal back; null for any other line. */
export function parseDriftLine(message: string): Drift | null {
  const advice = [goOnAdvice, sameAdvice].find((text) => message.endsWith(text))
  const save = Object.values(saves).find(({ begin, belongs }) => message.startsWith(begin) && message.includes(belongs))
  if (advice === undefined || !save) return null
  const from = message.lastIndexOf(save.belongs) + save.belongs.length
  const differences = readDifferences(message.slice(from, message.length - advice.length))
  return differences && { differences, mayGoOn: advice === goOnAdvice }
}

const value = '("(?:[^"\\\\]|\\\\.)*"|[^",;]+?)'
const differencePattern = new RegExp(`(?:^|, )([\\w -]+?) was ${value} and is now ${value}(?=, |$)`, 'gy')

function readDifferences(text: string): readonly Difference[] | null {
  const found = [...text.matchAll(differencePattern)]
  const length = found.reduce((sum, [whole]) => sum + whole.length, 0)
  if (found.length === 0 || length !== text.length) return null
  return found.map(([, what = '', before = '', now = '']) => ({ what, before: read(before), now: read(now) }))
}

const notSet = 'not set'

/** A value as the user knows it; in quotes only when it could be mistaken for a part of the sentence. */
function written(text: string | null): string {
  if (text === null) return notSet
  const isPlain =
    /^[^",;\s](?:[^",;\p{Cc}]*[^",;\s])?$/u.test(text) && !text.includes(' and is now ') && text !== notSet
  return isPlain ? text : JSON.stringify(text)
}

function read(text: string): string | null {
  if (text === notSet) return null
  if (!text.startsWith('"')) return text
  try {
    return String(JSON.parse(text))
  } catch {
    return text // No run program wrote this; it is shown as it stands.
  }
}
