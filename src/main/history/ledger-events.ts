import type { HoldReason } from '../../shared/holds'
import { type LedgerActor, type LedgerEvent, outsideActor } from '../../shared/pause-ledger'
import type { RunNote, WrittenNote } from '../../shared/run-notes'

/** Who asks for a pause with a hold. */
export function askerOf(reason: HoldReason): LedgerActor {
  if (reason.kind === 'you') return { reason, means: 'button' }
  if (reason.kind === 'quit') return { reason, means: 'quit' }
  return reason.kind === 'outside' ? outsideActor : { reason, means: 'rule' }
}

/** What one of the app's own notes means for the ledger; null when it means nothing. */
export function eventOfNote({ time: at, note }: WrittenNote): LedgerEvent | null {
  switch (note.kind) {
    case 'pauseFileMade':
      return { kind: 'asked', at, by: note.hold ? askerOf(note.hold.reason) : outsideActor }
    case 'holdAdded':
      return { kind: 'asked', at, by: askerOf(note.hold.reason) }
    case 'pauseFileDeleted':
      return { kind: 'released', at, by: releaserIn(note) }
    default:
      return null
  }
}

/** Who ended all holds: a person, unless their time was over or the rule's condition ended by itself. */
function releaserIn({ by, ended, how }: RunNote & { readonly kind: 'pauseFileDeleted' }): LedgerActor {
  if (by === 'outside') return outsideActor
  const [reason] = ended
  if (reason && how === 'timeUp') return { reason, means: 'timer' }
  if (reason && how === 'conditionEnded') return { reason, means: 'rule' }
  return { reason: { kind: 'you' }, means: 'button' }
}
