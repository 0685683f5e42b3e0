import { cpus, totalmem } from 'node:os'

/**
 * All figures of the benchmarks as one page for people.
 *
 * @param {Readonly<Record<string, readonly { name: string, value: number, unit: string, baseline: number | null, ratio: number | null, aim: string | null, meets: boolean | null }[]>>} figures by benchmark
 * @param {string} made when, as text
 * @returns {string} Markdown
 */
export function benchReport(figures, made) {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() || 'model not told'}), ${Math.round(totalmem() / 2 ** 30)} GiB`
  const intro = [
    '# Benchmarks of Fermata',
    '',
    `Made ${made} on ${process.platform}-${process.arch}, ${machine}. Each baseline was measured in the same run as the figure beside it;`,
    'a ratio is the figure divided by its baseline. Times of a machine that does other things besides are worth less than the ratios.',
  ]
  const sections = Object.entries(figures).map(([name, list]) => `## ${name}\n\n${tableOf(list).join('\n')}\n`)
  return `${intro.join('\n')}\n\n${sections.join('\n')}`
}

function tableOf(list) {
  return [
    '| figure | value | baseline | ratio | aim | meets |',
    '|---|---|---|---|---|---|',
    ...list.map(
      ({ name, value, unit, baseline, ratio, aim, meets }) =>
        `| ${name} | ${number(value)} ${unit} | ${baseline === null ? '' : `${number(baseline)} ${unit}`} | ${ratio === null ? '' : ratio.toFixed(3)} | ${aim ?? ''} | ${meets === null ? '' : meets ? 'yes' : '**no**'} |`,
    ),
  ]
}

function number(value) {
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(3)
}
