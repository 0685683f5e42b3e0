import { uptime } from 'node:os'
import { bootIdOnLinux } from '../platform/process-start-linux'
import type { FoundRun } from '../shared/run-evidence'
import type { Seen } from './presence'
import type { LatestRun } from './profile-run'

/** What was found of a run that an earlier start of the app had begun and `seen`, once its log is read. */
export function foundRun(latest: LatestRun, seen: Seen | null): FoundRun {
  const { lineCount } = latest.log.summary
  if (!latest.process) {
    const lastLine = latest.log.latestLines().at(-1)?.message.trim() || null
    return { kind: 'ended', machineRestarted: wasMachineRestarted(latest), lastLine }
  }
  // A log that has become shorter was emptied by hand.
  const before = seen && seen.lineCount <= lineCount ? seen.lineCount : lineCount
  const lines = { firstLine: before + 1, lineCount: lineCount - before, isExact: seen?.isClosed ?? false }
  return { kind: 'reattached', closedFrom: seen?.at ?? null, openedAt: Date.now(), ...lines }
}

function wasMachineRestarted({ record: { identity, startedAt } }: LatestRun): boolean {
  const now = bootIdOnLinux()
  if (identity?.bootId && now !== null) return identity.bootId !== now
  // Elsewhere nothing names a boot, but each has begun at some time.
  return now === null && startedAt < Date.now() - uptime() * 1000
}
