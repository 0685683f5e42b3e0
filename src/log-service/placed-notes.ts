import { FileFollower } from '../log-files/file-follower'
import { LineSplitter } from '../log-files/line-splitter'
import type { PlacedNote } from '../shared/log-service'
import { readWrittenNote, type WrittenNote } from '../shared/run-notes'
import type { LogSource } from './log-source'

const lineFeed = 0x0a
/** The most notes that are kept; older ones are left out. */
const mostNotes = 2000
/** A line that ends further behind a known start than this goes on from there: no other begins in between. */
const countedBytes = 32 * 1024

/** The app's own notes on a run, with the lines that they stand before. */
export class PlacedNotes {
  private notes: { readonly written: WrittenNote; before: number | null }[] = []
  private readonly splitter = new LineSplitter((line) => this.take(line))
  private readonly follower: FileFollower
  private work: Promise<void> = Promise.resolve()

  constructor(
    path: string,
    private readonly source: LogSource,
    private readonly changed: () => void,
  ) {
    const reader = {
      read: (piece: Buffer) => this.splitter.push(piece),
      startedOver: () => {
        this.notes = []
        this.splitter.forget()
        this.changed()
      },
    }
    this.follower = new FileFollower(path, reader, { byEvents: false })
    this.follower.start()
  }

  /** Stops to follow. */
  async close(): Promise<void> {
    await this.follower.stop()
  }

  /** Those whose line is known. */
  list(): readonly PlacedNote[] {
    return this.notes.flatMap(({ written, before }) =>
      before === null ? [] : [{ before, time: written.time, note: written.note }],
    )
  }

  /** The log has grown. */
  wake(): void {
    if (this.notes.some(({ before }) => before === null)) this.work = this.work.then(() => this.place())
  }

  /** The log begins anew: its notes stand at its beginning. */
  startOver(): void {
    for (const note of this.notes) note.before = null
  }

  private take(line: Buffer): void {
    const written = readWrittenNote(line.toString('utf8'))
    if (!written) return
    this.notes.push({ written, before: null })
    if (this.notes.length > mostNotes) this.notes.shift()
    this.wake()
  }

  private async place(): Promise<void> {
    const { index } = this.source
    let hasChanged = false
    for (const note of this.notes) {
      const { logBytes } = note.written
      if (note.before !== null || (logBytes > index.byteCount && !this.source.isComplete)) continue
      note.before = await this.lineAt(Math.min(logBytes, index.byteCount))
      hasChanged = true
    }
    if (hasChanged) this.changed()
  }

  /** The line that begins at a place in the file, or goes on there. */
  private async lineAt(place: number): Promise<number> {
    const start = this.source.index.startBeforeByte(place)
    const bytes = await this.source.bytes(start.offset, Math.min(place, start.offset + countedBytes))
    let line = start.line
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) line += 1
    return line
  }
}
