import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { hasCode } from '../platform/plain-reason'
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
  const taskkill = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe')
  spawn(taskkill, ['/PID', String(custody.identity.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on(
    'error',
    () => {
      // The window goes on showing the run as there, which it is.
    },
  )
  return true
}

/** Each run leads its own group, so its helpers get the signal too. */
function signalGroup(leader: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-leader, signal)
    return true
  } catch (error) {
    // It has ended since it was looked at.
    if (hasCode(error, 'ESRCH', 'EPERM')) return false
    throw error
  }
}

function makeStopFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
}
