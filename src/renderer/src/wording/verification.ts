import type { RunView } from '../../../shared/ipc'
import { doneShare, type VerificationReport, type VerificationState } from '../../../shared/verification'
import { count, counted, dayTime, duration, percent, plural, times } from '../../../shared/wording'

/** What the Overview says of a verification. */
export interface VerificationWords {
  readonly tone: 'active' | 'done' | 'failed' | 'quiet'
  readonly title: string
  readonly text: string
  /** More of it, one line each. */
  readonly details: readonly string[]
}

/** How many disturbed repeats can be chosen. */
export const repeatChoices = [1, 3, 10] as const

/** What is said of a verification; null when there is none. */
export function verificationWords(run: RunView, state: VerificationState, now: number): VerificationWords | null {
  switch (state.kind) {
    case 'none':
      return null
    case 'running':
      return runningWords(run, state, now)
    case 'done':
      return state.report.difference === null
        ? sameWords(run, state.report, now)
        : differentWords(state.report, state.report.difference, now)
    case 'cancelled':
      return quiet(`Verification cancelled ${dayTime(state.at, now)}.`, 'Nothing was compared.')
    case 'interrupted':
      return quiet('The verification ended when Fermata was closed.', 'Nothing was compared.')
    case 'failed':
      return { ...quiet(`Couldn’t verify ${run.name}.`, state.reason), tone: 'failed' }
    case 'unreadable':
      return quiet('What was kept of the verification can’t be read.', `It is now in ${state.path}.`)
  }
}

function runningWords(
  run: RunView,
  { startedAt, progress }: Extract<VerificationState, { readonly kind: 'running' }>,
  now: number,
): VerificationWords {
  const title = 'Verifying…'
  if (!progress) return { tone: 'active', title, text: `Starting the undisturbed repeat.`, details: [] }
  const { repeat, repeats, item, total } = progress
  const which = repeat === 0 ? 'Undisturbed repeat' : `Disturbed repeat ${repeat} of ${repeats}`
  const share = doneShare(progress)
  const left = share > 0 ? ` About ${duration(((now - startedAt) / share) * (1 - share))} left.` : ''
  const text = `${which}, ${run.itemNoun} ${count(item)} of ${count(total)}.${left}`
  return { tone: 'active', title, text, details: [] }
}

function sameWords(run: RunView, report: VerificationReport, now: number): VerificationWords {
  const { repeats, sha256, items, endedAt, startedAt } = report
  const title = `Verified ${dayTime(endedAt, now)}:`
  const text = `${counted(repeats.length, 'disturbed repeat')}, same model, sha256 ${sha256.slice(0, 8)}…`
  const each = `Each of ${count(items)} ${plural(run.itemNoun)} was done exactly once, in ${duration(endedAt - startedAt)}.`
  return { tone: 'done', title, text, details: [disturbancesText(report), each] }
}

function differentWords(report: VerificationReport, difference: string, now: number): VerificationWords {
  const title = `Not the same, ${dayTime(report.endedAt, now)}:`
  const details = report.repeats.length > 0 ? [disturbancesText(report), seedText(report)] : []
  return { tone: 'failed', title, text: `${withShortHashes(difference)}.`, details }
}

/** A hash is told by its beginning, as the one of a model that is the same. */
function withShortHashes(text: string): string {
  return text.replace(/\b([0-9a-f]{8})[0-9a-f]{56}\b/g, '$1…')
}

function quiet(title: string, text: string): VerificationWords {
  return { tone: 'quiet', title, text, details: [] }
}

/** `Killed 4 times, paused twice.`, most frequent first. */
function disturbancesText({ repeats }: VerificationReport): string {
  const counts = new Map<string, number>()
  for (const what of repeats.flatMap(({ disturbances }) => disturbances)) counts.set(what, (counts.get(what) ?? 0) + 1)
  const parts = [...counts].sort(([, one], [, other]) => other - one).map(([what, many]) => `${what} ${times(many)}`)
  const text = parts.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function seedText({ disturbanceSeed }: VerificationReport): string {
  return `The same again: verify with --disturbance-seed ${disturbanceSeed}.`
}

/** What a verification does, for who is about to begin one. */
export function whatVerifyingDoes(run: RunView): string {
  const noun = run.itemNoun
  return (
    `Fermata repeats this training from its first ${noun}, once undisturbed and then with pauses, stops and kills at ` +
    `random moments, also while it saves. Then it compares the models, and that each ${noun} was done exactly once. ` +
    `Settings and data are those of the latest run. Its own files aren’t touched, and runs that are active come first.`
  )
}

/** What a start of the trainer takes, and how many there are in a repeat at most. */
const startMs = 1500
const startsPerRepeat = 5

/** How long a verification takes, as far as that can be told from the run. */
export function verifyingTime({ progress }: RunView, repeats: number): string | null {
  if (!progress || !(progress.rate > 0)) return null
  const onceMs = (progress.total / progress.rate) * 1000
  return `Takes about ${duration(onceMs * (repeats + 1) + repeats * startsPerRepeat * startMs)}.`
}

/** How much of it is done, for the bar and for people who hear it. */
export function verifyingShare(state: Extract<VerificationState, { readonly kind: 'running' }>): {
  readonly share: number
  readonly spoken: string
} {
  const share = state.progress ? doneShare(state.progress) : 0
  return { share, spoken: percent(share, 1) }
}
