import { type FailedListing, parseListingFailedLine } from '../shared/collector-lines'
import type { LogLine, LogMark } from '../shared/ipc'
import { parseLine, parseProgressLine, type ParsedLine, type TrainingProgress } from '../shared/run-lines'
import { FileFollower } from '../log-files/file-follower'
import { LogIndex } from './log-index'
import { logLine, tellingLine } from '../log-files/log-line'
import { LogMarks } from '../log-files/log-marks'
import { readLogLines } from './log-page'
import { LineSplitter } from '../log-files/line-splitter'
import { shownLine } from '../log-files/line-text'
import { Throttle } from '../platform/throttle'

/** Who wants to know what a run prints. */
export interface RunLogListener {
  /** The run has printed something for the first time. */
  outputAppeared(): void
  /** A line about the run's state, at once, each once and in order. */
  lineMarked(line: LogLine): void
  /** New output of any kind, a few times a second. */
  logGrew(): void
}

/** How often at most the window hears that a log has grown. */
const growthGapMs = 100
/** How many of the last lines are kept at hand. */
const latestCount = 6
/** How many of the last failed listings are kept at hand. */
const failureCount = 20

/**
 * A run's output as the app knows it: follows the file, knows its lines, and reads any of them on demand.
 *
 * Knows nothing of windows, so that it can move to a process of its own.
 */
export class RunLog {
  /** Where the training stands by its last progress line. */
  progress: TrainingProgress | null = null
  /** The last listings that a collection gave up, newest first. */
  failures: readonly FailedListing[] = []
  private readonly index = new LogIndex()
  private readonly marked = new LogMarks()
  private latest: Buffer[] = []
  private readonly splitter = new LineSplitter((line, length) => this.takeLine(line, length))
  private readonly follower: FileFollower
  private readonly growth: Throttle

  constructor(
    readonly path: string,
    private readonly listener: RunLogListener,
  ) {
    this.growth = new Throttle(growthGapMs, () => listener.logGrew())
    this.follower = new FileFollower(path, {
      read: (piece) => this.takePiece(piece),
      startedOver: () => this.startOver(),
    })
  }

  /** How long the log is; a last line without its end counts. */
  get size(): { readonly lineCount: number; readonly byteCount: number } {
    const rest = this.splitter.restLength
    return { lineCount: this.index.lineCount + (rest > 0 ? 1 : 0), byteCount: this.index.byteCount + rest }
  }

  /** Starts to follow the run's output. */
  follow(): void {
    this.follower.start()
  }

  /** Reads all that is there now. */
  async catchUp(): Promise<void> {
    await this.follower.catchUp()
  }

  /** Reads the rest of the output of a run that has ended, and its last line even without an end. */
  async finish(): Promise<void> {
    await this.follower.catchUp()
    await this.follower.stop()
    this.splitter.finish()
    this.growth.run()
  }

  /** Stops to follow; the run may go on. */
  async close(): Promise<void> {
    this.growth.cancel()
    await this.follower.stop()
  }

  /** Lines `first` and on, at most 500. */
  async read(first: number, count: number): Promise<readonly LogLine[]> {
    const lines = await readLogLines(this.path, this.index, first, count)
    const next = first + lines.length
    const isRestWanted = lines.length < count && next === this.index.lineCount + 1 && this.splitter.restLength > 0
    return isRestWanted ? [...lines, logLine(next, this.splitter.rest)] : lines
  }

  /** The lines that say something about the run's state, and its errors and warnings. */
  marks(): readonly LogMark[] {
    return this.marked.list()
  }

  /** The last lines that the run printed, newest last. */
  latestLines(): readonly ParsedLine[] {
    const lines = this.splitter.restLength > 0 ? [...this.latest, this.splitter.rest] : this.latest
    return lines.slice(-latestCount).map((line) => parseLine(shownLine(line.toString('utf8')).text))
  }

  private takePiece(piece: Buffer): void {
    if (this.size.byteCount === 0) this.listener.outputAppeared()
    this.splitter.push(piece)
    this.growth.request()
  }

  private takeLine(bytes: Buffer, length: number): void {
    this.index.add(length)
    if (bytes.length > 0) this.keepLatest(bytes)
    const line = tellingLine(this.index.lineCount, bytes)
    if (!line) return
    this.progress = parseProgressLine(line.message) ?? this.progress
    if (line.level === 'warn') this.takeFailure(line)
    const mark = line.mark ?? (line.level === 'error' || line.level === 'warn' ? line.level : null)
    if (mark) this.marked.add({ number: line.number, mark })
    if (line.mark) this.listener.lineMarked(line)
  }

  private takeFailure({ message, time }: LogLine): void {
    const failed = parseListingFailedLine(message)
    if (!failed) return
    const others = this.failures.filter(({ listing }) => listing !== failed.listing)
    this.failures = [{ ...failed, time }, ...others].slice(0, failureCount)
  }

  private keepLatest(bytes: Buffer): void {
    // Copied, as the piece that it is part of is read into again.
    this.latest.push(Buffer.from(bytes))
    if (this.latest.length > latestCount) this.latest.shift()
  }

  private startOver(): void {
    this.splitter.forget()
    this.index.clear()
    this.marked.clear()
    this.latest = []
    this.failures = []
    this.growth.request()
  }
}
