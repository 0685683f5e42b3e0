import type { ProgressPattern } from './own-run'

/** What one line says of a run's progress. */
export interface ProgressReading {
  readonly item: number | null
  readonly total: number | null
  /** Of the whole, 0 to 100. */
  readonly percent: number | null
  /** Further figures by their names: `loss`, `mae`. */
  readonly figures: Readonly<Record<string, number>>
}

// A date or a path has more than one stroke, and isn't a count.
const countSource = String.raw`(?<![\d/.,])(?<item>\d[\d,_]*)\s?(?:\/|of)\s?(?<total>\d[\d,_]*)(?![\d/]|[.,]\d)`
const percentSource = String.raw`(?<percent>\d+(?:\.\d+)?)\s?%`
const tqdmSource = String.raw`(?<percent>\d+)%\|[^|]*\|\s*(?<item>[\d.]+[kMGT]?)\/(?<total>[\d.]+[kMGT]?)\s*\[(?<rest>[^\]]*)`

/** The expression of a pattern. The user's own is checked before it is kept; a wrong one is a SyntaxError here. */
export function expressionOf(pattern: ProgressPattern): RegExp {
  if (pattern.kind === 'own') return new RegExp(pattern.expression)
  return new RegExp({ count: countSource, percent: percentSource, tqdm: tqdmSource }[pattern.kind], 'g')
}

/** Reads the groups of a match; null when they tell no figure at all. */
export function readingOf(groups: Readonly<Record<string, string | undefined>>): ProgressReading | null {
  const { item, total, percent, rest, ...named } = groups
  const reading = {
    item: numberOf(item),
    total: numberOf(total),
    percent: numberOf(percent),
    figures: { ...figuresOf(named), ...figuresOf(restFigures(rest)) },
  }
  const isEmpty = reading.item === null && reading.percent === null && Object.keys(reading.figures).length === 0
  return isEmpty ? null : reading
}

/** What a bar says behind its times: `loss=0.123, mae=4.5`. */
function restFigures(rest: string | undefined): Record<string, string | undefined> {
  const matches = rest?.matchAll(/, ?(\w+)=([-+.\deE]+)(?=,|$)/g) ?? []
  return Object.fromEntries([...matches].map((match) => [match[1] as string, match[2]]))
}

function figuresOf(named: Readonly<Record<string, string | undefined>>): Record<string, number> {
  const figures: Record<string, number> = {}
  for (const [name, text] of Object.entries(named)) {
    const value = numberOf(text)
    if (value !== null) figures[name] = value
  }
  return figures
}

const units: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9, T: 1e12 }

function numberOf(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '') return null
  const unit = units[text.at(-1) ?? '']
  const value = Number((unit ? text.slice(0, -1) : text).replaceAll(/[,_\s]/g, '')) * (unit ?? 1)
  return Number.isFinite(value) ? value : null
}

/** How much of the whole is done, 0 to 1; null when the line doesn't tell. */
export function doneOf(reading: ProgressReading): number | null {
  const { item, total, percent } = reading
  if (item !== null && total !== null && total > 0) return Math.min(1, item / total)
  return percent === null ? null : Math.min(1, percent / 100)
}
