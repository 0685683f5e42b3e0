import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { hasCode, isSystemError } from '../platform/plain-reason'
import { eachSecond } from '../platform/pulse'
import { Throttle } from '../platform/throttle'
import { FloodWatch } from './flood-watch'
import { PathWatch } from './path-watch'
import { PieceReader } from './piece-reader'
import { nothingTrimmed, readTrimmedPart, type TrimmedPart } from './trimmed-part'

/** Who reads along: gets every byte of the file once and in order. */
export interface FileReader {
  /** The next bytes of the file; the buffer is used again afterwards. */
  read(piece: Buffer): void
  /** The file was replaced or cut short: it is read from its beginning again. */
  startedOver(): void
  /** All that was there at a look has been read, or nothing is there. */
  caughtUp?(): void
  /** A fast flood has become slow, or has ended. */
  slowed?(): void
  /** The file's beginning is no longer in it: who has read nothing yet gets what follows; told at each look. */
  trimmed?(part: TrimmedPart): void
}

/** How a file is followed. */
export interface Following {
  /** The most that is read at once. */
  readonly pieceBytes?: number
  /**
   * False: by timed looks alone. A watch hears of the whole folder, and one more of those costs a program that writes
   * a log there as much as the log's own: it has to be left in a flood, which is known of the log alone.
   */
  readonly byEvents?: boolean
  /** True: a flood is left alone for up to a second at a time while it is fast, and read once it slows down. */
  readonly isPatient?: boolean
}

/**
 * The most that main reads at once: half a millisecond's work, so that the window's calls are answered in between.
 *
 * A quarter of it made reading a flood cost half as much again.
 */
const defaultPieceBytes = 512 * 1024
/** Seconds between looks at a file that events tell of: they may be lost, and each look wakes the app. */
export const longestLookSeconds = 5
/** How often a flood is looked at: soon enough for an eye that waits for its end, or for one who is patient. */
const floodGapMs = { eager: 25, patient: 50 }
/** The shortest time between two reads, or a run that writes each letter on its own would keep the app busy. */
const readGapMs = 16

/**
 * Opens a file that others write, to read it: never through a link, and never waiting for a pipe's other end.
 *
 * A few FIFOs opened without O_NONBLOCK would hang all of the app's file access.
 */
export function openToRead(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
}

/** The same for what must be a plain file; null for anything else of that name. */
export async function openPlainFile(path: string): Promise<FileHandle | null> {
  const file = await openToRead(path)
  if ((await file.stat()).isFile()) return file
  await file.close()
  return null
}

/**
 * Reads a file that grows, by events, with a timed look as the truth.
 *
 * The file and its folder may be missing, appear later, be cut short or be replaced. Only a plain file is ever read.
 */
export class FileFollower {
  private file: FileHandle | null = null
  private identity: string | null = null
  private offset = 0
  /** How long it was at the last look. */
  private size = 0
  /** Whether events tell of what is new, as far as is known; and how many seconds ago the last timed look was. */
  private readonly events: { come: boolean; sinceLook: number }
  private endLooks: (() => void) | null = null
  private work: Promise<void> = Promise.resolve()
  private readonly pieces: PieceReader
  private readonly watcher: PathWatch | null
  private readonly isPatient: boolean
  private readonly flood: FloodWatch
  private willLook = false
  private readonly hints = new Throttle(readGapMs, () => {
    // A read may take longer than the gap.
    if (this.willLook) return
    this.willLook = true
    void this.enqueue(() => this.readAfterEvent())
  })

  constructor(
    private readonly path: string,
    private readonly reader: FileReader,
    { pieceBytes = defaultPieceBytes, byEvents = true, isPatient = false }: Following = {},
  ) {
    this.isPatient = isPatient
    this.flood = new FloodWatch(isPatient ? floodGapMs.patient : floodGapMs.eager, {
      onBegin: () => this.watcher?.stop(),
      onEnd: () => {
        this.watchFolder()
        this.hints.request()
      },
      look: () => this.hints.request(),
    })
    this.pieces = new PieceReader(pieceBytes)
    this.events = { come: byEvents, sinceLook: 0 }
    this.watcher = byEvents ? new PathWatch(path, () => this.hints.request()) : null
  }

  /** Whether the file grows faster than an eye could follow. */
  get isFast(): boolean {
    return this.flood.isFast
  }

  /** Starts to follow; what is there already is read at once. */
  start(): void {
    if (this.endLooks) return
    this.endLooks = eachSecond(() => this.lookInTime())
    this.watchFolder()
    void this.enqueue(() => this.readOn())
  }

  /** Stops to follow; what was read stays read, and a later start goes on from there. */
  async stop(): Promise<void> {
    this.endLooks?.()
    this.endLooks = null
    this.hints.cancel()
    this.flood.stop()
    this.watcher?.stop()
    await this.enqueue(() => this.close())
  }

  /** Reads all that is there now. */
  async catchUp(): Promise<void> {
    await this.enqueue(async () => {
      await this.readOn()
      if (!this.endLooks) await this.close()
    })
  }

  /** Reads from the very file that is being followed; fewer bytes than asked for at its end, none without a file. */
  async readAt(buffer: Buffer, position: number): Promise<number> {
    if (!this.file) return 0
    try {
      return (await this.file.read(buffer, 0, buffer.length, position)).bytesRead
    } catch (error) {
      // It was closed or its drive went away meanwhile: the next look tells what became of it.
      if (isSystemError(error)) return 0
      throw error
    }
  }

  private watchFolder(): void {
    if (!this.flood.isFlood) this.watcher?.start()
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.work = this.work.then(step).catch((error: unknown) => {
      // A drive that fails or a file that isn't ours to read: the next timed look tries again.
      if (!isSystemError(error)) throw error
    })
    return this.work
  }

  /** Some drives send no events: what they didn't tell of is looked for each second. */
  private lookInTime(): void {
    this.watchFolder()
    const { events } = this
    events.sinceLook += 1
    if (events.come && !this.flood.isFlood && events.sinceLook < longestLookSeconds) return
    events.sinceLook = 0
    void this.enqueue(async () => {
      const before = this.offset
      await this.readOn(this.isPatient && this.flood.mayPass)
      if (this.offset !== before) events.come = false
    })
  }

  private async readAfterEvent(): Promise<void> {
    this.willLook = false
    const { flood, offset: before } = this
    const wasFast = flood.isFast
    const size = this.file ? (await this.file.stat()).size : 0
    if (size < this.size) return await this.readOn()
    flood.noteLook(size - this.size)
    this.size = size
    if (this.isPatient && flood.mayPass) return
    await this.readPieces(size)
    if (wasFast && !flood.isFast) this.reader.slowed?.()
    // Something else became of it: it may have been cut short or replaced.
    if (this.offset === before && !flood.isFlood) await this.readOn()
    this.events.come ||= this.offset !== before
  }

  /** Reads up to where the file ends now, after making sure that it is still the same file; or does only that. */
  private async readOn(isPassing = false): Promise<void> {
    try {
      const now = await stat(this.path)
      const identity = `${now.dev}:${now.ino}`
      if (this.identity !== null && (identity !== this.identity || now.size < this.size)) await this.startOver()
      const from = await this.skipTrimmed(now.size)
      this.size = now.size
      if (!this.file && now.isFile()) this.file = await openToRead(this.path)
      this.identity = identity
      if (isPassing) return
      await this.readPieces(now.size)
      if (this.offset > from && from < (await this.trimmedPart(now.size)).bytes) {
        // Some of what was read may have been zeros already.
        await this.startOver()
        return await this.readOn()
      }
    } catch (error) {
      // Not there yet, or taken away: what comes in its place is read from its beginning.
      if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error
      await this.startOver()
    }
    this.reader.caughtUp?.()
  }

  /** Goes to where the file's content begins, unless it is behind that already; says where it is then. */
  private async skipTrimmed(size: number): Promise<number> {
    const part = await this.trimmedPart(size)
    if (part.bytes === 0) return this.offset
    if (this.offset > 0 && this.offset < part.bytes) await this.startOver()
    this.reader.trimmed?.(part)
    this.offset = Math.max(this.offset, part.bytes)
    return this.offset
  }

  private async trimmedPart(size: number): Promise<TrimmedPart> {
    const part = this.reader.trimmed ? await readTrimmedPart(this.path) : nothingTrimmed
    // A file that is shorter is another one, or was cut short by hand.
    return part.bytes > size ? nothingTrimmed : part
  }

  /** Hands out what is new, up to before `end`, or to the end of the file. */
  private async readPieces(end: number): Promise<void> {
    const { file } = this
    if (!file || this.offset >= end) return
    await this.pieces.read(file, { from: this.offset, end }, (piece) => {
      this.offset += piece.length
      this.reader.read(piece)
    })
  }

  private async startOver(): Promise<void> {
    const hadRead = this.offset > 0
    await this.close()
    this.identity = null
    this.offset = 0
    this.size = 0
    if (hadRead) this.reader.startedOver()
  }

  private async close(): Promise<void> {
    const file = this.file
    this.file = null
    this.pieces.forget()
    await file?.close()
  }
}
