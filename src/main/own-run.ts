import { isDeepStrictEqual } from 'node:util'
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
  /** The pause file that its command names, where that is another one; else null. */
  readonly otherPauseFile: string | null
  readonly stopSignal: StopSignal
  readonly stopGraceMs: number
}

/** What the app reads of a run that is the user's own: its lines, its figures, whether it is still. */
export class OwnRun implements LogReader {
  words: LineWords
  private reader: ProgressReader
  private readonly trace = new RunTrace()
  private readonly quiet: QuietWatch
  private readonly changes: Throttle
  /** Lines without a time that were printed before the app was there: when is not known. */
  private isReplaying = false
  /** While lines are read again that the charts have already. */
  private isKnown = false

  constructor(
    private ways: OwnRunWays,
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

  /** It is read in other ways from now on, and its lines again from the beginning. The charts keep what stays the same. */
  changeWays(ways: OwnRunWays, startedAt: number): void {
    this.quiet.stop()
    this.isReplaying = true
    this.isKnown = isDeepStrictEqual(ways.progress, this.ways.progress)
    this.ways = ways
    this.words = lineWordsOf(ways.confirmation)
    if (this.isKnown) return this.trace.beginSpans(startedAt)
    this.reader = new ProgressReader(ways.progress)
    this.trace.begin(startedAt)
  }

  /** What was printed before is read. */
  endReplay(): void {
    this.isReplaying = false
    this.isKnown = false
  }

  readLines(lines: Buffer): void {
    if (this.isKnown) return
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
    const { confirmation, otherPauseFile, stopGraceMs } = this.ways
    return {
      confirmation,
      otherPauseFile,
      stopGraceMs,
      progress: this.trace.progress,
      quietSince: this.quiet.quietSince,
      isPatternTooSlow: this.reader.isTooSlow,
    }
  }
}
