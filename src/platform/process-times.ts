import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readProcFile } from './proc-file'

const run = promisify(execFile)

/** The CPU time that a process has used so far, on Linux with that of its children that have ended. */
export interface ProcessTime {
  readonly pid: number
  readonly parent: number
  /** Null where there are no process groups. */
  readonly group: number | null
  readonly cpuMs: number
}

/** All processes there are, with their CPU time; null where the system doesn't tell. */
export async function readProcessTimes(): Promise<readonly ProcessTime[] | null> {
  if (process.platform === 'linux') return timesOnLinux()
  try {
    if (process.platform === 'darwin') {
      const args = ['-A', '-o', 'pid=,ppid=,pgid=,time=']
      const { stdout } = await run('/bin/ps', args, { env: { ...process.env, LC_ALL: 'C' }, timeout: 5000 })
      return stdout.split('\n').flatMap((line) => timeInPs(line) ?? [])
    }
    return process.platform === 'win32' ? await timesOnWindows() : null
  } catch {
    return null // Not there, locked down or too slow: nothing is known.
  }
}

/** The CPU time of all processes that began with one of `roots`: they, what they started, and their groups. */
export function cpuMsOf(all: readonly ProcessTime[], roots: ReadonlySet<number>): number {
  const own = new Set(roots)
  const rest = new Set(all)
  let total = 0
  // Children can have smaller pids than their parents, so it takes as many rounds as there are generations.
  for (let found = true; found; ) {
    found = false
    for (const one of rest) {
      const isOwn = own.has(one.pid) || own.has(one.parent) || (one.group !== null && roots.has(one.group))
      if (!isOwn) continue
      own.add(one.pid)
      rest.delete(one)
      total += one.cpuMs
      found = true
    }
  }
  return total
}

/** Ticks of /proc are hundredths of a second for every program, whatever the kernel's own clock is. */
const tickMs = 10

function timesOnLinux(): readonly ProcessTime[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      return timeInStat(readProcFile(`/proc/${name}/stat`)) ?? []
    } catch {
      return [] // It ended meanwhile.
    }
  })
}

/** What the text of a /proc/PID/stat says. */
export function timeInStat(stat: string): ProcessTime | null {
  // The name in field 2 may itself hold spaces and brackets, so count after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [parent, group] = [Number(fields[1]), Number(fields[2])]
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  const pid = Number.parseInt(stat, 10)
  return [pid, parent, group, ticks].every(Number.isFinite) ? { pid, parent, group, cpuMs: ticks * tickMs } : null
}

/** What a line of `ps -o pid=,ppid=,pgid=,time=` says; the time is `MM:SS.CC`, with hours and days before it. */
export function timeInPs(line: string): ProcessTime | null {
  const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)\s*$/.exec(line)
  if (!match) return null
  const [, pid, parent, group, days = 0, hours = 0, minutes, seconds] = match
  const cpuSeconds = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
  return { pid: Number(pid), parent: Number(parent), group: Number(group), cpuMs: Math.round(cpuSeconds * 1000) }
}

async function timesOnWindows(): Promise<readonly ProcessTime[]> {
  const powershell = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32\\WindowsPowerShell\\v1.0\\powershell.exe')
  const script =
    'Get-CimInstance Win32_Process -Property ProcessId,ParentProcessId,KernelModeTime,UserModeTime | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.KernelModeTime + $_.UserModeTime)" }'
  const args = ['-NoProfile', '-NonInteractive', '-Command', script]
  const { stdout } = await run(powershell, args, { timeout: 15_000, windowsHide: true, maxBuffer: 4 * 1024 * 1024 })
  return stdout.split('\n').flatMap((line) => timeInWindowsList(line) ?? [])
}

/** What a line of the list says: pid, parent, and the time in 100 ns. */
export function timeInWindowsList(line: string): ProcessTime | null {
  const match = /^(\d+) (\d+) (\d+)\s*$/.exec(line)
  if (!match) return null
  return { pid: Number(match[1]), parent: Number(match[2]), group: null, cpuMs: Number(match[3]) / 10_000 }
}
