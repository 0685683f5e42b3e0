import { cleanText } from '../log-files/line-text'
import type { LinePiece } from '../shared/log-service'
import { type LinePlace, LineReader } from './line-reader'
import type { LogSource } from './log-source'

const escape = 0x1b
const carriageReturn = 0x0d
/** One answer's share of a line. */
const pieceBytes = 256 * 1024
/** An escape sequence that begins this near to a piece's end may go on in the next one. */
const longestEscape = 256

/** A piece of a line's text as it is shown, from byte `from` of the line on; null when there is no such line. */
export async function wholeLinePiece(source: LogSource, number: number, from: number): Promise<LinePiece | null> {
  const place = await new LineReader(source).placeOf(number)
  if (!place) return null
  const begin = place.from + (from > 0 ? from : await shownFrom(source, place))
  const bytes = await source.bytes(begin, Math.min(place.end, begin + pieceBytes))
  const isLast = begin + bytes.length >= place.end || bytes.length === 0
  const piece = isLast ? bytes : bytes.subarray(0, cutPoint(bytes))
  const text = cleanText(piece.toString('utf8').replace(/\r+$/, ''))
  return { text, next: isLast ? null : begin - place.from + piece.length }
}

/** Where in a line its last state begins: behind the last carriage return that something follows. */
async function shownFrom(source: LogSource, { from, end }: LinePlace): Promise<number> {
  let isBehindText = false
  for (let to = end; to > from; to -= pieceBytes) {
    const start = Math.max(from, to - pieceBytes)
    const bytes = await source.bytes(start, to)
    let last = bytes.length
    while (!isBehindText && last > 0 && bytes[last - 1] === carriageReturn) last -= 1
    if (last === 0) continue
    isBehindText = true
    const at = bytes.lastIndexOf(carriageReturn, last - 1)
    if (at >= 0) return start + at + 1 - from
  }
  return 0
}

/** Where to end a piece: not within a letter, and not within an escape sequence. */
function cutPoint(bytes: Buffer): number {
  const at = bytes.lastIndexOf(escape)
  if (at > 0 && at > bytes.length - longestEscape) return at
  let end = bytes.length
  while (end > bytes.length - 3 && isContinuation(bytes[end - 1])) end -= 1
  const lead = bytes[end - 1] ?? 0
  return lead >= 0xc0 ? end - 1 : bytes.length
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}
