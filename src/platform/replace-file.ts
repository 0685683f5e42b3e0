import { renameSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { hasCode } from './plain-reason'

/** So often and at such a distance it is tried again: who reads a small file, or scans it for viruses, is soon done. */
const tries = 50
const betweenMs = 20

/**
 * Renames a file over one that may be there.
 *
 * Windows refuses that while anyone has the old one open, were it only to read: there it is tried for a second.
 */
export function replaceFile(aside: string, path: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(aside, path)
      return
    } catch (error) {
      if (!isHeldOpen(error) || attempt === tries) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, betweenMs)
    }
  }
}

/** Like {@link replaceFile}, without holding up anything else. */
export async function replaceFileMeanwhile(aside: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(aside, path)
      return
    } catch (error) {
      if (!isHeldOpen(error) || attempt === tries) throw error
      await sleep(betweenMs)
    }
  }
}

/** Elsewhere the same codes mean that it isn't allowed, which no waiting changes. */
function isHeldOpen(error: unknown): boolean {
  return process.platform === 'win32' && hasCode(error, 'EPERM', 'EACCES', 'EBUSY')
}
