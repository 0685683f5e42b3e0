import type { Hold, HoldOwner, HoldReason } from '../../../shared/holds'
import type { RunView } from '../../../shared/ipc'
import { bytes, clock, clockSeconds, fineDuration, NBSP, sinceTime } from '../../../shared/wording'
import { holdName, listed, numberWord } from '../../../shared/hold-words'

/** One hold in the card of a paused run, and how to let go of it. */
export interface HoldRow {
  readonly owner: HoldOwner
  readonly kind: HoldReason['kind']
  readonly title: string
  readonly detail: string
  /** What its button says, and what it is called for people who don't see its row. */
  readonly release: string
  readonly releaseName: string
}

/** The holds of a run, oldest first. */
export function holdRows(run: RunView, now: number): readonly HoldRow[] {
  return run.holds.map((hold) => {
    const { title, name } = holdName(hold.reason)
    const release = releaseWord(hold.reason)
    return {
      owner: hold.owner,
      kind: hold.reason.kind,
      title,
      detail: detailOf(run, hold, now),
      release,
      releaseName: `${release}: ${name}`,
    }
  })
}

/** The line above the list of holds: how many there are and what Resume does. */
export function holdsSummary(run: RunView): string {
  const [first, ...others] = run.holds
  if (!first)
    return `Nobody holds it any more, but ${run.pauseFile.name} is still there. Fermata goes on trying to delete it.`
  if (others.length > 0)
    return `Held by ${numberWord(others.length + 1)}. Resume releases ${others.length === 1 ? 'both' : 'all'}.`
  if (first.owner === 'outside') return 'Held by one. Resume deletes the file.'
  if (first.owner === 'you' || first.owner === 'quit') return 'Held by one. Resume releases it.'
  return 'Held by one. The run resumes when it is gone.'
}

/** Who keeps the run paused: `you and the battery rule`. */
export function holders(run: RunView): string {
  const { found } = run.pauseFile
  const names = youFirst(run.holds).map(({ reason }) =>
    reason.kind === 'outside' && found.kind === 'folder' ? 'a folder made outside Fermata' : holdName(reason).by,
  )
  return listed(names) || 'nobody any more'
}

/** How long a run is still held by the only one who holds it, when that ends by itself; else null. */
export function timeLeft(run: RunView, now: number): string | null {
  const [only, ...others] = run.holds
  return only?.until == null || others.length > 0 ? null : `${fineDuration(only.until - now)} left`
}

/** The holders in the sidebar: `you + 1`, `by a file`; empty for you alone. */
export function holdersShort(run: RunView): string {
  const [first, ...others] = youFirst(run.holds)
  const more = others.length > 0 ? `${NBSP}+${NBSP}${others.length}` : ''
  if (!first) return ''
  if (first.owner === 'you') return more && `you${more}`
  return `${first.owner === 'outside' ? 'by a file' : holdName(first.reason).actor}${more}`
}

function youFirst(holds: readonly Hold[]): readonly Hold[] {
  const isYours = ({ owner }: Hold) => owner === 'you'
  return [...holds.filter(isYours), ...holds.filter((hold) => !isYours(hold))]
}

function releaseWord({ kind }: HoldReason): string {
  if (kind === 'outside') return 'Delete file'
  if (kind === 'window') return 'Skip this one'
  if (kind === 'rateLimit') return 'Resume now'
  return kind === 'you' || kind === 'quit' ? 'Release' : 'Ignore this time'
}

function detailOf(run: RunView, { reason, since, until }: Hold, now: number): string {
  const left = until === null ? '' : `, ${fineDuration(until - now)} left`
  const at = exactTime(since, now)
  switch (reason.kind) {
    case 'you':
      return `Pause button in Fermata, ${at}${until === null ? '' : `. Until ${untilTime(until, now)}${left}`}`
    case 'outside':
      return outsideDetail(run, since, now)
    case 'quit':
      return `Since Fermata was quit, ${at}`
    case 'window':
      return until === null ? `Since ${at}` : `Since ${at}. Ends at ${untilTime(until, now)}${left}`
    case 'rateLimit':
      return until === null ? `Since ${at}` : `Since ${at}. Resumes at ${clockSeconds(until)}${left}`
    case 'battery':
      return `Unplugged at ${clock(since)}${charge(reason.percent)}. Released once mains power is back.`
    case 'otherPrograms':
      return `They took ${reason.percent}${NBSP}% of the CPU for ${reason.minutes}${NBSP}min at ${clock(since)}. Released once they are quiet.`
    case 'lowMemory':
      return `${bytes(reason.freeBytes)} free at ${clock(since)}. Released once there is more.`
    case 'lowDisk':
      return `${bytes(reason.freeBytes)} free in ${reason.folder} at ${clock(since)}. Released once there is more.`
  }
}

function outsideDetail({ pauseFile: { name, found } }: RunView, since: number, now: number): string {
  const says = found.kind !== 'nothing' && found.firstLine ? `, says “${found.firstLine}”` : ''
  const at = exactTime(since, now)
  return `${name} appeared ${at.includes('at') ? at : `at ${at}`}${says}`
}

function charge(percent: number | null): string {
  return percent === null ? '' : `, ${percent}${NBSP}% charge`
}

/** The time of day to the second, or the day and the time. */
function exactTime(ms: number, now: number): string {
  const time = sinceTime(ms, now)
  return time.includes('at') ? time : clockSeconds(ms)
}

/** The time of day of an end, with `tomorrow` or the day where it isn't today's. */
export function untilTime(until: number, now: number): string {
  const days = Math.round((new Date(until).setHours(0, 0, 0, 0) - new Date(now).setHours(0, 0, 0, 0)) / 86_400_000)
  if (days <= 0) return clock(until)
  return days === 1 ? `${clock(until)} tomorrow` : sinceTime(until, now).replace(/^on /, '')
}
