import type { LogLine } from '../../../shared/ipc'

/** Lines are asked for in pieces of this many; main gives at most 500 at once. */
export const pieceLines = 250
/** Pieces kept besides those on screen: a log can have millions of lines, the window holds a few thousand. */
const mostPieces = 8
/** Requests under way at once; while the scroll bar is dragged, what was passed over is not asked for. */
const mostRequests = 2

/** Lines from where they were asked for on, and how long the log was when they were read. */
export interface LogPage {
  readonly lines: readonly LogLine[]
  readonly lineCount: number
}

type ReadLog = (first: number, count: number) => Promise<LogPage | null>

interface Piece {
  readonly lines: readonly LogLine[]
  /** How long the log was when this piece was read. */
  readonly readAt: number
}

/** The lines of a log that are on screen and a few around them, read from main as they are needed. */
export class LogCache {
  private readonly pieces = new Map<number, Piece>()
  private readonly asked = new Set<number>()
  private known = 0
  private read = 0

  constructor(
    private readonly readLog: ReadLog,
    private readonly changed: () => void,
  ) {}

  /** How many lines the log has. */
  get lineCount(): number {
    return this.known
  }

  /** The last line that was read while it was the newest: following shows no line before it can be drawn. */
  get readEnd(): number {
    return this.read
  }

  /** Takes up that the log has grown. */
  grow(lineCount: number): void {
    this.known = Math.max(this.known, lineCount)
  }

  /** A line, if it's here; counted from 1. */
  line(number: number): LogLine | undefined {
    return this.pieces.get(pieceOf(number))?.lines[(number - 1) % pieceLines]
  }

  /** Sees to it that these lines will be here soon. */
  want(first: number, last: number): void {
    for (let index = pieceOf(Math.max(1, first)); index <= pieceOf(Math.min(last, this.known)); index += 1) {
      const piece = this.pieces.get(index)
      if (piece) this.touch(index, piece)
      if (!this.isMissing(index, piece) || this.asked.has(index) || this.asked.size >= mostRequests) continue
      void this.load(index, piece?.lines ?? [])
    }
  }

  private isMissing(index: number, piece: Piece | undefined): boolean {
    if (!piece) return true
    const wanted = Math.min(pieceLines, this.known - index * pieceLines)
    return piece.lines.length < wanted && piece.readAt !== this.known
  }

  private async load(index: number, before: readonly LogLine[]): Promise<void> {
    this.asked.add(index)
    // The last line is read again: it may have been unfinished.
    const kept = before.slice(0, -1)
    const first = index * pieceLines + kept.length + 1
    try {
      const page = await this.readLog(first, pieceLines - kept.length)
      if (page) this.take(index, [...kept, ...page.lines], page.lineCount, page.lines.length > 1)
    } finally {
      this.asked.delete(index)
      this.changed()
    }
  }

  private take(index: number, lines: readonly LogLine[], lineCount: number, isMore: boolean): void {
    this.grow(lineCount)
    // Main cuts a page of huge lines short: as long as there is more each time, the rest is asked for.
    const isShort = lines.length < Math.min(pieceLines, lineCount - index * pieceLines)
    this.touch(index, { lines, readAt: isShort && isMore ? 0 : lineCount })
    this.read = Math.max(this.read, index * pieceLines + lines.length)
    for (const old of this.pieces.keys()) if (this.pieces.size > mostPieces) this.pieces.delete(old)
  }

  /** Puts a piece at the end of the order in which pieces are forgotten. */
  private touch(index: number, piece: Piece): void {
    this.pieces.delete(index)
    this.pieces.set(index, piece)
  }
}

function pieceOf(number: number): number {
  return Math.floor((number - 1) / pieceLines)
}
