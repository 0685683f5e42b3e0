import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { writeFileDurably } from '../platform/durable-file'
import { hasCode, isSystemError } from '../platform/plain-reason'
import { setAside } from '../platform/set-aside'
import { type HoldSet, noHolds } from '../shared/hold-set'
import { isHoldReason, type RuleId, type RuleReason } from '../shared/holds'

/**
 * What the app knows of a pause file, written down before it changes it, so that a kill at any step can be concluded.
 *
 * `making` and `removing` say what is to come; `mark` is what the app writes into the file that it is about to make.
 * `isMade` is false of a file that someone else made.
 */
export type KnownFile =
  | { readonly kind: 'none' }
  | { readonly kind: 'making'; readonly mark: string }
  | { readonly kind: 'there' | 'removing'; readonly identity: string; readonly isMade: boolean }

/** What is kept of one profile. */
export interface SavedHolds {
  readonly set: HoldSet
  readonly file: KnownFile
}

/** What is kept of a profile that was never held. */
export const nothingSaved: SavedHolds = { set: noHolds, file: { kind: 'none' } }

const currentVersion = 1
const time = v.pipe(v.number(), v.safeInteger())
const end = v.nullable(time)
const ruleId = v.custom<RuleId>((value) => typeof value === 'string' && value.startsWith('rule:'))
const reason = v.custom<RuleReason>((value) => isHoldReason(value) && value.kind !== 'you')
const level = v.object({
  ruleId,
  condition: v.object({ reason, until: end }),
  since: time,
  atRest: v.boolean(),
})
const set = v.object({
  you: v.nullable(v.object({ since: time, until: end, byPauseAll: v.boolean() })),
  outside: v.nullable(v.object({ since: time })),
  quit: v.nullable(v.object({ since: time })),
  rules: v.array(level),
  isActive: v.boolean(),
})
const file = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('making'), mark: v.string() }),
  v.object({ kind: v.picklist(['there', 'removing']), identity: v.string(), isMade: v.boolean() }),
])
const content = v.object({
  version: v.literal(currentVersion),
  profiles: v.record(v.string(), v.object({ set, file })),
})

/** Keeps the holds of all profiles in one file, over restarts and kills of the app. */
export class HoldsStore {
  /** Where a file was put that couldn't be read: damaged, or of a newer version. Null when there was none. */
  readonly setAside: string | null
  private readonly profiles: Map<string, SavedHolds>

  constructor(private readonly path: string) {
    const found = read(path)
    this.setAside = found ? null : putAside(path)
    this.profiles = new Map(Object.entries(found ?? {}))
  }

  /** What is kept of a profile. */
  of(profileId: string): SavedHolds {
    return this.profiles.get(profileId) ?? nothingSaved
  }

  /** Keeps what is known of a profile; back only when it is on the disk, or can't be. */
  keep(profileId: string, saved: SavedHolds): void {
    this.profiles.set(profileId, saved)
    this.write()
  }

  /** Keeps nothing any more of a profile. */
  forget(profileId: string): void {
    if (this.profiles.delete(profileId)) this.write()
  }

  private write(): void {
    const profiles = Object.fromEntries(this.profiles)
    try {
      writeFileDurably(this.path, `${JSON.stringify({ version: currentVersion, profiles })}\n`, { mode: 0o600 })
    } catch (error) {
      // A full disk must not hold up a pause; after a restart its file counts as made outside, the careful answer.
      if (!isSystemError(error)) throw error
    }
  }
}

/** What the file holds; null when that can't be understood. */
function read(path: string): Readonly<Record<string, SavedHolds>> | null {
  try {
    const result = v.safeParse(content, JSON.parse(readFileSync(path, 'utf8')))
    return result.success ? result.output.profiles : null
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return {}
    if (isSystemError(error) || error instanceof SyntaxError) return null
    throw error
  }
}

/** Where a file is now that must not be written over; where it was, if it can't be moved. */
function putAside(path: string): string {
  try {
    return setAside(path)
  } catch (error) {
    if (!isSystemError(error)) throw error
    return path
  }
}
