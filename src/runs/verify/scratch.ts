import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RunFailure, reasonOf } from '../run-failure'
import { copyTrainingTable } from '../trainer/training-table'

/** Makes a folder for the repeats, in `parent` or else where the system keeps what is temporary. */
export function makeScratch(parent: string | null): string {
  const within = parent ?? tmpdir()
  try {
    mkdirSync(within, { recursive: true })
    return realpathSync(mkdtempSync(join(within, 'fermata-verify-')))
  } catch (error) {
    throw new RunFailure('failed', `Can't make a folder in ${within}: ${reasonOf(error)}`, { cause: error })
  }
}

/** Removes it; what can't be removed is worth a line, not a failure. */
export function removeScratch(scratch: string, warn: (line: string) => void): void {
  try {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
  } catch (error) {
    warn(`Can't remove ${scratch}: ${reasonOf(error)}`)
  }
}

/**
 * Copies what is learned from, as the repeats must all learn from the same: a collector may be adding to it.
 *
 * What can't be copied is given to the trainer as it is, which says in its own words what is wrong with it.
 */
export async function dataArgsFor(data: string | null, scratch: string): Promise<readonly string[]> {
  if (data === null) return []
  const copy = join(scratch, 'data')
  try {
    await copyTrainingTable(data, copy)
    return ['--data', copy]
  } catch {
    return ['--data', data]
  }
}
