/**
 * Who holds a run, and why: the pause file exists while at least one of them does.
 *
 * Each owner releases only its own hold. See docs/architecture.md, "Holds".
 */

/** `you`, a file made outside the app, the app's quit, or a rule by its id (`rule:battery`, `rule:window:ID`). */
export type HoldOwner = 'you' | 'outside' | 'quit' | RuleId

/** Names one rule of one run. */
export type RuleId = `rule:${string}`

/** Why a rule holds a run, in parts that the window makes a sentence of. */
export type RuleReason =
  | { readonly kind: 'window'; readonly name: string }
  | { readonly kind: 'battery'; readonly percent: number | null }
  | { readonly kind: 'otherPrograms'; readonly percent: number; readonly minutes: number }
  | { readonly kind: 'lowMemory'; readonly freeBytes: number }
  | { readonly kind: 'lowDisk'; readonly freeBytes: number; readonly folder: string }
  | { readonly kind: 'rateLimit'; readonly host: string }

/** Why a run is held. */
export type HoldReason =
  | { readonly kind: 'you' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'quit' }
  | RuleReason

/** One hold. Times are milliseconds since the epoch. */
export interface Hold {
  readonly owner: HoldOwner
  readonly reason: HoldReason
  readonly since: number
  /** When it ends by itself; null when it doesn't. */
  readonly until: number | null
}

/** What a rule finds: it is to hold the run, or (null) it isn't. A change between the two is the rule's edge. */
export interface RuleCondition {
  readonly reason: RuleReason
  readonly until: number | null
}

/** What each kind of reason holds besides its kind; `null` among the types where it may be missing. */
const reasonFields: Readonly<Record<HoldReason['kind'], Readonly<Record<string, readonly string[]>>>> = {
  you: {},
  outside: {},
  quit: {},
  window: { name: ['string'] },
  battery: { percent: ['number', 'null'] },
  otherPrograms: { percent: ['number'], minutes: ['number'] },
  lowMemory: { freeBytes: ['number'] },
  lowDisk: { freeBytes: ['number'], folder: ['string'] },
  rateLimit: { host: ['string'] },
}

/** Whether what was read from a file is a reason. */
export function isHoldReason(value: unknown): value is HoldReason {
  if (typeof value !== 'object' || value === null) return false
  const found = value as Readonly<Record<string, unknown>>
  const known = Object.entries(reasonFields).find(([kind]) => kind === found.kind)
  return known !== undefined && Object.entries(known[1]).every(([name, types]) => types.includes(typeOf(found[name])))
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : typeof value
}
