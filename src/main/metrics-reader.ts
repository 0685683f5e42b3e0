import { extendCollectionHistory } from '../shared/collection-history'
import { parseCollectorRecord } from '../shared/collector-status'
import { parseMetricsLine } from '../shared/metrics'
import { emptyHistory, endHistory, extendHistory, type RunHistory } from '../shared/run-history'
import type { RunKind } from '../shared/run-lines'
import { FileFollower } from '../log-files/file-follower'
import { LineSplitter } from '../log-files/line-splitter'
import { Throttle } from '../platform/throttle'

/** How often at most the window gets a new history: charts are for people to look at. */
const changeGapMs = 1000

/** The history after more lines of a metrics file; what isn't a whole record is passed over. */
type TakeLines = (history: RunHistory, lines: readonly string[]) => RunHistory

const takers: Readonly<Record<RunKind, TakeLines>> = {
  training: (history, lines) => extendHistory(history, lines.map(parseMetricsLine).filter(isThere)),
  collection: (history, lines) => extendCollectionHistory(history, lines.map(parseCollectorRecord).filter(isThere)),
}

function isThere<Value>(value: Value | null): value is Value {
  return value !== null
}

/** Reads a run's metrics file as it grows into the history that charts are drawn from. */
export class MetricsReader {
  private history: RunHistory = emptyHistory
  private lines: string[] = []
  private readonly splitter = new LineSplitter((line) => this.takeLine(line))
  private readonly follower: FileFollower
  private readonly changes: Throttle

  constructor(
    path: string,
    onChange: () => void,
    private readonly runKind: RunKind = 'training',
  ) {
    this.changes = new Throttle(changeGapMs, onChange)
    this.follower = new FileFollower(path, {
      read: (piece) => this.takePiece(piece),
      startedOver: () => this.startOver(),
    })
  }

  /** Starts to follow the file; it need not be there yet. */
  follow(): void {
    this.follower.start()
  }

  /** Reads all that is there now and stops to follow. */
  async finish(): Promise<void> {
    await this.follower.catchUp()
    await this.close()
  }

  /** Stops to follow; the run may go on. */
  async close(): Promise<void> {
    this.changes.cancel()
    await this.follower.stop()
  }

  /** Reads all that is there now. */
  async catchUp(): Promise<void> {
    await this.follower.catchUp()
  }

  /**
   * The history as far as it was read. `activeSince` is the start of a run that is there, else null: time that no
   * living run can be spending ends at the last sign of life.
   */
  current(activeSince: number | null): RunHistory {
    const open = this.history.spans.at(-1)
    const isOver = open !== undefined && open.to === null && (activeSince === null || open.from < activeSince)
    return isOver ? endHistory(this.history, lastSignOf(this.history)) : this.history
  }

  private takePiece(piece: Buffer): void {
    this.splitter.push(piece)
    if (this.lines.length === 0) return
    this.history = takers[this.runKind](this.history, this.lines)
    this.lines = []
    this.changes.request()
  }

  private takeLine(line: Buffer): void {
    this.lines.push(line.toString('utf8'))
  }

  private startOver(): void {
    this.splitter.forget()
    this.history = emptyHistory
    this.changes.request()
  }
}

function lastSignOf(history: RunHistory): number {
  const times = [history.loss.at(-1)?.time, history.validation.at(-1)?.time, history.saved?.time]
  return Math.max(0, ...times.filter((time) => time !== undefined))
}
