/**
 * The metrics file of a run: JSON lines, only ever appended to, so that a chart outlives pauses, stops, kills and the app.
 *
 * A `started` record tells how many items were done then: what a kill threw away is trained again, so a reader drops
 * points with a higher item that stand before it. A torn last line (a kill while writing) is skipped.
 */
export type MetricsRecord = { readonly time: number; readonly item: number } & (
  | { readonly kind: 'started'; readonly total: number; readonly epochs: number; readonly itemsPerEpoch: number }
  | { readonly kind: 'point'; readonly epoch: number; readonly loss: number }
  | { readonly kind: 'validation'; readonly epoch: number; readonly error: number }
  | { readonly kind: 'saved' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'stopped' }
  /** The machine slept for `ms`, until now. */
  | { readonly kind: 'asleep'; readonly ms: number }
  | {
      readonly kind: 'finished'
      readonly r2: number
      readonly mae: number
      readonly rmse: number
      readonly model: string
    }
)

/** Reads one line of a metrics file; null when it isn't a whole record. */
export function parseMetricsLine(line: string): MetricsRecord | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null // A line that a kill cut short; the reader's next `started` record says where the run really stood.
  }
  return isRecord(value) ? value : null
}

function isRecord(value: unknown): value is MetricsRecord {
  if (typeof value !== 'object' || value === null) return false
  const record = value as Record<string, unknown>
  const { kind } = record
  // Only its own names: any object also answers to `constructor`.
  if (typeof kind !== 'string' || !Object.hasOwn(numbersOf, kind)) return false
  if (kind === 'finished' && typeof record.model !== 'string') return false
  return numbersOf[kind as MetricsRecord['kind']].every((name) => Number.isFinite(record[name]))
}

const numbersOf: Record<MetricsRecord['kind'], readonly string[]> = {
  started: ['time', 'item', 'total', 'epochs', 'itemsPerEpoch'],
  point: ['time', 'item', 'epoch', 'loss'],
  validation: ['time', 'item', 'epoch', 'error'],
  saved: ['time', 'item'],
  paused: ['time', 'item'],
  resumed: ['time', 'item'],
  stopped: ['time', 'item'],
  asleep: ['time', 'item', 'ms'],
  finished: ['time', 'item', 'r2', 'mae', 'rmse'],
}
