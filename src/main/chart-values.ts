import { openPlainFile } from '../log-files/file-follower'
import { LineSplitter } from '../log-files/line-splitter'
import { parseCollectorRecord } from '../shared/collector-status'
import type { ChartSeries } from '../shared/chart-files'
import { type MetricsRecord, parseMetricsLine } from '../shared/metrics'
import type { SeriesPoint } from '../shared/run-history'
import type { RunSupervisor } from './run-supervisor'
import { ProgressReader } from './progress-reader'
import type { ProgressPattern } from '../shared/own-run'

/** Where the values of a chart were written down. */
export interface ValueSource {
  readonly series: ChartSeries
  /** Of a built-in run. */
  readonly metricsFile: string | null
  /** Of a user's own run: the log of its latest run, and what finds the figures in it. */
  readonly log: string | null
  readonly pattern: ProgressPattern | null
}

/** Where a profile's charts have their values from. */
export function valueSourceOf(supervisor: Pick<RunSupervisor, 'profileOf' | 'logOf'>, profileId: string) {
  const { metricsFile, own } = supervisor.profileOf(profileId)
  return { metricsFile, log: supervisor.logOf(profileId)?.log ?? null, pattern: own?.progress ?? null }
}

/** A value whose time or item its line may not have told. */
type Value = { readonly [Name in keyof SeriesPoint]: SeriesPoint[Name] | null }

/** All values of a chart as a table, some lines at a time: commas, UTC times. None are left out, however many. */
export async function* valueTable(source: ValueSource): AsyncGenerator<string> {
  const name = source.series.replace(/^figure:/, '')
  yield `time,item,${name}\r\n`
  for await (const values of valuesOf(source)) {
    let text = ''
    for (const { time, item, value } of values)
      text += `${time === null ? '' : new Date(time).toISOString()},${item ?? ''},${value}\r\n`
    if (text !== '') yield text
  }
}

function valuesOf({ series, metricsFile, log, pattern }: ValueSource): AsyncGenerator<readonly Value[]> {
  if (series.startsWith('figure:')) return figures(log, pattern, series.slice('figure:'.length))
  if (series === 'rate' || series === 'queue') return collected(metricsFile, series)
  return trained(metricsFile, series)
}

/** What a kill threw away was trained again: such points are in no chart either. */
async function* trained(path: string | null, series: string): AsyncGenerator<readonly Value[]> {
  const starts: number[] = []
  for await (const lines of linesOf(path))
    for (const record of lines.map(parseMetricsLine)) if (record?.kind === 'started') starts.push(record.item)
  // For the points before each start: with how many items the runs from there on began at least.
  for (let at = starts.length - 2; at >= 0; at -= 1) starts[at] = Math.min(starts[at] ?? 0, starts[at + 1] ?? 0)
  let next = 0
  for await (const lines of linesOf(path)) {
    const values: Value[] = []
    for (const record of lines.map(parseMetricsLine)) {
      if (record?.kind === 'started') next += 1
      const value = record && valueIn(record, series)
      if (value && value.item <= (starts[next] ?? Number.POSITIVE_INFINITY)) values.push(value)
    }
    yield values
  }
}

function valueIn(record: MetricsRecord, series: string): SeriesPoint | null {
  const { time, item } = record
  if (series === 'loss' && record.kind === 'point') return { time, item, value: record.loss }
  return series === 'validation' && record.kind === 'validation' ? { time, item, value: record.error } : null
}

async function* collected(path: string | null, series: 'rate' | 'queue'): AsyncGenerator<readonly Value[]> {
  for await (const lines of linesOf(path))
    yield lines.map(parseCollectorRecord).flatMap((record) => {
      if (record?.kind !== 'point') return []
      const { time, item, ratePerMinute, queued } = record
      return [{ time, item, value: series === 'rate' ? ratePerMinute : queued }]
    })
}

/** How many lines are read at once: as many as the pattern's reader takes in. */
const linesAtOnce = 32

async function* figures(
  log: string | null,
  pattern: ProgressPattern | null,
  name: string,
): AsyncGenerator<readonly Value[]> {
  if (!pattern) return
  const reader = new ProgressReader(pattern)
  for await (const lines of linesOf(log)) {
    const values: Value[] = []
    for (let first = 0; first < lines.length; first += linesAtOnce) {
      const block = Buffer.from(`${lines.slice(first, first + linesAtOnce).join('\n')}\n`)
      for (const { time, item, figures: found } of reader.read(block))
        if (found[name] !== undefined) values.push({ time, item, value: found[name] })
    }
    yield values
  }
}

/** The whole lines of a file, some at a time; none when there is no file. */
async function* linesOf(path: string | null): AsyncGenerator<readonly string[]> {
  if (path === null) return
  let lines: string[] = []
  const splitter = new LineSplitter((line) => lines.push(line.toString('utf8')))
  const file = await openPlainFile(path)
  if (!file) return
  for await (const piece of file.createReadStream()) {
    splitter.push(piece as Buffer)
    yield lines
    lines = []
  }
}
