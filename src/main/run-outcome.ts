import type { LineMark } from '../shared/run-lines'
import type { RunOutcome } from '../shared/run-state'

/** What a run that saved its progress and left says to its parent. */
const stoppedExitCode = 130

/** How a process left: with a code, or by a signal. */
export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** How a run ended, by its exit. `wasAsked`: the app had asked it to stop. */
export function outcomeOfExit({ code, signal }: Exit, wasAsked: boolean): RunOutcome {
  if (code === 0) return { kind: 'completed' }
  if (code === stoppedExitCode) return { kind: 'stopped' }
  // A program without a handler ends by the very signal that asked it; 128 + the signal's number says the same.
  if (wasAsked && (signal === 'SIGINT' || signal === 'SIGTERM' || code === 143)) return { kind: 'stopped' }
  if (signal !== null) return { kind: 'killed', signal }
  return { kind: 'failed', exitCode: code ?? 1 }
}

/** What a run says last before it leaves as it should. */
export type LastWord = LineMark & ('saved' | 'modelSaved')

/** How a run ended whose exit nobody saw, by its last word. */
export function outcomeOfLastWord(word: LastWord | null): RunOutcome {
  if (word === null) return { kind: 'lost' }
  return word === 'saved' ? { kind: 'stopped' } : { kind: 'completed' }
}
