import type { RunEvidence } from '../shared/run-evidence'
import type { PauseFileActor } from '../shared/run-notes'
import type { RunEvent, RunState } from '../shared/run-state'
import type { ProfileRun } from './profile-run'
import { lastWriteAt } from './run-events'

/** An item that was in work may be counted this long after the run said that it paused. */
const lateItemMs = 1000

/** What a run does, held against what it says. */
export class EvidenceKeeper {
  /** Who deleted the pause file last while the run was there. */
  fileGoneBy: PauseFileActor | null = null
  private lastOutputAt: number | null = null
  /** Items that were done when the run was asked to pause. */
  private itemsWhenAsked: number | null = null
  /** Items that were done at the first count after it said that it paused. */
  private itemsAtRest: number | null = null
  /** When items first went on after that; null while they rest. */
  private wentOnAt: number | null = null

  /** A new run begins, or one is taken up: nothing is seen of it yet. */
  begin(log: string | null): void {
    this.fileGoneBy = null
    this.lastOutputAt = log === null ? null : lastWriteAt(log)
    this.itemsWhenAsked = null
    this.itemsAtRest = null
    this.wentOnAt = null
  }

  /** The run has printed something just now. */
  noteOutput(): void {
    this.lastOutputAt = Date.now()
  }

  /** Its state has become another one. */
  noteState(run: ProfileRun, state: RunState): void {
    if (state.kind === 'paused') {
      this.itemsAtRest = null
      this.wentOnAt = null
    }
    if (state.kind !== 'pauseRequested' || state.contradicted) return
    // How far it was when the app wasn't there is not known.
    this.itemsWhenAsked = run.latest?.replayedUntil == null ? itemsDone(run) : null
  }

  /** What shows that a run works although it says that it paused; null when nothing does. */
  contradiction(run: ProfileRun): RunEvent | null {
    if (run.state.kind !== 'paused') return null
    const at = Date.now()
    const items = this.itemsSinceSaid(run) ?? 0
    if (items === 0) return null
    this.wentOnAt ??= at
    const isLate = this.wentOnAt - run.state.since < lateItemMs || run.latest?.replayedUntil != null
    return items > 1 || !isLate ? { kind: 'itemsWentOn', at } : null
  }

  /** For the window. */
  view(run: ProfileRun): RunEvidence {
    const { state, latest } = run
    const isSaid = state.kind === 'paused' || (state.kind === 'pauseRequested' && state.contradicted === true)
    return {
      leftBehind: latest?.process?.leftBehind ?? null,
      itemsSince: isSaid ? this.itemsSinceSaid(run) : this.itemsSinceAsked(run),
      linesSincePaused: isSaid && latest ? latest.log.linesSincePaused : 0,
      lastOutputAt: this.lastOutputAt,
      fileGoneBy: this.fileGoneBy,
    }
  }

  private itemsSinceAsked(run: ProfileRun): number | null {
    const items = run.state.kind === 'pauseRequested' ? itemsDone(run) : null
    return items === null || this.itemsWhenAsked === null ? null : between(this.itemsWhenAsked, items)
  }

  /** Null as long as nothing can be compared. */
  private itemsSinceSaid(run: ProfileRun): number | null {
    const { latest } = run
    if (!latest || !('since' in run.state)) return null
    const items = itemsInLines(run)
    // One that had counted nothing when it paused is compared with what it counts first.
    if (items !== null) return between(latest.log.summary.pauseSaid?.item ?? (this.itemsAtRest ??= items), items)
    const status = run.status?.status
    // What its status tells is up to half a second old.
    if (!status || status.time < run.state.since + lateItemMs) return null
    this.itemsAtRest ??= status.items.done
    return between(this.itemsAtRest, status.items.done)
  }
}

function itemsInLines({ own, latest }: ProfileRun): number | null {
  return (own ? own.view.progress : latest?.log.progress)?.item ?? null
}

function itemsDone(run: ProfileRun): number | null {
  return itemsInLines(run) ?? run.status?.status?.items.done ?? null
}

/** A counter that begins again has gone on too. */
function between(before: number, now: number): number {
  return now >= before ? now - before : now
}
