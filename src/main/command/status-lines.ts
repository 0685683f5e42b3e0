import type { RunState } from '../../shared/run-state'
import { fineDuration } from '../../shared/wording'
import type { RunStatus } from './run-status'

/** The runs for people to read, one in a line. */
export function statusLines(statuses: readonly RunStatus[], now: number): readonly string[] {
  const width = Math.max(...statuses.map(({ name }) => name.length))
  return statuses.map((status) => {
    const parts = [stateWord(status.state), share(status), since(status.state, now)]
    return `${status.name.padEnd(width)}  ${parts.filter((part) => part !== '').join(', ')}`
  })
}

const words: Readonly<Record<Exclude<RunStatus['state']['kind'], 'ended'>, string>> = {
  idle: 'never run',
  starting: 'starting',
  running: 'running',
  pauseRequested: 'pausing',
  paused: 'paused',
  resumeRequested: 'resuming',
  stopping: 'stopping',
}

const ends: Readonly<Record<(RunState & { readonly kind: 'ended' })['outcome']['kind'], string>> = {
  completed: 'finished',
  stopped: 'stopped',
  failed: 'failed',
  killed: 'killed',
  notSpawned: 'couldn’t start',
  lost: 'ended, nobody knows how',
}

function stateWord(state: RunStatus['state']): string {
  if (state.kind !== 'ended') return words[state.kind]
  const { outcome } = state
  return outcome.kind === 'failed' ? `failed with exit code ${outcome.exitCode}` : ends[outcome.kind]
}

function share({ progress }: RunStatus): string {
  return progress ? `${progress.item} of ${progress.total} items` : ''
}

function since(state: RunStatus['state'], now: number): string {
  if (state.kind === 'idle') return ''
  return state.kind === 'ended' ? `${fineDuration(now - state.at)} ago` : `for ${fineDuration(now - state.since)}`
}
