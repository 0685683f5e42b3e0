import { membersOf, processesOf } from './process-group'
import { hasToken } from './process-marks'
import type { ProcessStat } from './process-stat-linux'

/** The CPU time that a group has used so far, in milliseconds; null where no cheap look tells. */
export function groupCpuMs(leader: number): number | null {
  if (process.platform !== 'linux') return null
  return membersOf(leader).reduce((sum, { cpuTicks }) => sum + cpuTicks * 10, 0)
}

/** All living processes that came of one start, also those that have left its group; empty elsewhere than on Linux. */
export function startedProcesses(leader: number, token: string): readonly ProcessStat[] {
  return processesOf(({ pid, group }) => group === leader || hasToken(pid, token) === 'yes')
}

/** Whether anything of a group is there; on Windows only its leader is known. */
export function isGroupThere(leader: number): boolean {
  if (process.platform === 'linux') return membersOf(leader).length > 0
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, 0)
    return true
  } catch {
    return false // ESRCH; a group of one's own never says anything else.
  }
}
