import type { History } from './history'

/** How long after the start the history's file is opened: the window comes first. */
const openAfterMs = 3000

/** Opens the history once the runs of earlier starts are taken up and the window has had time to show itself. */
export function openHistoryLater(history: History, opened: Promise<void>): void {
  void opened.then(() => setTimeout(() => void history.open(), openAfterMs))
}
