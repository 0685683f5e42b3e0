/**
 * The set of holds of one run, and the only place that decides it: the pause file is to be there while it isn't empty.
 *
 * Each owner ends only its own hold. Two things end all of them: a person's Resume, and the file's deletion outside the
 * app. A rule tells a level; its edges are found here. A rule that was let go of holds again only at its next edge.
 */
import type { Hold, HoldOwner, RuleCondition, RuleId } from './holds'
import { assertNever } from './run-state'

/** What is known of one run's holds. */
export interface HoldSet {
  readonly you: YourHold | null
  /** When a file made outside the app was first seen. */
  readonly outside: { readonly since: number } | null
  readonly quit: { readonly since: number } | null
  /** The rules whose condition is met. */
  readonly rules: readonly RuleLevel[]
  /** Whether a run may be working: rules hold only then. */
  readonly isActive: boolean
}

/** A person's own hold; `byPauseAll` when it came of pausing all runs, and is to go when all are resumed. */
export interface YourHold {
  readonly since: number
  readonly until: number | null
  readonly byPauseAll: boolean
}

/** A rule whose condition is met. It holds unless it is at rest, which lasts until its condition has ended once. */
export interface RuleLevel {
  readonly ruleId: RuleId
  readonly condition: RuleCondition
  readonly since: number
  readonly atRest: boolean
}

/** What can happen to the holds of a run. `at` is milliseconds since the epoch. */
export type HoldEvent =
  | { readonly kind: 'youHeld'; readonly at: number; readonly until: number | null; readonly byPauseAll: boolean }
  | { readonly kind: 'quitHeld'; readonly at: number }
  | { readonly kind: 'released'; readonly owner: HoldOwner }
  | { readonly kind: 'allReleased' }
  | {
      readonly kind: 'ruleTold'
      readonly at: number
      readonly ruleId: RuleId
      readonly condition: RuleCondition | null
    }
  /** A file of someone else's is there: made outside, or in place of the app's own, or written into. */
  | { readonly kind: 'fileMadeOutside'; readonly at: number }
  | { readonly kind: 'fileDeletedOutside' }
  | { readonly kind: 'timePassed'; readonly at: number }
  /** The app starts: what rules found before is known to be true only of those that hold, or were let go of. */
  | { readonly kind: 'appStarted' }
  | { readonly kind: 'runStarted'; readonly at: number }
  | { readonly kind: 'runEnded'; readonly stopAsked: boolean }

/** The holds of a run that nothing ever held. */
export const noHolds: HoldSet = { you: null, outside: null, quit: null, rules: [], isActive: false }

/** The set after an event; the same object when the event changes nothing. */
export function nextHolds(set: HoldSet, event: HoldEvent): HoldSet {
  switch (event.kind) {
    case 'youHeld':
      return heldByYou(set, event)
    case 'quitHeld':
      return set.quit ? set : { ...set, quit: { since: event.at } }
    case 'released':
      return released(set, event.owner)
    case 'allReleased':
    case 'fileDeletedOutside':
      return isEmpty(set)
        ? set
        : { ...set, you: null, outside: null, quit: null, rules: set.rules.map(restWhileActive(set)) }
    case 'ruleTold':
      return ruleTold(set, event)
    case 'fileMadeOutside':
      return set.outside ? set : { ...set, outside: { since: event.at } }
    case 'timePassed':
      return timePassed(set, event.at)
    case 'appStarted':
      return withRules(
        set,
        set.rules.filter((rule) => set.isActive || rule.atRest),
      )
    case 'runStarted':
      return set.isActive
        ? set
        : { ...set, isActive: true, rules: set.rules.map((rule) => ({ ...rule, since: event.at })) }
    case 'runEnded':
      return runEnded(set, event.stopAsked)
    default:
      return assertNever(event)
  }
}

/** Those who hold the run, oldest first. */
export function holdsIn({ you, outside, quit, rules, isActive }: HoldSet): readonly Hold[] {
  const holds: Hold[] = []
  if (you) holds.push({ owner: 'you', reason: { kind: 'you' }, since: you.since, until: you.until })
  if (outside) holds.push({ owner: 'outside', reason: { kind: 'outside' }, since: outside.since, until: null })
  if (quit) holds.push({ owner: 'quit', reason: { kind: 'quit' }, since: quit.since, until: null })
  for (const { ruleId, condition, since, atRest } of rules)
    if (isActive && !atRest) holds.push({ owner: ruleId, reason: condition.reason, since, until: condition.until })
  return holds.sort((one, other) => one.since - other.since)
}

/** Whether nothing holds the run: then the pause file is not to be there. */
export function isEmpty(set: HoldSet): boolean {
  return !set.you && !set.outside && !set.quit && !set.rules.some((rule) => set.isActive && !rule.atRest)
}

function heldByYou(set: HoldSet, { at, until, byPauseAll }: HoldEvent & { readonly kind: 'youHeld' }): HoldSet {
  const { you } = set
  // Pausing all runs adds nothing to one that its person holds already; a new time takes the place of the old one.
  if (you && (byPauseAll || (you.until === until && !you.byPauseAll))) return set
  return { ...set, you: { since: you?.since ?? at, until, byPauseAll } }
}

function released(set: HoldSet, owner: HoldOwner): HoldSet {
  if (owner === 'you' || owner === 'outside' || owner === 'quit') return set[owner] ? { ...set, [owner]: null } : set
  return withRules(
    set,
    set.rules.map((rule) => (rule.ruleId === owner ? restWhileActive(set)(rule) : rule)),
  )
}

/** Lets go of a rule. One that holds nothing, as no run is active, has nothing to be let go of. */
function restWhileActive(set: HoldSet): (rule: RuleLevel) => RuleLevel {
  return (rule) => (rule.atRest || !set.isActive ? rule : { ...rule, atRest: true })
}

function ruleTold(set: HoldSet, event: HoldEvent & { readonly kind: 'ruleTold' }): HoldSet {
  const { ruleId, condition, at } = event
  const known = set.rules.find((rule) => rule.ruleId === ruleId)
  const others = set.rules.filter((rule) => rule !== known)
  if (!condition) return known ? withRules(set, others) : set
  const isNew = !known || (known.atRest && isAnotherTime(known.condition, condition, at))
  if (isNew) return { ...set, rules: [...others, { ruleId, condition, since: at, atRest: false }] }
  if (known.condition.until === condition.until) return set
  // What made it hold stays as it was then; only its end may move.
  const moved = { ...known, condition: { ...known.condition, until: condition.until } }
  return { ...set, rules: set.rules.map((rule) => (rule === known ? moved : rule)) }
}

/** Whether a rule's time is over and this is another one, though nobody saw the condition end in between. */
function isAnotherTime(before: RuleCondition, now: RuleCondition, at: number): boolean {
  if (before.until === now.until) return false
  return now.reason.kind === 'window' || (before.until !== null && before.until <= at)
}

function timePassed(set: HoldSet, at: number): HoldSet {
  const isOver = (until: number | null) => until !== null && until <= at
  const you = set.you && isOver(set.you.until) ? null : set.you
  const rules = set.rules.map((rule) =>
    !rule.atRest && isOver(rule.condition.until) ? { ...rule, atRest: true } : rule,
  )
  return you === set.you ? withRules(set, rules) : { ...set, you, rules }
}

function runEnded(set: HoldSet, stopAsked: boolean): HoldSet {
  if (!set.isActive) return set
  // Stopping ends a pause that was asked for in the app; a file made outside isn't the app's to remove.
  const ends = stopAsked && !set.outside
  return { ...set, isActive: false, ...(ends ? { you: null, quit: null } : {}) }
}

function withRules(set: HoldSet, rules: readonly RuleLevel[]): HoldSet {
  const isSame = rules.length === set.rules.length && rules.every((rule, index) => rule === set.rules[index])
  return isSame ? set : { ...set, rules }
}
