import { powerMonitor } from 'electron'
import { History, type HistoryOwner } from './history'

/** How long after the start the history's file is opened: the window comes first. */
const openAfterMs = 3000

/** The app's history; its file is opened a little later, once the runs of earlier starts are taken up, or when asked for. */
export function keepHistory(stateFolder: string, owner: HistoryOwner): History {
  const history = new History(stateFolder, owner)
  let asleepSince: number | null = null
  powerMonitor.on('suspend', () => {
    asleepSince = Date.now()
  })
  powerMonitor.on('resume', () => {
    if (asleepSince !== null) history.slept(Date.now() - asleepSince)
    asleepSince = null
  })
  return history
}

/** Opens the history once the window has had time to show itself. */
export function openHistoryLater(history: History, opened: Promise<void>): void {
  void opened.then(() => setTimeout(() => void history.open(), openAfterMs))
}
