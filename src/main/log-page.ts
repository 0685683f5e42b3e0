import type { LogLine } from '../shared/ipc'
import { openToRead } from '../log-files/file-follower'
import type { LogIndex } from './log-index'
import { logLine } from '../log-files/log-line'
import { LineSplitter } from '../log-files/line-splitter'
import { isSystemError } from '../platform/plain-reason'

/** The most lines that the window gets at once. */
const mostLines = 500
/** Read in small pieces: a page is mostly a few kilobytes. */
const pieceBytes = 64 * 1024
/** A page of huge lines is cut short here; the window asks for the rest by its next line. */
const mostBytes = 8 * 1024 * 1024

/** Reads lines `first` and on of a log up to where its index ends, without the lines before them. */
export async function readLogLines(path: string, index: LogIndex, first: number, count: number): Promise<LogLine[]> {
  const wanted = Math.min(count, mostLines, index.lineCount - first + 1)
  if (wanted <= 0) return []
  const start = index.startBefore(first)
  const end = Math.min(index.byteCount, start.offset + mostBytes)
  const lines: LogLine[] = []
  let number = start.line
  const splitter = new LineSplitter((line) => {
    if (number >= first && lines.length < wanted) lines.push(logLine(number, line))
    number += 1
  })
  await readPieces(path, start.offset, end, (piece) => {
    splitter.push(piece)
    return lines.length < wanted
  })
  return lines
}

/** Reads a stretch of a file piece by piece for as long as `onPiece` wants more. */
async function readPieces(path: string, from: number, to: number, onPiece: (piece: Buffer) => boolean): Promise<void> {
  try {
    const file = await openToRead(path)
    try {
      if (!(await file.stat()).isFile()) return
      for (let offset = from; offset < to; ) {
        const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, to - offset))
        const { bytesRead } = await file.read(buffer, 0, buffer.length, offset)
        offset += bytesRead
        if (bytesRead === 0 || !onPiece(buffer.subarray(0, bytesRead))) return
      }
    } finally {
      await file.close()
    }
  } catch (error) {
    // The log was deleted by hand while the window shows it: there is nothing to show.
    if (!isSystemError(error)) throw error
  }
}
