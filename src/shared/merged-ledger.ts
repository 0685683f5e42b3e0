import { isOver, isSameActor, type PauseEntry } from './pause-ledger'

/**
 * A run's pauses as its files tell of them now, together with what was written down of them earlier.
 *
 * Each pause comes out once: it is known again by the line in which the run said it, else by when it was asked for.
 * The files say what happened while the app was closed; what was written down says who asked, where no file does.
 * `firstLine` is the first line that is left of the run's log: pauses before it are known from earlier only.
 */
export function mergedLedger(
  known: readonly PauseEntry[],
  found: readonly PauseEntry[],
  firstLine: number,
): readonly PauseEntry[] {
  const left = new Set(known)
  const merged = found.map((entry) => {
    const same = sameAs(entry, [...left])
    if (!same) return entry
    left.delete(same)
    return filledIn(entry, same)
  })
  const kept = [...left].filter(({ pausedLine }) => pausedLine === null || pausedLine < firstLine).map(concluded)
  return [...kept, ...merged].toSorted((one, other) => beginOf(one) - beginOf(other))
}

function sameAs(entry: PauseEntry, known: readonly PauseEntry[]): PauseEntry | undefined {
  const { pausedLine, askedAt } = entry
  return (
    known.find((one) => pausedLine !== null && one.pausedLine === pausedLine) ??
    known.find((one) => askedAt !== null && one.askedAt === askedAt && fits(one, entry)) ??
    // Asked for before the app was closed, answered meanwhile, and no note of who asked.
    known.find((one) => !isOver(one) && one.pausedLine === null && isAfter(entry, one) && entry.askedBy.length === 0) ??
    known.find((one) => !isOver(one) && one.pausedLine === null && !isOver(entry) && pausedLine === null)
  )
}

function fits(one: PauseEntry, other: PauseEntry): boolean {
  return one.pausedLine === null || other.pausedLine === null || one.pausedLine === other.pausedLine
}

function isAfter(entry: PauseEntry, one: PauseEntry): boolean {
  return (entry.pausedAt ?? 0) >= (one.askedAt ?? 0)
}

function filledIn(entry: PauseEntry, known: PauseEntry): PauseEntry {
  const asked = known.askedBy.length > 0 ? known : entry
  const later = entry.askedBy.filter((one) => !asked.askedBy.some((other) => isSameActor(one, other)))
  return {
    ...entry,
    askedAt: asked.askedAt ?? entry.askedAt,
    askedBy: [...asked.askedBy, ...later],
    item: entry.item ?? known.item,
    releasedAt: entry.releasedAt ?? known.releasedAt,
    releasedBy: entry.releasedBy ?? known.releasedBy,
  }
}

/** A request that nothing is left of has come to nothing while nobody looked. */
function concluded(entry: PauseEntry): PauseEntry {
  return isOver(entry) || entry.pausedAt !== null ? entry : { ...entry, isWithdrawn: true }
}

function beginOf({ askedAt, pausedAt }: PauseEntry): number {
  return askedAt ?? pausedAt ?? 0
}
