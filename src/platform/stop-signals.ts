import { readFileSync } from 'node:fs'

/**
 * The signals that ask a run to stop on this system.
 *
 * SIGBREAK is Ctrl+Break on Windows. A run started with `nohup` must live on after its terminal is closed, so a SIGHUP
 * that was ignored at the start stays ignored.
 */
export function stopSignals(): readonly NodeJS.Signals[] {
  if (process.platform === 'win32') return ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP']
  return isHangupIgnored() ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
}

function isHangupIgnored(): boolean {
  if (process.platform !== 'linux') return false
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? '0'
    return (BigInt(`0x${mask}`) & 1n) === 1n // SIGHUP is signal 1, the lowest bit.
  } catch {
    return false // No /proc here: listening is what a run does anyway.
  }
}
