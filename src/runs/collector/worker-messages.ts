import type { CheckedListing } from './listing-check'
import type { QueueEntry } from './queue-table'
import type { Source } from './source'

/** What a worker is started with. */
export interface WorkerSetup {
  /** Counted from 1. */
  readonly number: number
  readonly shared: SharedArrayBuffer
  readonly source: Source
  readonly timeoutMs: number
  readonly sampleServer: string | null
  /** The folder of journals, which is there. */
  readonly journals: string
  /** The number of the last report of a worker that this one takes the place of, else 0. */
  readonly lastReport: number
}

/** A listing to ask for. Orders are numbered from 1, through the whole run. */
export interface Order extends QueueEntry {
  readonly number: number
  readonly host: string
}

/** From main thread to a worker; `giveUp` ends the request that is under way. */
export type ToWorker = { readonly kind: 'orders'; readonly orders: readonly Order[] } | { readonly kind: 'giveUp' }

/** From a worker to main thread: what came of some orders, by their numbers. Reports are counted from 1. */
export interface FromWorker {
  readonly report: number
  readonly outcomes: readonly (readonly [order: number, outcome: Outcome])[]
  /** How long the quickest of its requests took; Infinity without any. */
  readonly quickestMs: number
}

/** What came of an order. `requests` counts those that were sent for it. */
export type Outcome = { readonly requests: number } & (
  | {
      readonly kind: 'stored'
      readonly listing: CheckedListing
      readonly etag: string | null
      readonly lastModified: string | null
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'limited'; readonly host: string; readonly status: number; readonly waitMs: number | null }
  | { readonly kind: 'held'; readonly host: string; readonly until: number }
  | { readonly kind: 'problem'; readonly reason: string; readonly again: boolean; readonly free: boolean }
  /** Nothing was asked: the run pauses or stops, or the worker gives it back because another request takes long. */
  | { readonly kind: 'untouched' }
)
