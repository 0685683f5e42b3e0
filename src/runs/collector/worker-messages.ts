import type { CheckedListing } from './listing-check'
import type { Source } from './source'

/** What a worker is started with. */
export interface WorkerSetup {
  /** Counted from 1. */
  readonly number: number
  readonly shared: SharedArrayBuffer
  readonly source: Source
  readonly timeoutMs: number
  readonly sampleServer: string | null
}

/** A listing to ask for. Outcomes carry the order's number, so that none is ever taken for that of another listing. */
export interface Order {
  readonly number: number
  readonly id: string
  readonly url: string
  readonly etag: string | null
  readonly lastModified: string | null
}

/** From main thread to a worker; `giveUp` ends the request that is under way. */
export type ToWorker = { readonly kind: 'order'; readonly order: Order } | { readonly kind: 'giveUp' }

/** From a worker to main thread; `waiting`: it holds its order back because of the signal with that number. */
export type FromWorker =
  | { readonly kind: 'waiting'; readonly signalNumber: number }
  | { readonly kind: 'outcome'; readonly number: number; readonly outcome: Outcome }

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
  /** The run was asked to stop before the request was sent. */
  | { readonly kind: 'untouched' }
)
