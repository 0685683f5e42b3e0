import type { FileHandle } from 'node:fs/promises'

/**
 * Reads a file piece by piece, each while the one before it is being handed out.
 *
 * Its two buffers are kept: memory that is new to a process costs as much as what is read into it.
 */
export class PieceReader {
  private readonly buffers: [Buffer | null, Buffer | null] = [null, null]

  constructor(private readonly pieceBytes: number) {}

  /** Reads from `from` to before `end`, or to where the file ends. */
  async read(file: FileHandle, { from, end }: Span, take: (piece: Buffer) => void): Promise<void> {
    let at = from
    let turn: 0 | 1 = 0
    let reading = this.readInto(turn, file, { from: at, end })
    for (;;) {
      const piece = await reading
      if (piece.length === 0) return
      at += piece.length
      // One that isn't full is the last one for now.
      const hasMore = piece.length === this.pieceBytes && at < end
      turn = turn === 0 ? 1 : 0
      if (hasMore) reading = this.readInto(turn, file, { from: at, end })
      take(piece)
      if (!hasMore) return
    }
  }

  /** Gives the memory back. */
  forget(): void {
    this.buffers.fill(null)
  }

  private async readInto(turn: 0 | 1, file: FileHandle, { from, end }: Span): Promise<Buffer> {
    const buffer = (this.buffers[turn] ??= Buffer.allocUnsafeSlow(this.pieceBytes))
    const { bytesRead } = await file.read(buffer, 0, Math.min(this.pieceBytes, end - from), from)
    return buffer.subarray(0, bytesRead)
  }
}

/** Bytes of a file: from the first to before the last. */
interface Span {
  readonly from: number
  readonly end: number
}
