import { isMissing, numberOf } from './cell'

/** What a column of the table is to the model. */
export type Column =
  | {
      readonly name: string
      readonly index: number
      readonly kind: 'number'
      readonly mean: number
      readonly deviation: number
      readonly canMiss: boolean
    }
  | {
      readonly name: string
      readonly index: number
      readonly kind: 'class'
      readonly classes: readonly string[]
      readonly hasRest: boolean
    }

/** A column that the model does not learn from, and why. */
export interface LeftOutColumn {
  readonly name: string
  readonly why: string
}

/** A column counts as numbers when at least this share of what is known in it is a number; the odd rest counts as missing. */
const numberShare = 0.95

/** Rarer classes than the 64 most frequent share one: the model stays small however many names a column holds. */
const maxClasses = 64

/** The class of a cell that says nothing. */
const unknownClass = '(unknown)'

/** Looks at the cells of one column, training rows only, and decides what it is to the model. */
export function columnOf(
  name: string,
  index: number,
  cells: readonly string[],
  hasDecimalComma: boolean,
): Column | LeftOutColumn {
  const known = cells.filter((cell) => !isMissing(cell))
  if (known.length === 0) return { name, why: 'it is empty' }
  const numbers = known.flatMap((cell) => numberOf(cell, hasDecimalComma) ?? [])
  const isNumbers = numbers.length >= known.length * numberShare
  const distinct = new Set(known.map((cell) => cell.trim())).size
  if (distinct === 1 && known.length === cells.length) return { name, why: 'it is the same in all rows' }
  if (isNumbers && !isIdNumber(name, numbers, distinct)) return numberColumn(name, index, numbers, cells.length)
  // Names that hardly ever come twice tell rows apart, not prices.
  if (isNumbers || distinct > Math.max(20, known.length / 2)) return { name, why: 'it names single rows, like an id' }
  return classColumn(name, index, cells)
}

/** How many inputs a column gives the model. */
export function widthOf(column: Column): number {
  return column.kind === 'number' ? (column.canMiss ? 2 : 1) : column.classes.length + (column.hasRest ? 1 : 0)
}

/** Writes a cell as the model's inputs into `target` from `at` on, which holds zeros so far. */
export type CellEncoder = (cell: string, target: Float32Array, at: number) => void

/** Makes what turns the cells of a column into the model's inputs. */
export function encoderOf(column: Column, hasDecimalComma: boolean): CellEncoder {
  if (column.kind === 'class') return classEncoder(column.classes, column.hasRest)
  return (cell, target, at) => {
    const value = numberOf(cell, hasDecimalComma)
    // A missing number stands at the mean, which is zero here, and says so beside it where training rows had such ones.
    if (value !== null) target[at] = clipped((value - column.mean) / column.deviation)
    else if (column.canMiss) target[at + 1] = 1
  }
}

function classEncoder(classes: readonly string[], hasRest: boolean): CellEncoder {
  const places = new Map(classes.map((name, place) => [name, place]))
  return (cell, target, at) => {
    const place = places.get(isMissing(cell) ? unknownClass : cell.trim())
    if (place !== undefined) target[at + place] = 1
    else if (hasRest) target[at + classes.length] = 1
  }
}

/** Single wild values (a stone with 58 mm depth) would otherwise pull the whole model. */
function clipped(value: number): number {
  return Math.max(-5, Math.min(5, value))
}

/** Mean and standard deviation; the deviation of equal numbers is taken as 1. */
export function spreadOf(values: readonly number[] | Float64Array): { mean: number; deviation: number } {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) * (value - mean)
  return { mean, deviation: Math.sqrt(squares / values.length) || 1 }
}

function numberColumn(name: string, index: number, numbers: readonly number[], rows: number): Column {
  return { name, index, kind: 'number', ...spreadOf(numbers), canMiss: numbers.length < rows }
}

function isIdNumber(name: string, numbers: readonly number[], distinct: number): boolean {
  return /(^|[_\s-])(id|uuid|key|index)$/i.test(name) && distinct === numbers.length && numbers.every(Number.isInteger)
}

function classColumn(name: string, index: number, cells: readonly string[]): Column {
  const counts = new Map<string, number>()
  for (const cell of cells) {
    const key = isMissing(cell) ? unknownClass : cell.trim()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([key]) => key)
  return {
    name,
    index,
    kind: 'class',
    classes: byCount.slice(0, maxClasses).sort(),
    hasRest: byCount.length > maxClasses,
  }
}
