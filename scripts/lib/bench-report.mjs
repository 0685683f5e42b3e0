import { cpus, totalmem } from 'node:os'

/**
 * What some measured values are spread over.
 *
 * @typedef {{ least: number, median: number, p95: number, most: number, count: number }} Spread
 */

/**
 * A figure as the benchmarks write it; `why` says of one that could not be measured what is missing.
 *
 * @typedef {{
 *   name: string, value: number | null, unit: string, spread: Spread | null,
 *   baseline: number | null, baselineSpread: Spread | null, ratio: number | null, ratioSpread: Spread | null,
 *   aim: string | null, meets: boolean | null, why?: string
 * }} Figure
 */

/**
 * All figures of the benchmarks as one page for people.
 *
 * @param {Readonly<Record<string, readonly Figure[]>>} figures by benchmark
 * @param {string} made when, as text
 * @returns {string} Markdown
 */
export function benchReport(figures, made) {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() || 'model not told'}), ${Math.round(totalmem() / 2 ** 30)} GiB`
  const intro = [
    '# Benchmarks of Fermata',
    '',
    `Made ${made} on ${process.platform}-${process.arch}, ${machine}. Each baseline was measured in the same run as the figure beside it;`,
    'a ratio is the figure divided by its baseline. In brackets: the least and the most of so many values. Times of a machine that',
    'does other things besides are worth less than the ratios.',
  ]
  const sections = Object.entries(figures).map(([name, list]) => {
    const [head, ...rows] = tableRows(list).map((cells) => `| ${cells.join(' | ')} |`)
    return [`## ${name}`, '', head, '|---|---|---|---|---|---|', ...rows, ''].join('\n')
  })
  return `${intro.join('\n')}\n\n${sections.join('\n')}`
}

/**
 * Figures as rows of text, with a head.
 *
 * @param {readonly Figure[]} figures
 * @returns {string[][]}
 */
export function tableRows(figures) {
  return [
    ['figure', 'value', 'baseline', 'ratio', 'aim', 'meets'],
    ...figures.map((one) => [
      one.name,
      one.value === null ? (one.why ?? '') : `${number(one.value)} ${one.unit}${spread(one.spread)}`,
      one.baseline === null ? '' : `${number(one.baseline)} ${one.unit}${spread(one.baselineSpread)}`,
      one.ratio === null ? '' : `${one.ratio.toFixed(3)}${spread(one.ratioSpread)}`,
      one.aim ?? '',
      one.meets === null ? '' : one.meets ? 'yes' : '**no**',
    ]),
  ]
}

/** @param {Spread | null} of */
function spread(of) {
  return of === null ? '' : ` (${number(of.least)} to ${number(of.most)}, ${of.count})`
}

/** @param {number} value */
function number(value) {
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(3)
}
