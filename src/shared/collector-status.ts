import type { RateLimit } from './collector-lines'

/**
 * What a collector writes for the app beside its lines: `WORKSPACE/collector/status.json` (how things are, replaced as
 * a whole at most twice a second) and `WORKSPACE/collector/metrics.jsonl` (how they were, only ever appended to).
 */
export interface CollectorStatus {
  readonly version: 1
  readonly pid: number
  /** When this was written, milliseconds since the epoch, as all times here. */
  readonly time: number
  readonly state: CollectorState
  readonly source: string
  readonly cycle: number
  readonly pages: number
  /** When the next cycle begins; null unless the collector waits for it. */
  readonly nextCycleAt: number | null
  readonly items: ItemCounts
  readonly ratePerMinute: number
  /** How often and how long hosts asked to wait since this start. */
  readonly waits: { readonly count: number; readonly totalMs: number }
  readonly holds: readonly RateLimit[]
  readonly workers: readonly WorkerStatus[]
}

/** `waiting`: all known items are done, the next cycle is yet to come. */
export type CollectorState = 'running' | 'waiting' | 'pausing' | 'paused' | 'stopping' | 'ended'

/** `done` counts what was collected or kept as failed, `total` those and the queue. */
export interface ItemCounts {
  readonly done: number
  readonly total: number
  readonly collected: number
  readonly failed: number
  readonly queued: number
}

/** What a worker does: nothing to do, asks the source, checks the answer, waits until it is stored, stands still. */
export type WorkerPhase = 'idle' | 'fetching' | 'checking' | 'saving' | 'paused'

/** One worker thread. `attempt` is the try of this listing, from 1; `since` is when the phase began. */
export interface WorkerStatus {
  readonly number: number
  readonly phase: WorkerPhase
  readonly listing: string | null
  readonly url: string | null
  readonly attempt: number
  readonly tries: number
  readonly since: number
  readonly done: number
  readonly errors: number
}

/** One line of the metrics file. `item` and `total` as in {@link ItemCounts}. */
export type CollectorRecord = { readonly time: number; readonly item: number; readonly total: number } & (
  | { readonly kind: 'started' | 'paused' | 'resumed' | 'stopped' | 'finished' }
  | { readonly kind: 'point'; readonly failed: number; readonly queued: number; readonly ratePerMinute: number }
  | { readonly kind: 'held'; readonly host: string; readonly status: number; readonly until: number }
  | { readonly kind: 'released'; readonly host: string }
  /** The machine slept for `ms`, until now. */
  | { readonly kind: 'asleep'; readonly ms: number }
  | { readonly kind: 'cycleDone'; readonly cycle: number; readonly pages: number }
)

const numbersOf: Record<CollectorRecord['kind'], readonly string[]> = {
  started: [],
  paused: [],
  resumed: [],
  stopped: [],
  finished: [],
  point: ['failed', 'queued', 'ratePerMinute'],
  held: ['status', 'until'],
  released: [],
  asleep: ['ms'],
  cycleDone: ['cycle', 'pages'],
}

/** Reads one line of a collector's metrics file; null when it isn't a whole record. */
export function parseCollectorRecord(line: string): CollectorRecord | null {
  const record = jsonObject(line)
  const kind = record?.kind as CollectorRecord['kind']
  if (!record || !Object.hasOwn(numbersOf, kind)) return null
  const areNumbers = ['time', 'item', 'total', ...numbersOf[kind]].every((name) => Number.isFinite(record[name]))
  const hasHost = (kind !== 'held' && kind !== 'released') || typeof record.host === 'string'
  return areNumbers && hasHost ? (record as unknown as CollectorRecord) : null
}

/** Reads a status file; null when it isn't one, not a whole one, or one of another version. */
export function parseCollectorStatus(text: string): CollectorStatus | null {
  const status = jsonObject(text)
  const isOurs =
    status?.version === 1 &&
    hasNumbers(status, ['pid', 'time', 'cycle', 'pages', 'ratePerMinute']) &&
    isNumberOrNull(status.nextCycleAt) &&
    states.has(status.state) &&
    typeof status.source === 'string' &&
    hasNumbers(status.items, ['done', 'total', 'collected', 'failed', 'queued']) &&
    hasNumbers(status.waits, ['count', 'totalMs']) &&
    isListOf(status.holds, isHold) &&
    isListOf(status.workers, isWorker)
  return isOurs ? (status as unknown as CollectorStatus) : null
}

const states = new Set<unknown>([
  ...(['running', 'waiting', 'pausing', 'paused', 'stopping', 'ended'] satisfies CollectorState[]),
])
const phases = new Set<unknown>([...(['idle', 'fetching', 'checking', 'saving', 'paused'] satisfies WorkerPhase[])])

function isHold(value: Record<string, unknown>): boolean {
  return typeof value.host === 'string' && hasNumbers(value, ['status', 'until'])
}

function isWorker(value: Record<string, unknown>): boolean {
  return (
    hasNumbers(value, ['number', 'attempt', 'tries', 'since', 'done', 'errors']) &&
    phases.has(value.phase) &&
    [value.listing, value.url].every((text) => text === null || typeof text === 'string')
  )
}

function isListOf(value: unknown, isOne: (one: Record<string, unknown>) => boolean): boolean {
  return Array.isArray(value) && value.every((one) => isObject(one) && isOne(one))
}

function hasNumbers(value: unknown, names: readonly string[]): boolean {
  return isObject(value) && names.every((name) => Number.isFinite(value[name]))
}

function isNumberOrNull(value: unknown): boolean {
  return value === null || Number.isFinite(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null // A line that a kill cut short.
  }
}
