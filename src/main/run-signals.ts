import { endTreeOnWindows, makeStopFile, signalGroup } from '../platform/group-signals'
import { isOurs, type RunCustody } from './run-custody'

/** What a run is asked to stop by: Ctrl+C, or what services and containers use. */
export type StopSignal = 'SIGINT' | 'SIGTERM'

/**
 * Asks a run to save and leave: a signal to its group, on Windows, where no Ctrl+C can be sent from outside, a stop file.
 *
 * False when the process can't be proven to be the run: then nothing is sent.
 */
export function askToStop(custody: RunCustody, stopFile: string, signal: StopSignal): boolean {
  if (!isOurs(custody)) return false
  if (process.platform !== 'win32') return signalGroup(custody.identity.pid, signal)
  makeStopFile(stopFile)
  return true
}

/** Ends a run at once, with all that it started; false when it can't be proven to be the run. */
export function forceToStop(custody: RunCustody): boolean {
  if (!isOurs(custody)) return false
  if (process.platform !== 'win32') return signalGroup(custody.identity.pid, 'SIGKILL')
  endTreeOnWindows(custody.identity.pid, () => {
    // The window goes on showing the run as there, which it is.
  })
  return true
}
