import { renameSync, writeFileSync } from 'node:fs'
import type { CollectorStatus } from '../../shared/collector-status'
import { reasonOf } from '../run-failure'
import { writePoint } from './write-point'

/** The file that the app reads to show how things are. */
export interface StatusFile {
  write(status: CollectorStatus): void
}

/**
 * Replaces the status as a whole each time, so that a reader never sees half of it.
 *
 * Not synced: it says how things are now, and after a power cut nothing is any more. That it can't be written is said
 * once, and the run goes on.
 */
export function createStatusFile(path: string, warn: (line: string) => void): StatusFile {
  let hasWarned = false
  return {
    write(status) {
      try {
        writePoint()
        writeFileSync(`${path}.new`, JSON.stringify(status))
        writePoint()
        renameSync(`${path}.new`, path)
      } catch (error) {
        if (!hasWarned) warn(`Can't write ${path}: ${reasonOf(error)}; the collection goes on`)
        hasWarned = true
      }
    },
  }
}
