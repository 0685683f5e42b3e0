import { openToRead } from '../log-files/file-follower'
import { isSystemError } from '../platform/plain-reason'
import { type ShownText, shownText } from './log-row'

const lineFeed = 0x0a
/** Enough for a screen of long lines; more lines than this holds are not given. */
const tailBytes = 256 * 1024

/** The last lines of a file, read from its end, so that they show before a big log is counted. Numbered from -1 down. */
export async function readTail(path: string, count: number): Promise<readonly ShownText[]> {
  const { bytes, isWhole } = await lastBytes(path)
  const hasEnd = bytes.at(-1) === lineFeed
  const lines: ShownText[] = []
  let end = hasEnd ? bytes.length - 1 : bytes.length
  while (lines.length < count && end >= 0) {
    const feed = end === 0 ? -1 : bytes.lastIndexOf(lineFeed, end - 1)
    // Of the first line only a part is here, unless the file begins there.
    if (feed < 0 && (!isWhole || bytes.length === 0)) break
    lines.unshift(shownText(-1 - lines.length, bytes.subarray(feed + 1, end), true))
    end = feed
  }
  return lines
}

async function lastBytes(path: string): Promise<{ readonly bytes: Buffer; readonly isWhole: boolean }> {
  const nothing = { bytes: Buffer.alloc(0), isWhole: true }
  try {
    const file = await openToRead(path)
    try {
      const stat = await file.stat()
      if (!stat.isFile()) return nothing
      const from = Math.max(0, stat.size - tailBytes)
      const { bytesRead, buffer } = await file.read(Buffer.alloc(stat.size - from), 0, stat.size - from, from)
      return { bytes: buffer.subarray(0, bytesRead), isWhole: from === 0 }
    } finally {
      await file.close()
    }
  } catch (error) {
    // Not there yet, or taken away by hand: there is nothing to show.
    if (isSystemError(error)) return nothing
    throw error
  }
}
