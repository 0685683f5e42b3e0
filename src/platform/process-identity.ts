import { bootIdOnLinux, startTimeOnLinux } from './process-start-linux'
import { startTimeOnMac } from './process-start-mac'
import { startTimeOnWindows } from './process-start-windows'

/**
 * Which process a pid meant at the time it was written down.
 *
 * Pids are used again: only pid, start time and boot together name one process. A null says that this system didn't
 * tell, and then the pid alone has to do for "is it there", and is never enough to send it a signal.
 */
export interface ProcessIdentity {
  readonly pid: number
  /** When it started, in the system's own unit: compare it, never calculate with it. */
  readonly startedAt: string | null
  readonly bootId: string | null
}

/** Names a process that is there now; null when there is none, or only its remains (a zombie). */
export function identityOf(pid: number): ProcessIdentity | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null
  const startedAt = startTimeOf(pid)
  if (startedAt === 'gone') return null
  return { pid, startedAt: startedAt === 'unknown' ? null : startedAt, bootId: bootIdOnLinux() }
}

/** Says whether the very process that was named is still there. */
export function isAlive(identity: ProcessIdentity): boolean {
  const now = identityOf(identity.pid)
  if (!now) return false
  return sameWhereKnown(identity.startedAt, now.startedAt) && sameWhereKnown(identity.bootId, now.bootId)
}

/** Says whether a named process is there and proven to be the one that was meant, so that it may be sent a signal. */
export function isProven(identity: ProcessIdentity): boolean {
  return identity.startedAt !== null && identityOf(identity.pid)?.startedAt === identity.startedAt && isAlive(identity)
}

/** Says whether any process has this pid now: quick on every system, and enough to know that what is named by it is gone. */
export function isPidInUse(pid: number): boolean {
  return process.platform === 'linux' ? startTimeOnLinux(pid) !== 'gone' : answersSignalZero(pid)
}

function sameWhereKnown(before: string | null, now: string | null): boolean {
  return before === null || now === null || before === now
}

/** `gone`, `unknown` (it is there, its start isn't known) or the start time. */
function startTimeOf(pid: number): string {
  if (process.platform === 'linux') return startTimeOnLinux(pid)
  if (!answersSignalZero(pid)) return 'gone'
  if (process.platform === 'darwin') return startTimeOnMac(pid)
  return process.platform === 'win32' ? startTimeOnWindows(pid) : 'unknown'
}

function answersSignalZero(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there, but it is someone else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
