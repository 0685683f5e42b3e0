/**
 * The states of a run, and the only place that decides them. Every state tells what is *known*, never what was clicked.
 *
 * ```
 * starting --first output--> running --pause file appears--> pauseRequested --"PAUSE DETECTED" line--> paused
 *    running <--"RESUMING" line-- resumeRequested <--pause file gone-- paused      (file gone before the line: running again)
 *    any with a process --stop signal sent--> stopping --process gone--> ended     (process gone leads to ended from anywhere)
 * ```
 *
 * Between starting and stopping the state follows from two facts only: what the run said last (it works, or it paused)
 * and whether the file is there. So a file that is deleted and made again before the run noticed leaves it paused.
 * One thing is believed less: a run that says it paused and goes on with its items isn't paused. It is `contradicted`
 * since it said so, until it says something else.
 */
export type RunState =
  | { readonly kind: 'starting'; readonly since: number }
  | { readonly kind: 'running'; readonly since: number; readonly withdrawn: boolean }
  | { readonly kind: 'pauseRequested'; readonly since: number; readonly contradicted?: true }
  | { readonly kind: 'paused'; readonly since: number }
  | { readonly kind: 'resumeRequested'; readonly since: number; readonly pausedSince: number }
  | { readonly kind: 'stopping'; readonly since: number }
  | { readonly kind: 'ended'; readonly at: number; readonly outcome: RunOutcome }

/** How a run ended. `lost`: it ended while no app was there and left no word of how. */
export type RunOutcome =
  | { readonly kind: 'completed' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly exitCode: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'notSpawned'; readonly reason: string; readonly program: string }
  | { readonly kind: 'lost' }

/** What can happen to a run. `at` is milliseconds since the epoch; `pauseFileExists` is a look taken right then. */
export type RunEvent =
  | { readonly kind: 'outputAppeared'; readonly at: number; readonly pauseFileExists: boolean }
  | { readonly kind: 'pauseFileAppeared'; readonly at: number }
  | { readonly kind: 'pauseFileDisappeared'; readonly at: number }
  | { readonly kind: 'pausedLineRead'; readonly at: number; readonly pauseFileExists: boolean }
  | { readonly kind: 'resumedLineRead'; readonly at: number; readonly pauseFileExists: boolean }
  | { readonly kind: 'itemsWentOn'; readonly at: number }
  | { readonly kind: 'stopSignalSent'; readonly at: number }
  | { readonly kind: 'processEnded'; readonly at: number; readonly outcome: RunOutcome }

/** The state after an event; the same object when the event changes nothing. */
export function nextRunState(state: RunState, event: RunEvent): RunState {
  if (state.kind === 'ended') return state
  const { at } = event
  switch (event.kind) {
    case 'processEnded':
      return { kind: 'ended', at, outcome: event.outcome }
    case 'stopSignalSent':
      return state.kind === 'stopping' ? state : { kind: 'stopping', since: at }
    case 'outputAppeared':
      return state.kind === 'starting' ? working(at, event.pauseFileExists) : state
    case 'pausedLineRead':
      if (state.kind === 'stopping') return state
      return event.pauseFileExists
        ? { kind: 'paused', since: at }
        : { kind: 'resumeRequested', since: at, pausedSince: at }
    case 'resumedLineRead':
      return state.kind === 'stopping' ? state : working(at, event.pauseFileExists)
    case 'itemsWentOn':
      return state.kind === 'paused' ? { kind: 'pauseRequested', since: state.since, contradicted: true } : state
    case 'pauseFileAppeared':
      return afterPauseFileAppeared(state, at)
    case 'pauseFileDisappeared':
      return afterPauseFileDisappeared(state, at)
    default:
      return assertNever(event)
  }
}

function working(at: number, pauseFileExists: boolean): RunState {
  return pauseFileExists ? { kind: 'pauseRequested', since: at } : { kind: 'running', since: at, withdrawn: false }
}

function afterPauseFileAppeared(state: RunState, at: number): RunState {
  if (state.kind === 'running') return { kind: 'pauseRequested', since: at }
  // The run has not said that it goes on, so its last word still holds: it is paused, and was all along.
  if (state.kind === 'resumeRequested') return { kind: 'paused', since: state.pausedSince }
  return state
}

function afterPauseFileDisappeared(state: RunState, at: number): RunState {
  if (state.kind === 'pauseRequested') return { kind: 'running', since: at, withdrawn: state.contradicted !== true }
  if (state.kind === 'paused') return { kind: 'resumeRequested', since: at, pausedSince: state.since }
  return state
}

/** Whether a process of this run exists as far as is known. */
export function hasProcess(state: RunState): boolean {
  return state.kind !== 'ended'
}

/** Closes a `switch` over a union: a variant without a case is a type error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected: ${JSON.stringify(value)}`)
}
