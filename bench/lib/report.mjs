import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { tableRows } from '../../scripts/lib/bench-report.mjs'

/** The repository's own folder. */
export const projectFolder = resolve(import.meta.dirname, '../..')

/** The value below which the share `q` (0 to 1) of `values` lies, interpolated. */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b)
  const position = (sorted.length - 1) * q
  const low = Math.floor(position)
  const high = Math.ceil(position)
  return sorted[low] + (sorted[high] - sorted[low]) * (position - low)
}

/** The middle of `values`. */
export const median = (values) => quantile(values, 0.5)
/** The 95th percentile of `values`. */
export const p95 = (values) => quantile(values, 0.95)

/**
 * One figure of several rounds with its baseline from the same run.
 *
 * `values` and `baseline` are what was measured, round by round; `of` makes one number of each, the median unless told.
 * `paired`: a round's two values stand side by side in time, so the ratio is the median of the rounds' own. `aim` is
 * `{ most: 1.15 }` or `{ least: 0.99 }` for the ratio, or for the value where there is no baseline.
 */
export function figure({ name, values, unit, baseline = null, of = median, paired = false, aim = null }) {
  const value = of(values)
  const ratios = paired ? values.map((one, round) => one / baseline[round]) : null
  const ratio = baseline === null ? null : ratios ? median(ratios) : value / of(baseline)
  return {
    ...{ name, value, unit, spread: spreadOf(values) },
    ...{ baseline: baseline && of(baseline), baselineSpread: baseline && spreadOf(baseline) },
    ...{ ratio, ratioSpread: ratios && spreadOf(ratios) },
    ...{ aim: aimText(aim), meets: meets(ratio ?? value, aim) },
  }
}

/** The median and the 95th percentile of the same values, each with its aim. */
export function middleAndTail({ name, aims = {}, ...measured }) {
  return [
    figure({ ...measured, name: `${name}, median`, aim: aims.median ?? null }),
    figure({ ...measured, name: `${name}, p95`, of: p95, aim: aims.p95 ?? null }),
  ]
}

/** A figure that this machine can't give; `why` says so in a few words. */
export function notMeasured(name, why) {
  const nothing = { value: null, unit: '', spread: null, baseline: null, baselineSpread: null }
  return { name, ...nothing, ratio: null, ratioSpread: null, aim: null, meets: null, why }
}

function spreadOf(values) {
  return {
    least: Math.min(...values),
    median: median(values),
    p95: p95(values),
    most: Math.max(...values),
    count: values.length,
  }
}

function aimText(aim) {
  if (aim === null) return null
  return aim.most === undefined ? `at least ${short(aim.least)}` : `at most ${short(aim.most)}`
}

/** A third is no long row of digits. */
const short = (value) => Number(value.toFixed(3))

function meets(measured, aim) {
  if (aim === null) return null
  return aim.most === undefined ? measured >= aim.least : measured <= aim.most
}

/** Prints the figures as a table and writes `out/bench/NAME.json`. */
export function report(name, figures) {
  const folder = join(projectFolder, 'out', 'bench')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`)
  const table = tableRows(figures)
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
