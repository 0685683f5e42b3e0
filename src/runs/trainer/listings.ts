import { RunFailure } from '../run-failure'
import { isMissing, numberOf } from './cell'
import { columnOf, encoderOf, spreadOf, widthOf, type Column, type LeftOutColumn } from './column'
import { naturalLog } from './natural-log'
import { createRandom, shuffled } from './random'
import type { Table } from './table'

/** How the target's numbers become what the model learns: standardised, after a logarithm where that fits. */
export interface TargetScale {
  readonly name: string
  readonly isLogarithmic: boolean
  readonly mean: number
  readonly deviation: number
  /** The smallest and the greatest target that was learned from. */
  readonly least: number
  readonly greatest: number
}

/** Listings as numbers: the training rows come first, the held-out ones after them. */
export interface Listings {
  readonly columns: readonly Column[]
  readonly leftOut: readonly LeftOutColumn[]
  readonly target: TargetScale
  /** How many numbers describe one listing. */
  readonly width: number
  readonly features: Float32Array
  readonly scaledTargets: Float32Array
  /** In the target's own unit. */
  readonly targets: Float64Array
  readonly trainingRows: number
  readonly heldOutRows: number
  /** Rows that couldn't be learned from, because their target says nothing. */
  readonly droppedRows: number
}

/** What to make of a table. */
export interface ListingsOptions {
  readonly target: string
  readonly seed: number
  /** At most so many rows, picked by the seed; all when null. */
  readonly limit: number | null
}

/** Fewer rows than this and a held-out fifth says nothing. */
const fewestRows = 20

/** Its own random sequence, beside those of the weights and of each epoch's order. */
const splitStream = -1

/** Turns a table into listings to learn from and, by the seed, a random fifth to check with. */
export function listingsOf(table: Table, options: ListingsOptions): Listings {
  const { rows, values, droppedRows } = rowsWithTarget(table, options.target)
  const order = shuffled(rows.length, createRandom(options.seed, splitStream))
  const picked = order.subarray(0, Math.min(rows.length, options.limit ?? rows.length))
  const heldOutRows = Math.floor(picked.length / 5)
  const trainingRows = picked.length - heldOutRows
  const cells = Array.from(picked, (index) => rows[index] as readonly string[])
  const targets = Float64Array.from(picked, (index) => values[index] as number)
  const { columns, leftOut } = sortColumns(table, options.target, cells.slice(0, trainingRows))
  const target = scaleOf(options.target, targets.subarray(0, trainingRows))
  return {
    columns,
    leftOut,
    target,
    ...encodeRows(columns, cells, table.hasDecimalComma),
    scaledTargets: Float32Array.from(targets, (value) => (scaled(target, value) - target.mean) / target.deviation),
    targets,
    trainingRows,
    heldOutRows,
    droppedRows,
  }
}

/**
 * Turns what the model says back into the target's own unit.
 *
 * Kept between the targets that it has seen: a single wild value (a stone 58 mm wide) must not give a price in the millions.
 */
export function unscaled(target: TargetScale, output: number): number {
  const value = output * target.deviation + target.mean
  return Math.min(target.greatest, Math.max(target.least, target.isLogarithmic ? Math.exp(value) : value))
}

function scaled(target: { readonly isLogarithmic: boolean }, value: number): number {
  // A held-out price may be zero where all training prices are above it.
  return target.isLogarithmic ? naturalLog(Math.max(value, 1e-9)) : value
}

function rowsWithTarget(table: Table, target: string) {
  const place = table.columns.indexOf(target)
  if (place < 0) {
    const names = table.columns.join(', ')
    throw new RunFailure('refused', `The table has no column '${target}': choose one with --target (it has ${names})`)
  }
  const rows: (readonly string[])[] = []
  const values: number[] = []
  for (const row of table.rows) {
    const cell = row[place] ?? ''
    if (isMissing(cell)) continue
    const value = numberOf(cell, table.hasDecimalComma)
    if (value === null)
      throw new RunFailure(
        'refused',
        `The target '${target}' must hold numbers, but it holds '${cell.trim()}': choose another with --target`,
      )
    rows.push(row)
    values.push(value)
  }
  if (rows.length < fewestRows)
    throw new RunFailure(
      'refused',
      `The table has ${rows.length} rows with a '${target}', and at least ${fewestRows} are needed to learn from`,
    )
  return { rows, values, droppedRows: table.rows.length - rows.length }
}

function sortColumns(table: Table, target: string, training: readonly (readonly string[])[]) {
  const columns: Column[] = []
  const leftOut: LeftOutColumn[] = []
  table.columns.forEach((name, index) => {
    if (name === target) return
    const column = columnOf(
      name,
      index,
      training.map((row) => row[index] ?? ''),
      table.hasDecimalComma,
    )
    if ('kind' in column) columns.push(column)
    else leftOut.push(column)
  })
  if (columns.length === 0) throw new RunFailure('refused', `The table has no column to learn '${target}' from`)
  return { columns, leftOut }
}

function encodeRows(columns: readonly Column[], rows: readonly (readonly string[])[], hasDecimalComma: boolean) {
  const parts = columns.map((column) => ({
    index: column.index,
    width: widthOf(column),
    encode: encoderOf(column, hasDecimalComma),
  }))
  const width = parts.reduce((sum, part) => sum + part.width, 0)
  const features = new Float32Array(rows.length * width)
  let at = 0
  for (const row of rows)
    for (const part of parts) {
      part.encode(row[part.index] ?? '', features, at)
      at += part.width
    }
  return { width, features }
}

/** Prices spread over magnitudes are learned by their logarithm, so that a cheap one counts as much as a dear one. */
function scaleOf(name: string, training: Float64Array): TargetScale {
  const { mean, deviation } = spreadOf(training)
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of training) [least, greatest] = [Math.min(least, value), Math.max(greatest, value)]
  let cubes = 0
  for (const value of training) {
    const distance = (value - mean) / deviation
    cubes += distance * distance * distance
  }
  const isLogarithmic = training.every((value) => value > 0) && cubes / training.length > 1
  return { name, isLogarithmic, ...spreadOf(isLogarithmic ? training.map(naturalLog) : training), least, greatest }
}
