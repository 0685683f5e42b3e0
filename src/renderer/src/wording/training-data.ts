import { refusedExitCode } from '../../../shared/drift-line'
import type { RunView, TrainingData } from '../../../shared/ipc'
import { isActive, phaseOf } from './phase'

/** What a training can learn from, in the user's words. */
export interface DataWords {
  readonly title: string
  readonly text: string
  /** What the choice means for the saved progress; null when nothing needs to be said. */
  readonly note: string | null
  /** Why nothing else can be chosen now; null when it can. */
  readonly off: string | null
}

/** What each kind of data is called where it is chosen. */
export const dataChoices: readonly { readonly kind: TrainingData['kind']; readonly label: string }[] = [
  { kind: 'sample', label: 'Sample listings' },
  { kind: 'collected', label: 'Collected listings' },
  { kind: 'file', label: 'Choose a file…' },
]

/** What is said of the data of a run; null for a run without such a choice. */
export function dataWords(run: RunView): DataWords | null {
  if (!run.data) return null
  const note = startsOver(run) ? 'The saved progress belongs to other data. Start over to learn from these.' : null
  const off = isActive(phaseOf(run)) ? `Stop ${run.name} first to choose other data` : null
  return { ...namesOf(run.data.chosen), note, off }
}

/** Whether the saved progress belongs to other data than is chosen, so that the run can only begin anew. */
export function startsOver(run: RunView): boolean {
  const phase = phaseOf(run)
  const wasUsed = !isActive(phase) && phase !== 'idle' && phase !== 'finished' && !wasRefused(run)
  return run.data?.isOther === true && wasUsed
}

/** Such a run has left the saved progress as it was: whose that is only the program knows, and says. */
function wasRefused({ state }: RunView): boolean {
  return state.kind === 'ended' && state.outcome.kind === 'failed' && state.outcome.exitCode === refusedExitCode
}

function namesOf(data: TrainingData): { readonly title: string; readonly text: string } {
  switch (data.kind) {
    case 'sample':
      return { title: 'Sample listings', text: 'Diamonds with their prices, as they come with Fermata.' }
    case 'collected':
      return { title: 'Collected listings', text: 'What the Collector has in collector.db when the training starts.' }
    case 'file':
      return { title: data.path.split(/[/\\]/).at(-1) ?? data.path, text: data.path }
  }
}
