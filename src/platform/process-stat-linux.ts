import { readProcFile } from './proc-file'

/** What /proc/PID/stat tells of a living process. */
export interface ProcessStat {
  readonly pid: number
  /** The process group, named by the pid of its leader. */
  readonly group: number
  /** In clock ticks since the boot. */
  readonly startedAt: string
  /** User and system time, in clock ticks of a hundredth of a second: what Linux shows on every machine. */
  readonly cpuTicks: number
}

/** Reads what there is of a process; `gone` for none, or only its remains, `unknown` where it can't be looked at. */
export function statOnLinux(pid: number): ProcessStat | 'gone' | 'unknown' {
  let stat: string
  try {
    stat = readProcFile(`/proc/${pid}/stat`)
  } catch (error) {
    // ESRCH: it ended between open and read.
    const code = (error as NodeJS.ErrnoException).code
    return code === 'ENOENT' || code === 'ESRCH' ? 'gone' : 'unknown'
  }
  return parseStat(pid, stat)
}

/**
 * Takes the text of a /proc/PID/stat apart.
 *
 * A zombie (Z) or dead (X) process counts as gone: where pid 1 doesn't collect its children they answer `kill(pid, 0)`
 * for ever.
 */
export function parseStat(pid: number, stat: string): ProcessStat | 'gone' | 'unknown' {
  // The name in field 2 may itself hold spaces and brackets, so count after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const state = fields[0]
  if (state === 'Z' || state === 'X' || state === 'x') return 'gone'
  const [group, startedAt] = [Number(fields[2]), fields[19]]
  if (startedAt === undefined || !Number.isSafeInteger(group)) return 'unknown'
  return { pid, group, startedAt, cpuTicks: Number(fields[11]) + Number(fields[12]) }
}
