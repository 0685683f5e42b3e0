import { execFileSync } from 'node:child_process'

/** Start time of a process on macOS, to the second, as `ps` words it: `gone`, `unknown` or the date. */
export function startTimeOnMac(pid: number): string {
  try {
    const options = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, timeout: 5000 } as const
    const line = execFileSync('/bin/ps', ['-o', 'state=,lstart=', '-p', String(pid)], options).trim()
    const [state = '', ...date] = line.split(/\s+/)
    return state.startsWith('Z') ? 'gone' : date.join(' ') || 'unknown'
  } catch (error) {
    // `ps` leaves with 1 when there is no such process; anything else tells nothing.
    return (error as { status?: unknown }).status === 1 ? 'gone' : 'unknown'
  }
}
