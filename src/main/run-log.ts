import { type FailedListing, parseListingFailedLine } from '../shared/collector-lines'
import type { LogLine, LogSummary } from '../shared/ipc'
import { parseLine, type ParsedLine, type TrainingProgress } from '../shared/run-lines'
import { FileFollower } from '../log-files/file-follower'
import { LineSplitter } from '../log-files/line-splitter'
import { countLines, lastLines, lastProgress, placeOfLine, tellingLines } from '../log-files/telling-lines'
import { shownLine } from '../log-files/line-text'
import type { LineWords } from '../log-files/line-words'
import type { TrimmedPart } from '../log-files/trimmed-part'
import type { LastWord } from './run-outcome'
import { Throttle } from '../platform/throttle'

/** What reads a user's own run: which lines tell something, and what they tell. */
export interface LogReader {
  readonly words: LineWords
  /** Whole lines, or how the one that is being written stands now. */
  readLines(lines: Buffer): void
  /** The log was replaced. */
  startedOver(): void
}

/** Who wants to know what a run prints. */
export interface RunLogListener {
  /** Null for a built-in program, whose lines are known. */
  readonly reader: LogReader | null
  /** The run has printed something for the first time. */
  outputAppeared(): void
  /** A line about the run's state, at once, each once and in order; `logBytes` stand before it. */
  lineMarked(line: LogLine, logBytes: number): void
  /** New output of any kind, a few times a second. */
  logGrew(): void
}

const carriageReturn = 0x0d
/** How often at most the window hears that a log has grown. */
const growthGapMs = 250
/** How many of the last lines are kept at hand. */
const latestCount = 6
/** How many of the last failed listings are kept at hand. */
const failureCount = 20

/** What is known of a log that has nothing in it. */
export const emptyLog: LogSummary = {
  lineCount: 0,
  byteCount: 0,
  errorCount: 0,
  lastErrorLine: null,
  lastPausedLine: null,
  pauseSaid: null,
}

/** A run's output as main knows it: follows the file for what it says of the run. The log service shows its lines. */
export class RunLog {
  /** Where the training stands by its last progress line. */
  progress: TrainingProgress | null = null
  /** The last listings that a collection gave up, newest first. */
  failures: readonly FailedListing[] = []
  /** What it said last of having saved its work. */
  lastWord: LastWord | null = null
  private readonly ended: { -readonly [Key in keyof LogSummary]: LogSummary[Key] } = { ...emptyLog }
  private latest: Buffer[] = []
  private readonly splitter = new LineSplitter(
    (line, length) => this.takeLine(line, length),
    (lines) => {
      this.takeLines(lines)
      this.ended.byteCount += lines.length
    },
  )
  private readonly follower: FileFollower
  private readonly growth: Throttle

  constructor(
    readonly path: string,
    private readonly listener: RunLogListener,
  ) {
    this.growth = new Throttle(growthGapMs, () => listener.logGrew())
    const reader = {
      read: (piece: Buffer) => this.takePiece(piece),
      startedOver: () => this.startOver(),
      trimmed: (part: TrimmedPart) => this.skip(part),
    }
    // The window shows its lines all the same; what they say of the run is needed once it waits, as after a pause.
    this.follower = new FileFollower(path, reader, { isPatient: true })
  }

  /** What there is; a last line without its end counts. */
  get summary(): LogSummary {
    const { lineCount, byteCount } = this.ended
    const rest = this.splitter.restLength
    return { ...this.ended, lineCount: lineCount + (rest > 0 ? 1 : 0), byteCount: byteCount + rest }
  }

  /** Lines printed since it said last that it paused, the one on how to resume and one without its end left out. */
  get linesSincePaused(): number {
    const { pauseSaid, lineCount } = this.ended
    return pauseSaid ? lineCount - pauseSaid.lastLine : 0
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

  /** The last lines that the run printed, newest last. */
  latestLines(): readonly ParsedLine[] {
    const lines = this.splitter.restLength > 0 ? [...this.latest, this.splitter.rest] : this.latest
    return lines.slice(-latestCount).map((line) => parseLine(shownLine(line.toString('utf8')).text))
  }

  /** What is no longer in the log was printed all the same: by a run that the app takes up again. */
  private skip({ bytes, lines }: TrimmedPart): void {
    const { byteCount } = this.summary
    if (byteCount >= bytes) return
    if (byteCount === 0) this.listener.outputAppeared()
    this.ended.byteCount = bytes
    this.ended.lineCount = lines
  }

  private takePiece(piece: Buffer): void {
    if (this.summary.byteCount === 0) this.listener.outputAppeared()
    this.splitter.push(piece)
    // A progress bar may never end its line.
    if (this.splitter.rest.includes(carriageReturn)) this.listener.reader?.readLines(this.splitter.rest)
    this.growth.request()
  }

  /** The end of a line that came in pieces, or the last one without its line feed. */
  private takeLine(bytes: Buffer, length: number): void {
    this.takeLines(bytes, 1)
    this.ended.byteCount += length
  }

  /** Most lines say nothing of the run: a flood is not taken apart line by line. */
  private takeLines(lines: Buffer, count = countLines(lines)): void {
    const before = this.ended.lineCount
    const progressBefore = this.progress
    this.ended.lineCount += count
    const { reader } = this.listener
    if (reader) reader.readLines(lines)
    else this.progress = lastProgress(lines) ?? progressBefore
    // Copied, as the piece that they are part of is read into again.
    const last = lastLines(lines, latestCount).map((line) => Buffer.from(line))
    this.latest = [...this.latest, ...last].slice(-latestCount)
    const telling = tellingLines(lines, before, reader?.words)
    for (const line of telling) {
      if (line.mark === 'paused') {
        const said = lastProgress(lines.subarray(0, placeOfLine(lines, line.number - before))) ?? progressBefore
        // A reader of its own counts by another pattern.
        this.ended.pauseSaid = { lastLine: line.number, item: reader ? null : (said?.item ?? null) }
      }
      this.takeTellingLine(line)
    }
    // Only now: who hears of a pause while the next line isn't looked at yet would take that for a word too many.
    const placeIn = ({ number }: LogLine) => this.ended.byteCount + placeOfLine(lines, number - before)
    for (const line of telling) if (line.mark) this.listener.lineMarked(line, placeIn(line))
  }

  private takeTellingLine(line: LogLine): void {
    const { number, mark } = line
    if (line.level === 'warn') this.takeFailure(line)
    if (line.level === 'error') {
      this.ended.errorCount += 1
      this.ended.lastErrorLine = number
    }
    if (mark === 'paused') this.ended.lastPausedLine = number
    const { pauseSaid } = this.ended
    if (mark === 'howToResume' && pauseSaid?.lastLine === number - 1)
      this.ended.pauseSaid = { ...pauseSaid, lastLine: number }
    if (mark === 'saved' || mark === 'modelSaved') this.lastWord = mark
  }

  private takeFailure({ message, time }: LogLine): void {
    const failed = parseListingFailedLine(message)
    if (!failed) return
    const others = this.failures.filter(({ listing }) => listing !== failed.listing)
    this.failures = [{ ...failed, time }, ...others].slice(0, failureCount)
  }

  private startOver(): void {
    this.splitter.forget()
    Object.assign(this.ended, emptyLog)
    this.lastWord = null
    this.latest = []
    this.failures = []
    this.listener.reader?.startedOver()
    this.growth.request()
  }
}
