import { cleanText, lastState } from '../log-files/line-text'
import { windowBytes } from '../log-files/words-finder'
import type { LineMatcher } from './line-matcher'

const lineFeed = 0x0a
const carriageReturn = 0x0d
const escape = 0x1b

/** Whole lines of a log, to be searched; the last one may lack its line feed. */
export interface SearchBlock {
  readonly bytes: Buffer
  readonly firstLine: number
  /** Some lines and where in the bytes they begin, in pairs: from there on lines are counted. */
  readonly starts: Float64Array
}

/**
 * The numbers of a block's lines that match, in their order.
 *
 * Where bytes can tell, no line is decoded: only lines with escape sequences or bars' states look other than their bytes.
 * `onLine` is told each line before its text is tested, as some expressions never come to an end.
 */
export function matchingLines(
  block: SearchBlock,
  matcher: LineMatcher,
  onLine: (line: number) => void,
): Uint32Array<ArrayBuffer> {
  const found = matcher.finderIn
    ? candidatesThatMatch(block, matcher, { find: matcher.finderIn(block.bytes), onLine })
    : linesThatMatch(block, matcher, onLine)
  return Uint32Array.from(found)
}

function candidatesThatMatch(
  { bytes, firstLine, starts }: SearchBlock,
  matcher: LineMatcher,
  { find, onLine }: { readonly find: (from: number) => number; readonly onLine: (line: number) => void },
): number[] {
  const found: number[] = []
  const count = lineCounter(bytes, firstLine, starts)
  const special = specialFinder(bytes)
  let hit = find(0)
  for (let at = 0; at < bytes.length; ) {
    if (hit >= 0 && hit < at) hit = find(at)
    const odd = special(at)
    const place = hit < 0 ? odd : Math.min(hit, odd)
    if (place >= bytes.length) break
    const feed = bytes.indexOf(lineFeed, place)
    const end = feed < 0 ? bytes.length : feed
    const line = count(place)
    if (odd >= end && matcher.isExact) found.push(line)
    else {
      onLine(line)
      const start = place === 0 ? 0 : bytes.lastIndexOf(lineFeed, place - 1) + 1
      if (matcher.test(searchedText(bytes.toString('utf8', start, end)))) found.push(line)
    }
    at = end + 1
  }
  return found
}

function linesThatMatch(
  { bytes, firstLine }: SearchBlock,
  matcher: LineMatcher,
  onLine: (line: number) => void,
): number[] {
  const found: number[] = []
  let line = firstLine
  for (let from = 0; from < bytes.length; ) {
    const to = windowEnd(bytes, from)
    const text = bytes.toString('utf8', from, to)
    for (let start = 0; start < text.length; line += 1) {
      const feed = text.indexOf('\n', start)
      const end = feed < 0 ? text.length : feed
      onLine(line)
      if (matcher.test(searchedText(text.slice(start, end)))) found.push(line)
      start = end + 1
    }
    from = to
  }
  return found
}

/** Where to end a window of whole lines, one at least. */
function windowEnd(bytes: Buffer, from: number): number {
  if (bytes.length - from <= windowBytes) return bytes.length
  const last = bytes.subarray(from, from + windowBytes).lastIndexOf(lineFeed)
  if (last >= 0) return from + last + 1
  const feed = bytes.indexOf(lineFeed, from + windowBytes)
  return feed < 0 ? bytes.length : feed + 1
}

/** A line's text as it is shown, all of it. */
function searchedText(raw: string): string {
  return cleanText(lastState(raw))
}

/** Says in which line a place is; places are asked for in their order. */
function lineCounter(bytes: Buffer, firstLine: number, starts: Float64Array): (place: number) => number {
  let line = firstLine
  let next = 0
  let feed = bytes.indexOf(lineFeed)
  return (place) => {
    for (; next < starts.length && (starts[next + 1] ?? 0) <= place; next += 2) {
      const start = starts[next + 1] ?? 0
      if (feed < 0 || start <= feed) continue
      line = starts[next] ?? line
      feed = bytes.indexOf(lineFeed, start)
    }
    for (; feed >= 0 && feed < place; feed = bytes.indexOf(lineFeed, feed + 1)) line += 1
    return line
  }
}

/** Finds the next byte that makes a line look other than its bytes: `Infinity` when there is none. */
function specialFinder(bytes: Buffer): (from: number) => number {
  let nextEscape = -1
  let nextReturn = -1
  const orNever = (at: number) => (at < 0 ? Number.POSITIVE_INFINITY : at)
  return (from) => {
    if (nextEscape < from) nextEscape = orNever(bytes.indexOf(escape, from))
    if (nextReturn < from) {
      nextReturn = orNever(bytes.indexOf(carriageReturn, from))
      // One before a line feed belongs to the line's end.
      while (bytes[nextReturn + 1] === lineFeed) nextReturn = orNever(bytes.indexOf(carriageReturn, nextReturn + 1))
    }
    return Math.min(nextEscape, nextReturn)
  }
}
