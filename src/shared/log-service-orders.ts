import type { Confirmation } from './own-run'

/** From main to the log service, with one end of a port: a log that a window wants to see. Main alone names files. */
export interface LogOrder {
  readonly kind: 'open'
  /** Main's number for the port. */
  readonly id: number
  /** The run's output. */
  readonly log: string
  /** The app's own notes on the run. */
  readonly notes: string
  /** How a user's own run says that it paused; null for the contract's lines. */
  readonly confirmation: Confirmation | null
}

/** From the log service to main: a port was closed, by the window or with its page. */
export interface LogReport {
  readonly kind: 'closed'
  readonly id: number
}
