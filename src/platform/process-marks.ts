import { readFileSync, statSync } from 'node:fs'

/** The variable that gives each run a secret of its own, which no other process has. */
export const tokenVariable = 'FERMATA_RUN_TOKEN'

/** What a run's own processes carry: a random word in their environment, and output that goes into the run's log. */
export interface RunMarks {
  /** Null for a run that was started before there were tokens. */
  readonly token: string | null
  readonly log: string
}

/** A token as the app makes them: anything else in a record proves nothing. */
export function isToken(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text)
}

/**
 * Whether a process carries a run's marks; `unknown` where this system, or another user's process, doesn't tell.
 *
 * One of the two is enough: some programs overwrite their environment to change the name they are listed under, others
 * send their output elsewhere. No process gets either by chance.
 */
export function carriesMarks(pid: number, marks: RunMarks): 'yes' | 'no' | 'unknown' {
  if (process.platform !== 'linux') return 'unknown'
  const byToken = hasToken(pid, marks.token)
  const byLog = byToken === 'yes' ? byToken : writesInto(pid, marks.log)
  if (byLog === 'yes') return 'yes'
  return byToken === 'unknown' || byLog === 'unknown' ? 'unknown' : 'no'
}

/** Whether a process has a token in its environment; `unknown` where that can't be read. */
export function hasToken(pid: number, token: string | null): 'yes' | 'no' | 'unknown' {
  if (token === null || !isToken(token)) return 'no'
  const environment = looked(() => readFileSync(`/proc/${pid}/environ`, 'latin1'))
  if (environment === null) return 'unknown'
  return environment.split('\0').includes(`${tokenVariable}=${token}`) ? 'yes' : 'no'
}

function writesInto(pid: number, log: string): 'yes' | 'no' | 'unknown' {
  const file = looked(() => statSync(log, { bigint: true }))
  if (!file) return 'no'
  for (const descriptor of [1, 2]) {
    const open = looked(
      () => statSync(`/proc/${pid}/fd/${descriptor}`, { bigint: true, throwIfNoEntry: false }) ?? 'none',
    )
    if (open === null) return 'unknown'
    if (open !== 'none' && open.dev === file.dev && open.ino === file.ino) return 'yes'
  }
  return 'no'
}

/** What a look finds; null where it isn't allowed, or the process has just ended. */
function looked<Found>(look: () => Found): Found | null {
  try {
    return look()
  } catch {
    return null // Whatever the reason, nothing is known, and nothing is done by it.
  }
}
