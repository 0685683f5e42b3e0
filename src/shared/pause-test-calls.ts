import type { CommandResult } from './ipc'
import type { PauseTestReport, PauseTestStep } from './pause-test'

/** What is kept of the last test of a run's pause. */
export interface PauseTestResult {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly report: PauseTestReport
}

/** A test that goes on or has just ended. */
export interface PauseTestView {
  /** `broken`: the test itself came to no end; `reason` says why. */
  readonly state: 'running' | 'reported' | 'cancelled' | 'broken'
  /** The steps that have begun, as they stand. */
  readonly steps: readonly PauseTestStep[]
  /** When the latest step began, milliseconds since the epoch. */
  readonly stepSince: number
  /** The end of what the program printed. */
  readonly output: string
  readonly report: PauseTestReport | null
  readonly reason: string
}

/** All that the window shows of the tests of one run. */
export interface PauseTests {
  readonly profileId: string
  /** Null before the first one since the app's start. */
  readonly current: PauseTestView | null
  /** Null before the first one, and when the command has changed since. */
  readonly last: PauseTestResult | null
}

/** Whether a test was begun; `reason` is a sentence. */
export type PauseTestStarted = { readonly ok: true } | { readonly ok: false; readonly reason: string }

/** Calls from the window about the tests of a run's pause. */
export interface PauseTestCalls {
  'pauseTest:read': (profileId: string) => PauseTests
  'pauseTest:start': (profileId: string) => PauseTestStarted
  'pauseTest:cancel': (profileId: string) => CommandResult
}

/** The same as methods of `window.fermata`. */
export interface PauseTestApi {
  readPauseTests(profileId: string): Promise<PauseTests>
  startPauseTest(profileId: string): Promise<PauseTestStarted>
  cancelPauseTest(profileId: string): Promise<CommandResult>
  onPauseTestsChanged(listener: (tests: PauseTests) => void): () => void
}
