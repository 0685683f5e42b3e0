import { readFileSync } from 'node:fs'
import { writeFileDurably } from '../platform/durable-file'
import { isSystemError } from '../platform/plain-reason'

/**
 * Remembers which pause files the app made, by the very file and not only its path, also over a restart.
 *
 * A file that someone replaces or writes into is no longer the app's own.
 */
export class OwnPauseFiles {
  private readonly identities: Map<string, string>

  constructor(private readonly storage: string) {
    this.identities = new Map(Object.entries(read(storage)))
  }

  /** Says whether the file with this identity at this path was made by the app. */
  has(path: string, identity: string): boolean {
    return this.identities.get(path) === identity
  }

  /** Takes up a file that the app has made. */
  add(path: string, identity: string): void {
    this.identities.set(path, identity)
    this.save()
  }

  /** Forgets a file that is gone. */
  remove(path: string): void {
    if (this.identities.delete(path)) this.save()
  }

  private save(): void {
    try {
      writeFileDurably(this.storage, JSON.stringify(Object.fromEntries(this.identities)), { mode: 0o600 })
    } catch (error) {
      // After a restart such a file counts as made outside, which is the careful answer.
      if (!isSystemError(error)) throw error
    }
  }
}

function read(storage: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(readFileSync(storage, 'utf8'))
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
  } catch (error) {
    // The first start, or a damaged file: as above.
    if (isSystemError(error) || error instanceof SyntaxError) return {}
    throw error
  }
}
