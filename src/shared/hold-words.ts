import type { HoldReason } from './holds'
import { assertNever } from './run-state'
import { bytes, memory, NBSP } from './wording'

/** What a hold is called: in its row, on its button, in a sentence, and as the one that did something. */
export interface HoldName {
  /** Head of its row in the card. */
  readonly title: string
  /** Short, for the name of the button that releases it. */
  readonly name: string
  /** In "Held by …". */
  readonly by: string
  /** As the actor of a note: `CPU rule`. */
  readonly actor: string
}

/** How a hold is named wherever the window tells of it. */
export function holdName(reason: HoldReason): HoldName {
  switch (reason.kind) {
    case 'you':
      return { title: 'You', name: 'You', by: 'you', actor: 'Your pause' }
    case 'outside':
      return named('A file made outside Fermata', 'a file made outside Fermata', 'The file made outside Fermata')
    case 'quit':
      return named('Pause and keep', 'your “Pause and keep”', 'Your “Pause and keep”')
    case 'window':
      return { ...named(reason.name, `“${reason.name}”`, reason.name), title: `Maintenance window: ${reason.name}` }
    case 'battery':
      return named('On battery', 'the battery rule', 'Battery rule')
    case 'otherPrograms':
      return named('Other programs', 'the CPU rule', 'CPU rule')
    case 'lowMemory':
      return named('Low memory', 'the memory rule', 'Memory rule')
    case 'lowDisk':
      return named('Low disk space', 'the disk rule', 'Disk rule')
    case 'rateLimit':
      return {
        ...named('Rate limit', 'a rate limit', 'Rate-limit rule'),
        title: `Rate limit: ${reason.host} asked to wait`,
      }
    default:
      return assertNever(reason)
  }
}

function named(title: string, by: string, actor: string): HoldName {
  return { title, name: title, by, actor }
}

/** What a rule found, in a few words: `other programs at 81 % for 2 min`; empty for what is no rule. */
export function finding(reason: HoldReason): string {
  switch (reason.kind) {
    case 'battery':
      return reason.percent === null ? 'on battery' : `on battery, ${reason.percent}${NBSP}% charge`
    case 'otherPrograms':
      return `other programs at ${reason.percent}${NBSP}% for ${reason.minutes}${NBSP}min`
    case 'lowMemory':
      return `${memory(reason.freeBytes)} of memory free`
    case 'lowDisk':
      return `${bytes(reason.freeBytes)} free in ${reason.folder}`
    case 'rateLimit':
      return `${reason.host} asked to wait`
    default:
      return ''
  }
}

/** Names in a row as a sentence has them: `you`, `you and the CPU rule`, `you, a file and “Nightly backup”`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

const smallNumbers = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const

/** A small number as a word: `two`. */
export function numberWord(value: number): string {
  return smallNumbers[value] ?? String(value)
}
