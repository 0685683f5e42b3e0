import type { IpcEvents, RunView } from '../shared/ipc'
import type { RunFacts } from './run-facts'

/** Who is told what happens: the window, if there is one. */
export interface SupervisorListener {
  runChanged(run: RunView): void
  historyChanged(change: IpcEvents['run:historyChanged']): void
  logAppended(change: IpcEvents['log:appended']): void
  /** Profiles were taken in or away, or have another order. */
  runsChanged(runs: readonly RunView[]): void
  /** Keeps the ledger of the runs' pauses; nobody when it's left out. */
  readonly facts?: RunFacts
}
