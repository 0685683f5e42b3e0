import type { HoldReason } from './holds'

/** By what a pause was asked for or ended. `timer`: a person's own pause had a time at which it was to end. */
export type LedgerMeans = 'button' | 'file' | 'rule' | 'timer' | 'quit'

/** Who asked for a pause or ended it, and how. */
export interface LedgerActor {
  readonly reason: HoldReason
  readonly means: LedgerMeans
}

/** Someone or something made or deleted the file itself. */
export const outsideActor: LedgerActor = { reason: { kind: 'outside' }, means: 'file' }

/**
 * One pause of a run, from its request to its end. Times are milliseconds since the epoch, lines count from 1.
 *
 * What is null has not happened, or nobody saw it: the app may have been closed.
 */
export interface PauseEntry {
  readonly askedAt: number | null
  /** In the order in which they came to hold the run; empty while nobody is known. */
  readonly askedBy: readonly LedgerActor[]
  /** When the run said that it stands still, in which line, and how many items it had done then. */
  readonly pausedAt: number | null
  readonly pausedLine: number | null
  readonly item: number | null
  /** When the pause file went, and by whom. */
  readonly releasedAt: number | null
  readonly releasedBy: LedgerActor | null
  readonly resumedAt: number | null
  readonly resumedLine: number | null
  /** When the run ended, if it did so before it had answered or resumed. */
  readonly endedAt: number | null
  /** The file went before the run had answered. */
  readonly isWithdrawn: boolean
}

/** What happens around a pause. `asked` and `released` tell of the pause file's coming and going. */
export type LedgerEvent =
  | { readonly kind: 'asked'; readonly at: number; readonly by: LedgerActor }
  | { readonly kind: 'released'; readonly at: number; readonly by: LedgerActor }
  | { readonly kind: 'pausedLineRead'; readonly at: number; readonly line: number; readonly item: number | null }
  | { readonly kind: 'resumedLineRead'; readonly at: number; readonly line: number }
  | { readonly kind: 'ended'; readonly at: number }

/** A run's pauses, oldest first; the last one may still go on. */
export interface Ledger {
  readonly entries: readonly PauseEntry[]
  /** The file came again before the run had noticed that it was gone: whether that is a new pause the run decides. */
  readonly again: Again | null
}

interface Again {
  readonly at: number
  readonly by: LedgerActor
  readonly before: Pick<PauseEntry, 'releasedAt' | 'releasedBy' | 'askedBy'>
}

/** The ledger of a run that was never paused. */
export const emptyLedger: Ledger = { entries: [], again: null }

const emptyEntry: PauseEntry = {
  askedAt: null,
  askedBy: [],
  pausedAt: null,
  pausedLine: null,
  item: null,
  releasedAt: null,
  releasedBy: null,
  resumedAt: null,
  resumedLine: null,
  endedAt: null,
  isWithdrawn: false,
}

/** How long after its file was gone a run can still answer: it looked just before, and saves before it says so. */
const lateAnswerMs = 10_000

/**
 * The pauses after one more event; the same object when the event changes nothing.
 *
 * The run's own lines decide what one pause is. A look at the file can come after the line that answers it, so an
 * asker who is heard of late is put into the pause that has begun already, and likewise who ended it.
 */
export function nextLedger(ledger: Ledger, event: LedgerEvent): Ledger {
  switch (event.kind) {
    case 'asked':
      return afterAsked(ledger, event.at, event.by)
    case 'released':
      return afterReleased(ledger, event.at, event.by)
    case 'pausedLineRead':
      return afterPausedLine(ledger, event)
    case 'resumedLineRead':
      return afterResumedLine(ledger, event)
    case 'ended':
      return afterEnd(ledger, event.at)
  }
}

/** Whether nothing more can come of a pause. */
export function isOver(entry: PauseEntry): boolean {
  return entry.isWithdrawn || entry.resumedAt !== null || entry.endedAt !== null
}

/** How long the run stood still for a pause, up to `now` while it goes on. */
export function lengthOfPause(entry: PauseEntry, now: number): number {
  if (entry.pausedAt === null) return 0
  return Math.max(0, (entry.resumedAt ?? entry.endedAt ?? now) - entry.pausedAt)
}

/** Whether two are the same holder: a rule's figures differ each time. */
export function isSameActor({ reason: one }: LedgerActor, { reason: other }: LedgerActor): boolean {
  if (one.kind === 'window') return other.kind === 'window' && one.name === other.name
  if (one.kind === 'rateLimit') return other.kind === 'rateLimit' && one.host === other.host
  return one.kind === other.kind
}

/** Who asked for a pause: what nobody saw happened outside the app. */
export function askersOf(entry: PauseEntry): readonly LedgerActor[] {
  return entry.askedBy.length > 0 ? entry.askedBy : [outsideActor]
}

/** Who ended a pause; null while nobody has. */
export function releaserOf(entry: PauseEntry): LedgerActor | null {
  if (entry.releasedBy) return entry.releasedBy
  return entry.resumedAt === null ? null : outsideActor
}

function afterAsked(ledger: Ledger, at: number, by: LedgerActor): Ledger {
  const last = lastOf(ledger)
  if (!last || isOver(last)) return added(ledger, { ...emptyEntry, askedAt: at, askedBy: [by] })
  if (last.askedBy.length === 0) return changed(ledger, { askedAt: Math.min(at, last.pausedAt ?? at), askedBy: [by] })
  const askedBy = last.askedBy.some((one) => isSameActor(one, by)) ? last.askedBy : [...last.askedBy, by]
  if (last.releasedAt === null) return askedBy === last.askedBy ? ledger : changed(ledger, { askedBy })
  const { releasedAt, releasedBy } = last
  const goesOn = changed(ledger, { releasedAt: null, releasedBy: null, askedBy })
  return { ...goesOn, again: { at, by, before: { releasedAt, releasedBy, askedBy: last.askedBy } } }
}

function afterReleased(ledger: Ledger, at: number, by: LedgerActor): Ledger {
  const last = lastOf(ledger)
  if (!last) return ledger
  if (isOver(last)) {
    const isUnknown = last.resumedAt !== null && last.releasedBy === null
    return isUnknown ? changed(ledger, { releasedAt: Math.min(at, last.resumedAt ?? at), releasedBy: by }) : ledger
  }
  if (last.releasedAt !== null) return ledger
  const isWithdrawn = last.pausedAt === null
  return { ...changed(ledger, { releasedAt: at, releasedBy: by, isWithdrawn }), again: null }
}

function afterPausedLine(ledger: Ledger, event: LedgerEvent & { readonly kind: 'pausedLineRead' }): Ledger {
  const last = lastOf(ledger)
  const answer = { pausedAt: event.at, pausedLine: event.line, item: event.item }
  if (last?.isWithdrawn && event.at - (last.releasedAt ?? 0) <= lateAnswerMs)
    return changed(ledger, { ...answer, isWithdrawn: false })
  if (!last || isOver(last)) return added(ledger, { ...emptyEntry, ...answer })
  if (last.pausedAt === null)
    return changed(ledger, { ...answer, askedAt: Math.min(last.askedAt ?? event.at, event.at) })
  // Said once more without having resumed: it still stands still, unless the file had gone in between.
  if (last.releasedAt === null && !ledger.again) return ledger
  return afterPausedLine(afterResumedLine(ledger, { kind: 'resumedLineRead', at: event.at, line: event.line }), event)
}

function afterResumedLine(ledger: Ledger, event: LedgerEvent & { readonly kind: 'resumedLineRead' }): Ledger {
  const last = lastOf(ledger)
  if (!last || isOver(last) || last.pausedAt === null) return ledger
  const { again } = ledger
  const resumed = changed(ledger, { ...again?.before, resumedAt: event.at, resumedLine: event.line })
  if (!again) return resumed
  return added(resumed, { ...emptyEntry, askedAt: again.at, askedBy: [again.by] })
}

function afterEnd(ledger: Ledger, at: number): Ledger {
  const last = lastOf(ledger)
  return last && !isOver(last) ? { ...changed(ledger, { endedAt: at }), again: null } : ledger
}

function lastOf({ entries }: Ledger): PauseEntry | undefined {
  return entries.at(-1)
}

function added({ entries }: Ledger, entry: PauseEntry): Ledger {
  return { entries: [...entries, entry], again: null }
}

function changed({ entries, again }: Ledger, change: Partial<PauseEntry>): Ledger {
  const last = entries.at(-1) ?? emptyEntry
  return { entries: [...entries.slice(0, -1), { ...last, ...change }], again }
}
