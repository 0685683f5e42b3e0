import type { Source } from './source'

/** What a user may set, as far as it was set. */
export interface CollectorSettings {
  /** Absolute. */
  readonly workspace: string
  /** As the user gave it. */
  readonly pauseFileName: string
  /** Absolute. */
  readonly pauseFile: string
  /** Null when the user named none: then the one that the database belongs to, or else the sample. */
  readonly source: Source | null
  readonly workers: number
  readonly intervalMs: number
  /** Null: until stopped. */
  readonly cycles: number | null
  /** Requests a minute to one host; null: as fast as the host answers. */
  readonly rate: number | null
  readonly tries: number
  /** The wait before the second try; each further one is about twice as long. */
  readonly retryWaitMs: number
  /** How long one request may take, from asking to the last byte. */
  readonly timeoutMs: number
  readonly retryFailed: boolean
  readonly fresh: boolean
  /** The sample answers without waiting; for measurements. */
  readonly sampleWithoutDelays: boolean
}
