import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isSystemError } from '../platform/plain-reason'

/** The beginning of a log that is no longer in it: so many bytes, which were so many whole lines. */
export interface TrimmedPart {
  readonly bytes: number
  readonly lines: number
}

/** Nothing is missing. */
export const nothingTrimmed: TrimmedPart = { bytes: 0, lines: 0 }

/** Stands in the place of a line that is no longer in the log. */
export const trimmedText = '(removed to keep the log small: see the .log.gz files beside it)'

/** Where it is written down what is missing of a log. */
export function trimmedFileOf(log: string): string {
  return join(dirname(log), 'trimmed.json')
}

/** Where a copy of what is left of a log is made for an editor; it goes when the log becomes old. */
export function openedLogOf(log: string): string {
  return join(dirname(log), 'output.opened.log')
}

/**
 * What is missing of a log.
 *
 * It is written before the bytes go: what is read of the log first, and then not named here, was whole.
 */
export async function readTrimmedPart(log: string): Promise<TrimmedPart> {
  // Nearly all logs are whole and have no such file, and each is looked at once a second: this costs 2 µs, a try to read 100.
  if (!existsSync(trimmedFileOf(log))) return nothingTrimmed
  try {
    const value: unknown = JSON.parse(await readFile(trimmedFileOf(log), 'utf8'))
    return isTrimmedPart(value) ? value : nothingTrimmed
  } catch (error) {
    // Damaged, or gone again: what was trimmed reads as zeros.
    if (isSystemError(error) || error instanceof SyntaxError) return nothingTrimmed
    throw error
  }
}

function isTrimmedPart(value: unknown): value is TrimmedPart {
  if (typeof value !== 'object' || value === null) return false
  const { bytes, lines } = value as Record<string, unknown>
  return [bytes, lines].every((count) => typeof count === 'number' && Number.isSafeInteger(count) && count >= 0)
}
