import { readdirSync } from 'node:fs'
import { readProcFile } from './proc-file'
import { type ProcessStat, statOnLinux } from './process-stat-linux'

/** The living processes of a group; empty elsewhere than on Linux, where no cheap look finds them. */
export function membersOf(group: number): readonly ProcessStat[] {
  return processesOf((stat) => stat.group === group)
}

/** Those of some processes that live and are in a group: much cheaper than to look for all of its members. */
export function stillIn(group: number, pids: Iterable<number>): readonly ProcessStat[] {
  return [...pids].flatMap((pid) => {
    const stat = statOnLinux(pid)
    return typeof stat !== 'string' && stat.group === group ? [stat] : []
  })
}

/** The living processes that lead a group of their own. */
export function groupLeaders(): readonly ProcessStat[] {
  return processesOf((stat) => stat.group === stat.pid)
}

/** How much memory a process holds, in bytes; 0 when it has just ended. Pages that it shares with others count. */
export function memoryOf(pid: number): number {
  try {
    const status = readProcFile(`/proc/${pid}/status`)
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024
  } catch {
    return 0 // It ended between two looks.
  }
}

/** The living processes that a look picks; none elsewhere than on Linux. */
export function processesOf(isMeant: (stat: ProcessStat) => boolean): readonly ProcessStat[] {
  if (process.platform !== 'linux') return []
  const found: ProcessStat[] = []
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = statOnLinux(Number(name))
    if (typeof stat !== 'string' && isMeant(stat)) found.push(stat)
  }
  return found
}
