import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/**
 * Start time of a process on Windows, in 100 ns since 1601 UTC, as PowerShell tells it: `unknown` or the number.
 *
 * Best effort: takes some 300 ms, and other users' processes don't show theirs. Whether it is there at all is known by then.
 */
export function startTimeOnWindows(pid: number): string {
  try {
    const powershell = join(
      process.env.SystemRoot ?? 'C:\\Windows',
      'System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    )
    const script = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`
    const args = ['-NoProfile', '-NonInteractive', '-Command', script]
    const time = execFileSync(powershell, args, { encoding: 'utf8', timeout: 10_000, windowsHide: true }).trim()
    return /^\d+$/.test(time) ? time : 'unknown'
  } catch {
    return 'unknown' // PowerShell is locked down or slow; the caller then never signals by this identity.
  }
}
