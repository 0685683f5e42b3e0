import { createReadStream, createWriteStream, readdirSync } from 'node:fs'
import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import { openToRead } from '../log-files/file-follower'
import { countLines } from '../log-files/telling-lines'
import { type TrimmedPart, trimmedFileOf } from '../log-files/trimmed-part'
import { settleFile } from '../platform/settled-file'
import type { RunFolder } from './run-record'

/** A part of a run's log that was compressed and taken out of it; its name tells its lines. */
export interface LogPart {
  readonly path: string
  readonly first: number
  readonly last: number
}

const lineFeed = 0x0a
/** How much is read at once where line ends are looked for and counted. */
const pieceBytes = 1024 * 1024
/** A log has text where it goes on; this many zeros are a hole. */
const holeBytes = 4096

/** All parts, oldest first. */
export function logPartsOf({ path }: RunFolder): readonly LogPart[] {
  return readdirSync(path)
    .flatMap((name) => {
      const [, first, last] = /^output\.(\d+)-(\d+)\.log\.gz$/.exec(name) ?? []
      return first && last ? [{ path: join(path, name), first: Number(first), last: Number(last) }] : []
    })
    .sort((one, other) => one.first - other.first)
}

/**
 * Compresses what follows the part that is missing, up to the last line that ends before `to`.
 *
 * Gives the part that may now go; null when no line ends there. Nothing is taken from the log.
 */
export async function compressPart(folder: RunFolder, gone: TrimmedPart, to: number): Promise<TrimmedPart | null> {
  const end = await lineEndBefore(folder.log, gone.bytes, to)
  if (end === null) return null
  const aside = asideOf(folder)
  let { bytes, lines } = gone
  async function* counted(pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      bytes += piece.length
      lines += countLines(piece)
      yield piece
    }
  }
  try {
    const source = createReadStream(folder.log, { start: gone.bytes, end: end - 1, highWaterMark: pieceBytes })
    // The quickest level: a run that floods its log must not be quicker.
    const change = createGzip({ level: constants.Z_BEST_SPEED })
    await pipeline(source, counted, change, createWriteStream(aside, { mode: 0o600 }))
    // Cut short by hand meanwhile.
    if (bytes !== end) return null
    await settleFile(aside, join(folder.path, `output.${gone.lines + 1}-${lines}.log.gz`))
    return { bytes, lines }
  } finally {
    await rm(aside, { force: true })
  }
}

/** Writes down, to stay, what is about to go from a log. */
export async function writeTrimmedPart({ log }: RunFolder, part: TrimmedPart): Promise<void> {
  const path = trimmedFileOf(log)
  await writeFile(`${path}.new`, `${JSON.stringify(part)}\n`, { mode: 0o600 })
  await settleFile(`${path}.new`, path)
}

/**
 * Takes away what a kill has left of a part: half of it, or the whole whose lines are still in the log.
 *
 * False when the log is known to lack more than is written down: then a part may be all there is of some lines.
 */
export async function clearHalfDone(folder: RunFolder, gone: TrimmedPart): Promise<boolean> {
  await rm(asideOf(folder), { force: true })
  const halfDone = logPartsOf(folder).filter(({ last }) => last > gone.lines)
  if (halfDone.length > 0 && (await isHole(folder.log, gone.bytes))) return false
  for (const { path } of halfDone) await rm(path, { force: true })
  return true
}

/** Removes the oldest parts, so that the others take no more than so much. */
export async function removeOldParts(folder: RunFolder, mostBytes: number): Promise<void> {
  let bytes = 0
  for (const { path } of logPartsOf(folder).toReversed()) {
    bytes += (await stat(path)).size
    if (bytes > mostBytes) await rm(path, { force: true })
  }
}

function asideOf({ path }: RunFolder): string {
  return join(path, 'output.part.gz.new')
}

async function lineEndBefore(log: string, from: number, to: number): Promise<number | null> {
  for (let end = to; end > from; end -= pieceBytes) {
    const start = Math.max(from, end - pieceBytes)
    const at = (await bytesOf(log, start, end)).lastIndexOf(lineFeed)
    if (at >= 0) return start + at + 1
  }
  return null
}

async function isHole(log: string, from: number): Promise<boolean> {
  const bytes = await bytesOf(log, from, from + holeBytes)
  return bytes.length > 0 && bytes.every((byte) => byte === 0)
}

async function bytesOf(log: string, from: number, to: number): Promise<Buffer> {
  const file = await openToRead(log)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(to - from), 0, to - from, from)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
