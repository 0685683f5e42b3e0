import { type BigIntStats, lstatSync } from 'node:fs'
import { openToRead } from '../log-files/file-follower'
import { cleanText } from '../log-files/line-text'
import { isSystemError } from '../platform/plain-reason'

/** What one look found at a pause file's path. */
export interface PauseFileSight {
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  /** Names the very file: the same only while nobody replaced or rewrote it. */
  readonly identity: string
  /** Names the file whatever is written into it. */
  readonly origin: string
  /** When it came to this path as far as the file system tells, milliseconds since the epoch. */
  readonly changedAt: number
}

/**
 * Looks at the path itself, not at what a link there leads to; null when nothing is there.
 *
 * Synchronous, as it takes 2 µs and no event may come between a look and what is concluded from it.
 */
export function lookAtPauseFile(path: string): PauseFileSight | null {
  try {
    const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    if (!stat) return null
    return {
      kind: kindOf(stat),
      identity: identityOfStat(stat),
      origin: originOf(stat),
      changedAt: Number(stat.ctimeMs),
    }
  } catch (error) {
    // No folder, no right to look, a drive that is gone: the run, which has the same rights, sees nothing there either.
    if (isSystemError(error)) return null
    throw error
  }
}

/** Names a file by what changes when it is replaced or rewritten. */
export function identityOfStat(stat: BigIntStats): string {
  return `${originOf(stat)}:${stat.mtimeNs}:${stat.size}`
}

function originOf(stat: BigIntStats): string {
  return `${stat.dev}:${stat.ino}:${stat.birthtimeNs}`
}

function kindOf(stat: BigIntStats): PauseFileSight['kind'] {
  if (stat.isSymbolicLink()) return 'link'
  if (stat.isDirectory()) return 'folder'
  return stat.isFile() ? 'file' : 'other'
}

/** How much of a pause file is read for its first line: it is someone else's, and only a note is expected. */
const noteBytes = 4096
/** How many characters of that line are shown. */
const noteCharacters = 120

/** The first line of a pause file for people to read; empty when there is none or it can't be read. */
export async function readFirstLine(path: string): Promise<string> {
  try {
    const file = await openToRead(path)
    try {
      if (!(await file.stat()).isFile()) return ''
      const { buffer, bytesRead } = await file.read(Buffer.alloc(noteBytes), 0, noteBytes, 0)
      return firstLineOf(buffer.subarray(0, bytesRead))
    } finally {
      await file.close()
    }
  } catch (error) {
    // Deleted meanwhile, or not ours to read: the note is an extra.
    if (isSystemError(error)) return ''
    throw error
  }
}

function firstLineOf(bytes: Buffer): string {
  const line =
    bytes
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/, 1)[0] ?? ''
  return [...cleanText(line).trim()].slice(0, noteCharacters).join('')
}
