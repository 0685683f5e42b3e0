import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { Readable } from 'node:stream'
import { logLine } from '../../log-files/log-line'
import type { LineWords } from '../../log-files/line-words'
import { LineSplitter } from '../../log-files/line-splitter'
import { countLines, lastLines, lastProgress, placeOfLine, tellingLines } from '../../log-files/telling-lines'
import { readTrimmedPart, type TrimmedPart } from '../../log-files/trimmed-part'
import { isSystemError } from '../../platform/plain-reason'
import { type CollectorProgress, parseCollectorProgress } from '../../shared/collector-lines'
import { emptyLedger, type Ledger, type LedgerEvent, nextLedger } from '../../shared/pause-ledger'
import type { LogLine } from '../../shared/ipc'
import { readWrittenNote, type WrittenNote } from '../../shared/run-notes'
import type { TrainingProgress } from '../../shared/run-lines'
import type { LastWord } from '../run-outcome'
import type { RunFolder } from '../run-record'
import { eventOfNote } from './ledger-events'

/** What a run's own files tell of it. */
export interface RunScan {
  readonly ledger: Ledger
  /** The first line that is left of its log. */
  readonly firstLine: number
  readonly progress: TrainingProgress | CollectorProgress | null
  readonly lastText: string
  /** What it said last of having saved its work. */
  readonly lastWord: LastWord | null
}

/** How a run's log is read. */
export interface ScanWays {
  /** The time of lines that carry none: a paused run prints nothing more. */
  readonly lastWrittenAt: number
  /** Where to stop in the log of a run that goes on: what it prints later is heard of as it happens. Else null. */
  readonly end: number | null
  /** How a user's own run says that it paused. */
  readonly words: LineWords | undefined
}

/** Reads a run's log and the app's notes on it for its pauses, in the order in which they happened. */
export async function scanRun(folder: RunFolder, ways: ScanWays): Promise<RunScan> {
  const notes = readNotes(folder.notes)
  const trimmed = await readTrimmedPart(folder.log)
  const scanner = new Scanner(notes, trimmed, ways)
  for await (const piece of bytesOf(folder, trimmed.bytes, ways.end)) scanner.push(piece)
  if (ways.end === null) scanner.takeRest()
  return scanner.finish(trimmed.lines + 1)
}

/** The notes in a run's folder, in their order; none when the file is not there. */
export function readNotes(path: string): readonly WrittenNote[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .map(readWrittenNote)
      .filter((note) => note !== null)
  } catch (error) {
    // A run of an earlier version, or its folder was tidied by hand.
    if (isSystemError(error)) return []
    throw error
  }
}

async function* bytesOf({ log, packedLog }: RunFolder, from: number, end: number | null): AsyncGenerator<Buffer> {
  const isPacked = !existsSync(log)
  const path = isPacked ? packedLog : log
  if (!existsSync(path) || (end !== null && end <= from)) return
  const last = isPacked || end === null ? Number.POSITIVE_INFINITY : end - 1
  const file = createReadStream(path, { start: isPacked ? 0 : from, end: last, highWaterMark: 1024 * 1024 })
  const stream: Readable = isPacked ? file.pipe(createGunzip()) : file
  try {
    for await (const piece of stream) yield piece as Buffer
  } catch (error) {
    // What can't be read or unpacked tells nothing more; what was read so far stands.
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

/** Puts notes and lines in one order by their places in the log. */
class Scanner {
  private ledger: Ledger = emptyLedger
  private progress: RunScan['progress'] = null
  private lastText = ''
  private lastWord: LastWord | null = null
  private line: number
  private place: number
  private readonly notes: WrittenNote[]
  private readonly splitter = new LineSplitter(
    (line, length) => this.take(line, length),
    (lines) => this.take(lines, lines.length),
  )

  constructor(
    notes: readonly WrittenNote[],
    trimmed: TrimmedPart,
    private readonly ways: ScanWays,
  ) {
    this.notes = [...notes]
    this.line = trimmed.lines
    this.place = trimmed.bytes
  }

  push(piece: Buffer): void {
    this.splitter.push(piece)
  }

  /** The last line, even if nobody has ended it. */
  takeRest(): void {
    this.splitter.finish()
  }

  finish(firstLine: number): RunScan {
    this.takeNotesUpTo(Number.POSITIVE_INFINITY)
    const { ledger, progress, lastText, lastWord } = this
    return { ledger, firstLine, progress, lastText, lastWord }
  }

  private take(lines: Buffer, length: number): void {
    for (const line of tellingLines(lines, this.line, this.ways.words)) {
      if (line.mark === 'saved' || line.mark === 'modelSaved') this.lastWord = line.mark
      if (line.mark !== 'paused' && line.mark !== 'resumed') continue
      const start = placeOfLine(lines, line.number - this.line)
      const before = lines.subarray(0, start)
      this.progress = lastProgress(before) ?? this.progress
      this.takeNotesUpTo(this.place + start)
      this.apply(eventOfMark(line, line.time ?? this.ways.lastWrittenAt, this.progress?.item ?? null))
    }
    this.progress = lastProgress(lines) ?? lastCollectorProgress(lines) ?? this.progress
    const last = lastLines(lines, 1)[0]
    if (last) this.lastText = logLine(0, last).message
    // A line that came in pieces comes without its line feed.
    this.line += lines.at(-1) === lineFeed ? countLines(lines) : 1
    this.place += length
  }

  private takeNotesUpTo(place: number): void {
    while (this.notes[0] && this.notes[0].logBytes <= place) {
      const event = eventOfNote(this.notes.shift() as WrittenNote)
      if (event) this.apply(event)
    }
  }

  private apply(event: LedgerEvent): void {
    this.ledger = nextLedger(this.ledger, event)
  }
}

const lineFeed = 0x0a

/** What a line about a pause means for the ledger. */
export function eventOfMark({ mark, number }: LogLine, at: number, item: number | null): LedgerEvent {
  return mark === 'paused'
    ? { kind: 'pausedLineRead', at, line: number, item }
    : { kind: 'resumedLineRead', at, line: number }
}

function lastCollectorProgress(lines: Buffer): CollectorProgress | null {
  for (const line of lastLines(lines, 8).toReversed()) {
    const progress = parseCollectorProgress(logLine(0, line).message)
    if (progress) return progress
  }
  return null
}
