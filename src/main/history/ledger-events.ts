import { type LedgerActor, type LedgerEvent, outsideActor } from '../../shared/pause-ledger'
import type { PauseFileActor, WrittenNote } from '../../shared/run-notes'

const person: LedgerActor = { owner: 'you', means: 'button', reason: null }

/** Who did something to a pause file. */
export function actorOf(by: PauseFileActor): LedgerActor {
  return by === 'fermata' ? person : outsideActor
}

/** What one of the app's own notes means for the ledger; null when it means nothing. */
export function eventOfNote({ time: at, note }: WrittenNote): LedgerEvent | null {
  if (note.kind === 'pauseFileMade') return { kind: 'asked', at, by: actorOf(note.by) }
  return note.kind === 'pauseFileDeleted' ? { kind: 'released', at, by: actorOf(note.by) } : null
}
