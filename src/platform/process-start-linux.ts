import { readFileSync } from 'node:fs'

/**
 * Start time of a process on Linux, in clock ticks since the boot: `gone`, `unknown` or the number.
 *
 * Read from /proc, so that no `ps` is needed. A zombie (Z) or dead (X) process counts as gone: where pid 1 doesn't
 * collect its children they answer `kill(pid, 0)` for ever.
 */
export function startTimeOnLinux(pid: number): string {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch (error) {
    // ESRCH: it ended between open and read.
    const code = (error as NodeJS.ErrnoException).code
    return code === 'ENOENT' || code === 'ESRCH' ? 'gone' : 'unknown'
  }
  return startTimeInStat(stat)
}

/** Takes the start time (field 22) out of the text of a /proc/PID/stat. */
export function startTimeInStat(stat: string): string {
  // The name in field 2 may itself hold spaces and brackets, so count after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const state = fields[0]
  if (state === 'Z' || state === 'X' || state === 'x') return 'gone'
  return fields[19] ?? 'unknown'
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
