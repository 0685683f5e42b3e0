import type { RunView } from '../../../shared/ipc'
import { assertNever, type RunOutcome } from '../../../shared/run-state'

/** What the window calls the state of a run. */
export type Phase =
  | 'idle'
  | 'starting'
  | 'running'
  | 'pausing'
  | 'paused'
  | 'resuming'
  | 'stopping'
  | 'stopped'
  | 'finished'
  | 'failed'
  | 'killed'
  | 'lost'

/** Colour family of a state; colour means state and nothing else. */
export type Tone = 'active' | 'held' | 'quiet' | 'done' | 'failed'

/** Solid: the run confirmed it. Dashed: asked for, not confirmed yet. Ring: nothing there. */
export type SignShape = 'ring' | 'dashed' | 'solid' | 'octagon'

/** What stands inside a sign. */
export type SignGlyph = 'none' | 'play' | 'bars' | 'square' | 'check' | 'exclamation'

/** How a state looks and what it is called. */
export interface PhaseLook {
  readonly label: string
  readonly tone: Tone
  readonly shape: SignShape
  readonly glyph: SignGlyph
}

/** Every state has its own sign and word besides its colour. */
export const phaseLooks: Readonly<Record<Phase, PhaseLook>> = {
  idle: { label: 'Idle', tone: 'quiet', shape: 'ring', glyph: 'none' },
  starting: { label: 'Starting…', tone: 'active', shape: 'dashed', glyph: 'play' },
  running: { label: 'Running', tone: 'active', shape: 'solid', glyph: 'play' },
  pausing: { label: 'Pausing…', tone: 'held', shape: 'dashed', glyph: 'bars' },
  paused: { label: 'Paused', tone: 'held', shape: 'solid', glyph: 'bars' },
  resuming: { label: 'Resuming…', tone: 'active', shape: 'dashed', glyph: 'play' },
  stopping: { label: 'Stopping…', tone: 'quiet', shape: 'dashed', glyph: 'square' },
  stopped: { label: 'Stopped', tone: 'quiet', shape: 'solid', glyph: 'square' },
  finished: { label: 'Finished', tone: 'done', shape: 'solid', glyph: 'check' },
  failed: { label: 'Failed', tone: 'failed', shape: 'octagon', glyph: 'exclamation' },
  killed: { label: 'Failed', tone: 'failed', shape: 'octagon', glyph: 'exclamation' },
  lost: { label: 'Lost', tone: 'failed', shape: 'octagon', glyph: 'exclamation' },
}

/** How a run's state looks; of one that can't say that it paused the word tells no more than is known. */
export function lookOf(run: Pick<RunView, 'state' | 'own'>): PhaseLook {
  const look = phaseLooks[phaseOf(run)]
  const word = run.state.kind === 'pauseRequested' ? unsaidPause(run) : null
  return word === null ? look : { ...look, label: word }
}

/** What is said of the pause of a run that can't confirm it; null for one that can, or that still works. */
export function unsaidPause({ own }: Pick<RunView, 'own'>): string | null {
  if (own?.confirmation.kind === 'none') return 'Asked to pause'
  return own?.quietSince != null ? 'Probably paused' : null
}

/** Whether a run says in its lines that it paused. */
export function confirmsPauses({ own }: Pick<RunView, 'own'>): boolean {
  return own == null || own.confirmation.kind === 'lines'
}

/** The state's name in the window, from the run's last snapshot. */
export function phaseOf(run: Pick<RunView, 'state'>): Phase {
  const { state } = run
  switch (state.kind) {
    case 'pauseRequested':
      return 'pausing'
    case 'resumeRequested':
      return 'resuming'
    case 'ended':
      return phaseOfOutcome(state.outcome)
    default:
      return state.kind
  }
}

function phaseOfOutcome(outcome: RunOutcome): Phase {
  switch (outcome.kind) {
    case 'completed':
      return 'finished'
    case 'stopped':
    case 'killed':
    case 'lost':
      return outcome.kind
    case 'failed':
    case 'notSpawned':
      return 'failed'
    default:
      return assertNever(outcome)
  }
}

const activePhases: ReadonlySet<Phase> = new Set(['starting', 'running', 'pausing', 'paused', 'resuming', 'stopping'])

/** Whether the run has a process that could see its pause file. */
export function isActive(phase: Phase): boolean {
  return activePhases.has(phase)
}

/** Whether the run couldn't even be started. */
export function neverSpawned(run: Pick<RunView, 'state'>): boolean {
  return run.state.kind === 'ended' && run.state.outcome.kind === 'notSpawned'
}

/** Since when something that is asked for has waited for an answer; null when nothing is waited for. */
export function waitingSince(run: Pick<RunView, 'state'>): number | null {
  const { state } = run
  const waits = ['starting', 'pauseRequested', 'resumeRequested', 'stopping'] as const
  return 'since' in state && waits.some((kind) => kind === state.kind) ? state.since : null
}

/** How long an answer may take before the window says that it's missing, and what can be done. */
export const unconfirmedAfterMs = 30_000
