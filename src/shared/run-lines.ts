/**
 * The lines that run programs print and the app reads: one place, so that the two sides can't drift apart.
 *
 * The contract for users' own scripts is in docs/pause-file.md.
 */

/** What a run works on: decides the wording of its lines. */
export type RunKind = 'training' | 'collection'

const titles: Record<RunKind, string> = { training: 'Training', collection: 'Collection' }

/** Printed once the run stands still at a safe point. */
export function pausedLine(kind: RunKind): string {
  return `PAUSE DETECTED: ${titles[kind]} paused`
}

/** Printed right after the paused line; `pauseFile` is the path as the user gave it. */
export function howToResumeLine(kind: RunKind, pauseFile: string): string {
  return `Delete '${pauseFile}' to resume ${kind}`
}

/** Printed before the first item after a pause. */
export function resumedLine(kind: RunKind): string {
  return `RESUMING: ${titles[kind]} resumed`
}

/** Printed before leaving on Ctrl+C; counts are items. */
export function progressSavedLine(item: number, total: number): string {
  return `Progress saved: ${item} of ${total} items`
}

/** Printed at a start that takes up saved progress; `item` items are done. */
export function continuingLine(item: number, total: number): string {
  return `Continuing from item ${item + 1} of ${total}`
}

/** Printed at the end of a training; `sha256` is over the weights' bytes. */
export function modelSavedLine(path: string, sha256: string): string {
  return `Model saved: ${path} sha256=${sha256}`
}

/** One look at where a training stands. Rate is in items per second of active time, `etaSeconds` likewise. */
export interface TrainingProgress {
  readonly epoch: number
  readonly epochs: number
  readonly batch: number
  readonly batches: number
  readonly item: number
  readonly total: number
  readonly loss: number
  readonly rate: number
  readonly etaSeconds: number
}

/** A progress line of the trainer. */
export function progressLine(p: TrainingProgress): string {
  return (
    `epoch ${p.epoch}/${p.epochs} batch ${p.batch}/${p.batches} item ${p.item}/${p.total}` +
    ` loss ${p.loss.toFixed(5)} rate ${p.rate.toFixed(1)}/s eta ${Math.round(p.etaSeconds)} s`
  )
}

/** Reads a progress line back; null for any other line. */
export function parseProgressLine(message: string): TrainingProgress | null {
  const match = progressPattern.exec(message)
  if (!match?.groups) return null
  const read = (name: string) => Number(match.groups?.[name])
  return {
    epoch: read('epoch'),
    epochs: read('epochs'),
    batch: read('batch'),
    batches: read('batches'),
    item: read('item'),
    total: read('total'),
    loss: read('loss'),
    rate: read('rate'),
    etaSeconds: read('eta'),
  }
}

const progressPattern =
  /epoch (?<epoch>\d+)\/(?<epochs>\d+) batch (?<batch>\d+)\/(?<batches>\d+) item (?<item>\d+)\/(?<total>\d+) loss (?<loss>\S+) rate (?<rate>[\d.]+)\/s eta (?<eta>\d+) s/

/** A log line taken apart: when and how loud, as far as the line says so, and what it says. */
export interface ParsedLine {
  /** Milliseconds since the epoch, or null when the line carries no timestamp. */
  readonly time: number | null
  readonly level: 'debug' | 'info' | 'warn' | 'error' | null
  readonly message: string
}

const stampPattern = /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)\]?\s+(?:-\s+)?(.*)$/s
const levelPattern = /^\[?(debug|info|warn|warning|error|critical|fatal)\]?:?\s+(?:-\s+)?(.*)$/is

/** Takes a line apart; a timestamp and a level may stand before what it says. */
export function parseLine(line: string): ParsedLine {
  const stamp = stampPattern.exec(line)
  const time = stamp?.[1] ? Date.parse(stamp[1].replace(',', '.').replace(' ', 'T')) : Number.NaN
  const rest = stamp?.[2] !== undefined && !Number.isNaN(time) ? stamp[2] : line
  const level = levelPattern.exec(rest)
  return {
    time: Number.isNaN(time) ? null : time,
    level: level?.[1] ? levelOf(level[1].toLowerCase()) : null,
    message: level?.[2] !== undefined ? level[2] : rest,
  }
}

function levelOf(word: string): ParsedLine['level'] {
  if (word === 'debug' || word === 'info') return word
  return word.startsWith('warn') ? 'warn' : 'error'
}

const [anyKind, anyTitle] = [Object.keys(titles).join('|'), Object.values(titles).join('|')]
const pausedPattern = new RegExp(`^PAUSE DETECTED: (?:${anyTitle}) paused$`)
const resumedPattern = new RegExp(`^RESUMING: (?:${anyTitle}) resumed$`)
const howToResumePattern = new RegExp(`^Delete '.*' to resume (?:${anyKind})$`)

/** What a line says about the run's state. */
export type LineMark = 'paused' | 'howToResume' | 'resumed' | 'saved' | 'continuing' | 'modelSaved'

/** Reads what a line's message says about the run's state; null when it says nothing about it. */
export function markOf(message: string): LineMark | null {
  const text = message.trim()
  if (pausedPattern.test(text)) return 'paused'
  if (resumedPattern.test(text)) return 'resumed'
  if (howToResumePattern.test(text)) return 'howToResume'
  if (/^Progress saved: \d+ of \d+ items$/.test(text)) return 'saved'
  if (/^Continuing from item \d+ of \d+$/.test(text)) return 'continuing'
  if (/^Model saved: .+ sha256=[0-9a-f]{64}$/.test(text)) return 'modelSaved'
  return null
}
