import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { hasCode } from './plain-reason'

/** Sends a signal to all of a group; false when none of it is there any more. Not for Windows, which has no signals. */
export function signalGroup(leader: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-leader, signal)
    return true
  } catch (error) {
    // It has ended since it was looked at.
    if (hasCode(error, 'ESRCH', 'EPERM')) return false
    throw error
  }
}

/** Ends a process and what it started at once, on Windows; `failed` when that can't even be tried. */
export function endTreeOnWindows(pid: number, failed: () => void): void {
  const taskkill = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe')
  spawn(taskkill, ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', failed)
}

/** Makes the file that asks a run to stop where no signal can. */
export function makeStopFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
}
