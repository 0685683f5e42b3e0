import { writeFile } from 'node:fs/promises'
import type { CollectorStatus } from '../../shared/collector-status'
import { toWriteAnew, writeAnew } from '../../platform/own-file'
import { replaceFile, replaceFileMeanwhile } from '../../platform/replace-file'
import { reasonOf } from '../run-failure'

/** The file that the app reads to show how things are. */
export interface StatusFile {
  /** Without waiting for the disk; leaves out what comes while the last one is still being written. */
  write(status: CollectorStatus): void
  /** Waits for the disk, for what stays for a while: a pause, the end. */
  writeNow(status: CollectorStatus): void
}

/**
 * Replaces the status as a whole each time, so that a reader never sees half of it.
 *
 * Not synced: it says how things are now, and after a power cut nothing is any more. Some file systems all the same
 * write a replaced file out at once, which takes some milliseconds. That it can't be written is said once, and the run
 * goes on.
 */
export function createStatusFile(path: string, warn: (line: string) => void): StatusFile {
  let hasWarned = false
  let isWriting = false
  let written = 0
  let latest: CollectorStatus | null = null
  const failed = (error: unknown): void => {
    if (!hasWarned) warn(`Can't write ${path}: ${reasonOf(error)}; the collection goes on`)
    hasWarned = true
  }

  async function replace(status: CollectorStatus): Promise<void> {
    const number = written
    await writeFile(`${path}.next`, JSON.stringify(status), { flag: toWriteAnew })
    if (number === written) await replaceFileMeanwhile(`${path}.next`, path)
    // Something newer was written at once meanwhile, and may have been overtaken.
    if (number !== written && latest !== null) replaceNow(latest)
  }

  function replaceNow(status: CollectorStatus): void {
    try {
      writeAnew(`${path}.new`, JSON.stringify(status))
      replaceFile(`${path}.new`, path)
    } catch (error) {
      failed(error)
    }
  }

  return {
    write(status) {
      if (isWriting) return
      isWriting = true
      replace(status)
        .catch(failed)
        .finally(() => (isWriting = false))
    },
    writeNow(status) {
      written += 1
      latest = status
      replaceNow(status)
    },
  }
}
