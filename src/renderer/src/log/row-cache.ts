import type { LogRow } from '../../../shared/log-service'

/** Rows are asked for in pieces of this many; the service gives at most 500 at once. */
export const pieceRows = 100
/** Pieces kept besides those on screen: a log can have millions of lines, the window holds a few thousand. */
const mostPieces = 20
/** Requests under way at once; while the scroll bar is dragged, what was passed over is not asked for. */
const mostRequests = 2

interface Piece {
  readonly rows: readonly LogRow[]
  /** How many rows there were when this piece was read. */
  readonly readAt: number
  /** Whether it may show what is no longer looked for. */
  readonly isStale: boolean
}

/** Null: what was asked for is not of this view any more. */
type ReadRows = (first: number, count: number) => Promise<readonly LogRow[] | null>

/** The rows of a log that are on screen and a few around them, read from the service as they are needed. */
export class RowCache {
  private pieces = new Map<number, Piece>()
  private asked = new Set<number>()
  private known = 0
  private read = 0
  /** Counts what was cleared or refreshed: an answer to an earlier question is not kept. */
  private epoch = 0

  constructor(
    private readonly readRows: ReadRows,
    private readonly changed: () => void,
  ) {}

  /** The last row that was read while it was the newest: following shows no row before it can be drawn. */
  get readEnd(): number {
    return this.read
  }

  /** Whether rows are on their way. */
  get isReading(): boolean {
    return this.asked.size > 0
  }

  /** Takes up how many rows there are. */
  grow(rowCount: number): void {
    this.known = rowCount
  }

  /** Forgets everything. */
  clear(): void {
    this.pieces = new Map()
    this.asked = new Set()
    this.known = 0
    this.read = 0
    this.epoch += 1
  }

  /** Reads all rows again, as they are shown in another way; until then the old ones stand. */
  refresh(): void {
    for (const [index, piece] of this.pieces) this.pieces.set(index, { ...piece, isStale: true })
    this.asked = new Set()
    this.epoch += 1
  }

  /** A row, if it's here; counted from 1. */
  row(number: number): LogRow | undefined {
    return this.pieces.get(pieceOf(number))?.rows[(number - 1) % pieceRows]
  }

  /** Sees to it that these rows will be here soon. */
  want(first: number, last: number): void {
    for (let index = pieceOf(Math.max(1, first)); index <= pieceOf(Math.min(last, this.known)); index += 1) {
      const piece = this.pieces.get(index)
      if (piece) this.touch(index, piece)
      if (!this.isMissing(index, piece) || this.asked.has(index) || this.asked.size >= mostRequests) continue
      void this.load(index, piece && !piece.isStale ? piece.rows : [])
    }
  }

  private isMissing(index: number, piece: Piece | undefined): boolean {
    if (!piece || piece.isStale) return true
    const wanted = Math.min(pieceRows, this.known - index * pieceRows)
    return piece.rows.length < wanted && piece.readAt !== this.known
  }

  private async load(index: number, before: readonly LogRow[]): Promise<void> {
    const { epoch, known } = this
    this.asked.add(index)
    // The last row is read again: it may have been unfinished.
    const kept = before.slice(0, -1)
    const first = index * pieceRows + kept.length + 1
    const rows = await this.readRows(first, pieceRows - kept.length)
    if (epoch !== this.epoch) return
    this.asked.delete(index)
    if (rows) this.take(index, [...kept, ...rows], known, rows.length > 1)
    this.changed()
  }

  private take(index: number, rows: readonly LogRow[], readAt: number, isMore: boolean): void {
    // A page of huge lines is cut short: as long as there is more each time, the rest is asked for.
    const isShort = rows.length < Math.min(pieceRows, readAt - index * pieceRows)
    this.touch(index, { rows, readAt: isShort && isMore ? 0 : readAt, isStale: false })
    this.read = Math.max(this.read, index * pieceRows + rows.length)
    for (const old of this.pieces.keys()) if (this.pieces.size > mostPieces) this.pieces.delete(old)
  }

  /** Puts a piece at the end of the order in which pieces are forgotten. */
  private touch(index: number, piece: Piece): void {
    this.pieces.delete(index)
    this.pieces.set(index, piece)
  }
}

function pieceOf(number: number): number {
  return Math.floor((number - 1) / pieceRows)
}
