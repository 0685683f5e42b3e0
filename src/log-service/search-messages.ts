import type { LogFilter, LogRange } from '../shared/log-service'

/** What is searched for, with a number of its own. */
export interface NumberedFilter {
  readonly number: number
  readonly filter: LogFilter
}

/** How a search thread is set up: where it says which line it is at, for when it never comes back. */
export interface SearchThreadSetup {
  readonly at: SharedArrayBuffer
}

/** To a search thread. */
export type SearchOrder = { readonly search: NumberedFilter } & (
  | {
      readonly kind: 'lines'
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly firstLine: number
      readonly starts: Float64Array<ArrayBuffer>
    }
  | { readonly kind: 'ranges'; readonly texts: readonly string[] }
)

/** From a search thread, one for each order. The bytes come back to be read into again. */
export type SearchResult =
  | { readonly kind: 'lines'; readonly lines: Uint32Array<ArrayBuffer>; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'ranges'; readonly ranges: readonly (readonly LogRange[])[] }
  | { readonly kind: 'refused'; readonly problem: string }
