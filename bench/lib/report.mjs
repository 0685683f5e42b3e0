import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const projectFolder = resolve(import.meta.dirname, '../..')

/** The value below which the share `q` (0 to 1) of `values` lies, interpolated. */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b)
  const position = (sorted.length - 1) * q
  const low = Math.floor(position)
  const high = Math.ceil(position)
  return sorted[low] + (sorted[high] - sorted[low]) * (position - low)
}

export const median = (values) => quantile(values, 0.5)

/**
 * One figure with its baseline from the same run.
 *
 * `aim` is `{ most: 1.15 }` or `{ least: 0.99 }` for the ratio value/baseline, or null when there is none.
 */
export function figure({ name, value, unit, baseline = null, aim = null }) {
  const ratio = baseline === null ? null : value / baseline
  return { name, value, unit, baseline, ratio, aim: aimText(aim), meets: meets(ratio ?? value, aim) }
}

function aimText(aim) {
  if (aim === null) return null
  return aim.most === undefined ? `at least ${aim.least}` : `at most ${aim.most}`
}

function meets(measured, aim) {
  if (aim === null) return null
  return aim.most === undefined ? measured >= aim.least : measured <= aim.most
}

/** Prints the figures as a table and writes `out/bench/NAME.json`. */
export function report(name, figures) {
  const folder = join(projectFolder, 'out', 'bench')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`)
  const rows = figures.map((f) => [
    f.name,
    `${number(f.value)} ${f.unit}`,
    f.baseline === null ? '' : `${number(f.baseline)} ${f.unit}`,
    f.ratio === null ? '' : f.ratio.toFixed(3),
    f.aim ?? '',
    f.meets === null ? '' : f.meets ? 'yes' : 'NO',
  ])
  const table = [['figure', 'value', 'baseline', 'ratio', 'aim', 'meets'], ...rows]
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)))
  console.log(`\n${name}`)
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
}

function number(value) {
  if (Math.abs(value) >= 1000) return value.toFixed(0)
  return value.toPrecision(3)
}
