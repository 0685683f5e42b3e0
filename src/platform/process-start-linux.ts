import { readFileSync } from 'node:fs'
import { statOnLinux } from './process-stat-linux'

/**
 * Start time of a process on Linux, in clock ticks since the boot: `gone`, `unknown` or the number.
 *
 * Read from /proc, so that no `ps` is needed.
 */
export function startTimeOnLinux(pid: number): string {
  const stat = statOnLinux(pid)
  return typeof stat === 'string' ? stat : stat.startedAt
}

let bootId: string | null | undefined

/** A name for this boot of the machine: ticks since the boot come again after the next one. Null elsewhere than on Linux. */
export function bootIdOnLinux(): string | null {
  if (bootId === undefined) bootId = readBootId()
  return bootId
}

function readBootId(): string | null {
  if (process.platform !== 'linux') return null
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
  } catch {
    return null // Hidden in some containers; pid and start time still tell processes of one boot apart.
  }
}
