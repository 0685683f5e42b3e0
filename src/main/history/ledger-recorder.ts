import type { LogLine } from '../../shared/ipc'
import { mergedLedger } from '../../shared/merged-ledger'
import {
  emptyLedger,
  type Ledger,
  type LedgerEvent,
  nextLedger,
  outsideActor,
  type PauseEntry,
} from '../../shared/pause-ledger'
import type { WrittenNote } from '../../shared/run-notes'
import type { LatestRun, ProfileRun } from '../profile-run'
import { lastWriteAt } from '../run-events'
import type { RunFacts } from '../run-facts'
import { askerOf, eventOfNote } from './ledger-events'
import { eventOfMark, scanRun } from './run-scan'
import { figuresOf } from './run-summary'

/** A run whose pauses are being written down. */
export interface LiveRun {
  readonly run: ProfileRun
  readonly latest: LatestRun
  ledger: Ledger
  /** What happens while its files are read for what went before; else null. */
  queue: LedgerEvent[] | null
  /** The first line that is left of its log. */
  firstLine: number
  /** Settles once its files are read. */
  ready: Promise<void>
  /** Whether it may be known already: what was written down of it earlier is still to be put in. */
  isTakenUp: boolean
}

/**
 * Turns what happens to the living runs into their ledgers.
 *
 * Both sources, the log's lines and the app's notes, are files: what happened while the app was closed is read there.
 */
export class LedgerRecorder implements RunFacts {
  private readonly live = new Map<string, LiveRun>()

  constructor(private readonly changed: (live: LiveRun) => void) {}

  /** The runs whose ends aren't written down yet. */
  get runs(): readonly LiveRun[] {
    return [...this.live.values()]
  }

  /** A run whose end isn't written down yet; null for any other. */
  find(runId: string): LiveRun | null {
    return this.live.get(runId) ?? null
  }

  /** Says that a run's end is written down. */
  forget(runId: string): void {
    this.live.delete(runId)
  }

  noted(run: ProfileRun, latest: LatestRun, written: WrittenNote): void {
    // Before its lines are read again nothing is known of it; the note will be found among the others.
    if (latest.replayedUntil !== null) return
    const { ended, runId } = latest.record
    const isEnd = written.note.kind === 'ended'
    const event: LedgerEvent | null = isEnd ? { kind: 'ended', at: ended?.at ?? written.time } : eventOfNote(written)
    const isStart = written.note.kind === 'started'
    if (!event && !isStart) return
    const live = this.live.get(runId) ?? this.begin(run, latest)
    const events = isStart ? heldAtStart(run, latest) : event ? [event] : []
    this.take(live, events, isStart || isEnd)
  }

  lineRead(run: ProfileRun, latest: LatestRun, line: LogLine): void {
    if (line.mark !== 'paused' && line.mark !== 'resumed') return
    const live = this.live.get(latest.record.runId)
    if (!live) return
    const { item } = figuresOf(run, latest)
    this.take(live, [eventOfMark(line, line.time ?? Date.now(), item)])
  }

  takenUp(run: ProfileRun, latest: LatestRun, isAlive: boolean): void {
    const live = this.begin(run, latest)
    const present = isAlive ? presentOf(run) : []
    live.isTakenUp = true
    live.queue = []
    const { byteCount } = latest.log.summary
    live.ready = scanRun(latest.folder, {
      lastWrittenAt: lastWriteAt(latest.folder.log),
      end: byteCount,
      words: run.own?.words,
    }).then((scan) => {
      const queue = live.queue ?? []
      live.queue = null
      live.firstLine = scan.firstLine
      live.ledger = [...present, ...queue].reduce(nextLedger, scan.ledger)
      this.changed(live)
    })
  }

  /** Puts in what was written down of a taken up run earlier. */
  complete(live: LiveRun, known: readonly PauseEntry[]): void {
    if (!live.isTakenUp) return
    live.isTakenUp = false
    live.ledger = { ...live.ledger, entries: mergedLedger(known, live.ledger.entries, live.firstLine) }
  }

  private begin(run: ProfileRun, latest: LatestRun): LiveRun {
    const live: LiveRun = {
      ...{ run, latest, ledger: emptyLedger, queue: null, firstLine: 1 },
      ...{ ready: Promise.resolve(), isTakenUp: false },
    }
    this.live.set(latest.record.runId, live)
    return live
  }

  /** `isNews`: to be written down even if it changes no pause. */
  private take(live: LiveRun, events: readonly LedgerEvent[], isNews = false): void {
    if (live.queue) {
      live.queue.push(...events)
      return
    }
    const ledger = events.reduce(nextLedger, live.ledger)
    if (ledger === live.ledger && !isNews) return
    live.ledger = ledger
    this.changed(live)
  }
}

/** Who held the run before it was there. */
function heldAtStart(run: ProfileRun, latest: LatestRun): readonly LedgerEvent[] {
  if (run.pauseFile.found().kind === 'nothing') return []
  return run.holds.list.map(({ reason }) => ({ kind: 'asked', at: latest.record.startedAt, by: askerOf(reason) }))
}

/** What the holds say now of a pause that began or ended while the app was closed. */
function presentOf(run: ProfileRun): readonly LedgerEvent[] {
  if (run.pauseFile.found().kind === 'nothing') return [{ kind: 'released', at: Date.now(), by: outsideActor }]
  return run.holds.list.map(({ reason, since }) => ({ kind: 'asked', at: since, by: askerOf(reason) }))
}
