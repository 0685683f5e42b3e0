import { assertNever, type RunOutcome } from './run-state'
import { clock24, count, counted, percentValue } from './wording'

/** What is known of a run that has ended, to say in a few words what came of it. */
export interface ResultFacts {
  readonly itemNoun: string
  readonly outcome: RunOutcome
  readonly item: number | null
  readonly total: number | null
  /** Of a collection: how many listings were given up. */
  readonly failed: number | null
  /** Of a training: its last error on data that it has not seen, in percent. */
  readonly validation: number | null
  readonly savedAt: number | null
  /** Whether it is known that a stop saved its work. */
  readonly hasSaved: boolean
  /** The last thing that the run printed. */
  readonly lastLine: string
  readonly wasKilledHere: boolean
}

/** The longest that is quoted of a run's last line. */
const mostQuoted = 160

/** What came of a run: `12,800 batches, error 6.1 %`, `Exit 1: ENOSPC: no space left`. */
export function resultText(facts: ResultFacts): string {
  const { outcome } = facts
  switch (outcome.kind) {
    case 'completed':
      return finished(facts)
    case 'stopped':
      return stopped(facts)
    case 'failed':
      return quoted(`Exit ${outcome.exitCode}`, facts.lastLine)
    case 'killed': {
      const saved = facts.savedAt === null ? '' : `, last save ${clock24(facts.savedAt)}`
      return `Killed by ${facts.wasKilledHere ? 'you' : outcome.signal}${saved}`
    }
    case 'notSpawned':
      return `Couldn’t start: ${outcome.reason}`
    case 'lost':
      return quoted('Ended while Fermata was closed', facts.lastLine)
    default:
      return assertNever(outcome)
  }
}

function finished({ item, total, itemNoun, failed, validation }: ResultFacts): string {
  const done = total ?? item
  const parts = done === null ? ['Exit 0'] : [counted(done, itemNoun)]
  if (validation !== null) parts.push(`error ${percentValue(validation)}`)
  if (failed !== null) parts.push(`${count(failed)} failed`)
  return parts.join(', ')
}

function stopped({ item, total, itemNoun, hasSaved }: ResultFacts): string {
  if (item === null) return hasSaved ? 'Progress saved' : 'Stopped'
  return `${hasSaved ? 'Progress saved, ' : 'Stopped at '}${total === null ? counted(item, itemNoun) : `${count(item)} of ${count(total)}`}`
}

function quoted(text: string, line: string): string {
  const said = line.trim()
  if (said === '') return text
  return `${text}: ${said.length > mostQuoted ? `${said.slice(0, mostQuoted)}…` : said}`
}
