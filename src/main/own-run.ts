import { type LineWords, lineWordsOf } from '../log-files/line-words'
import type { Confirmation, OwnRunView, ProgressPattern } from '../shared/own-run'
import type { RunHistory } from '../shared/run-history'
import type { RunState } from '../shared/run-state'
import { Throttle } from '../platform/throttle'
import { ProgressReader } from './progress-reader'
import type { StopSignal } from './run-signals'
import { QuietWatch } from './quiet-watch'
import type { LogReader } from './run-log'
import { RunTrace } from './run-trace'

/** How often at most the window gets new figures: charts are for people to look at. */
const changeGapMs = 1000

/** What a user's own run is asked and read by. */
export interface OwnRunWays {
  readonly confirmation: Confirmation
  readonly progress: ProgressPattern
  readonly stopSignal: StopSignal
  readonly stopGraceMs: number
}

/** What the app reads of a run that is the user's own: its lines, its figures, whether it is still. */
export class OwnRun implements LogReader {
  readonly words: LineWords
  private readonly reader: ProgressReader
  private readonly trace = new RunTrace()
  private readonly quiet: QuietWatch
  private readonly changes: Throttle
  /** Lines without a time that were printed before the app was there: when is not known. */
  private isReplaying = false

  constructor(
    private readonly ways: OwnRunWays,
    changed: () => void,
    historyChanged: () => void,
  ) {
    this.changes = new Throttle(changeGapMs, historyChanged)
    this.words = lineWordsOf(ways.confirmation)
    this.reader = new ProgressReader(ways.progress)
    this.quiet = new QuietWatch(changed)
  }

  /** A run has begun at that time; `isReplaying` when its log is read again from the beginning. */
  begin(at: number, isReplaying: boolean): void {
    this.isReplaying = isReplaying
    this.trace.begin(at)
  }

  /** What was printed before is read. */
  endReplay(): void {
    this.isReplaying = false
  }

  readLines(lines: Buffer): void {
    const readings = this.reader.read(lines)
    for (const reading of readings) this.trace.take(reading, reading.time ?? (this.isReplaying ? null : Date.now()))
    if (readings.length > 0) this.changes.request()
  }

  startedOver(): void {
    this.trace.forgetLines()
  }

  /** The machine slept: that is neither active nor paused time. */
  asleep(from: number, to: number): void {
    this.trace.asleep(from, to)
    this.changes.request()
  }

  /** The run's state has changed. `pid` is null when it has no process. */
  stateChanged(state: RunState, pid: number | null, printedBytes: () => number): void {
    this.trace.stateChanged(state)
    const asks = this.ways.confirmation.kind === 'silence' && state.kind === 'pauseRequested'
    if (asks && pid !== null) this.quiet.start({ pid, printedBytes })
    else this.quiet.stop()
    this.changes.run()
  }

  /** Stops to look. */
  close(): void {
    this.quiet.stop()
    this.changes.cancel()
  }

  get history(): RunHistory {
    return this.trace.history
  }

  get view(): OwnRunView {
    const { confirmation, stopGraceMs } = this.ways
    return {
      confirmation,
      stopGraceMs,
      progress: this.trace.progress,
      quietSince: this.quiet.quietSince,
      isPatternTooSlow: this.reader.isTooSlow,
    }
  }
}
