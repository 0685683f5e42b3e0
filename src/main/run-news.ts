import { holdName, listed } from '../shared/hold-words'
import type { Hold } from '../shared/holds'
import type { RunView } from '../shared/ipc'
import type { RunOutcome } from '../shared/run-state'
import type { Settings } from '../shared/settings'
import { clock, clockSeconds, count, counted, duration } from '../shared/wording'

/** Something of a run that its person may want to hear of while they look elsewhere. */
export interface RunNews {
  readonly title: string
  readonly body: string
  /** The switch in the settings that it needs. */
  readonly setting: keyof Settings & `notify${string}`
  /** Where a click on it leads. */
  readonly tab: 'overview' | 'logs'
}

/** How long a pause may go unanswered before that is news. */
export const unansweredMs = 30_000

/** What a change of a run is worth telling; null when nothing. `byPerson`: they resumed or stopped it in the app. */
export function newsOf(before: RunView, after: RunView, byPerson: boolean): RunNews | null {
  const [was, is] = [before.state, after.state]
  if (after.problem?.kind === 'pauseFileNotCreated' && before.problem?.kind !== 'pauseFileNotCreated')
    return notCreated(after, after.problem.reason)
  if (before.runId !== after.runId || was.kind === is.kind) return null
  if (is.kind === 'paused') return pausedNews(after, is.since)
  const wasHeld = was.kind === 'paused' || was.kind === 'resumeRequested'
  if (is.kind === 'running' && wasHeld) return byPerson ? null : resumedNews(before, after, is.since)
  if (is.kind === 'ended') return endedNews(after, is.outcome, is.at, byPerson)
  return null
}

/** A pause that wasn't answered in time. */
export function unansweredNews({ name, pauseFile }: RunView): RunNews {
  return {
    title: `${name} hasn’t paused yet`,
    body: `${pauseFile.name} has been there for ${duration(unansweredMs)}. It may still be working.`,
    ...{ setting: 'notifyNotConfirmed', tab: 'overview' },
  }
}

function notCreated({ name, pauseFile, state }: RunView, reason: string): RunNews {
  const still = state.kind === 'running' ? ' It is still running.' : ''
  return {
    title: `Couldn’t pause ${name}`,
    body: `${pauseFile.name}: ${reason}.${still}`,
    ...{ setting: 'notifyNotConfirmed', tab: 'overview' },
  }
}

function pausedNews({ name, holds }: RunView, since: number): RunNews {
  const news = { setting: 'notifyPaused', tab: 'overview' } as const
  const [only] = holds
  if (holds.length === 1 && only?.reason.kind === 'rateLimit') {
    const until = only.until === null ? '' : ` until ${clock(only.until)}`
    const body = `${only.reason.host} asked to wait${until}. Resumes by itself.`
    return { title: `${name} is paused: rate limit`, body, ...news }
  }
  const held = holds.length > 0 ? ` Held by ${listed(holds.map(({ reason }) => holdName(reason).by))}.` : ''
  return { title: `${name} is paused`, body: `Confirmed at ${clockSeconds(since)}.${held}`, ...news }
}

function resumedNews(before: RunView, { name, pauseFile }: RunView, at: number): RunNews {
  const rules = before.holds.filter(isRule)
  const ended = rules.length > 0 && rules.length === before.holds.length
  const body = ended
    ? `${listed(rules.map(({ reason }) => holdName(reason).actor))} ended at ${clock(at)}.`
    : `${pauseFile.name} was deleted at ${clock(at)}.`
  return { title: `${name} resumed`, body, setting: 'notifyResumed', tab: 'overview' }
}

function isRule({ owner }: Hold): boolean {
  return owner.startsWith('rule:')
}

function endedNews(run: RunView, outcome: RunOutcome, at: number, byPerson: boolean): RunNews | null {
  const { name, itemNoun } = run
  const news = { setting: 'notifyEnded', tab: 'overview' } as const
  const items = run.progress ?? run.collection?.items ?? null
  const done = run.progress?.item ?? run.collection?.items.done ?? 0
  switch (outcome.kind) {
    case 'completed': {
      const took = run.startedAt === null ? '' : ` in ${duration(at - run.startedAt)}`
      return { title: `${name} finished`, body: items ? `${counted(items.total, itemNoun)}${took}.` : '', ...news }
    }
    case 'failed':
      return { title: `${name} failed: exit code ${outcome.exitCode}`, body: lastLine(run), ...news, tab: 'logs' }
    case 'killed':
    case 'lost':
      return byPerson ? null : { title: `${name} ended without saving`, body: lastLine(run), ...news, tab: 'logs' }
    case 'stopped': {
      const saved = items ? `Progress saved at ${itemNoun} ${count(done)}. ` : ''
      return byPerson ? null : { title: `${name} stopped`, body: `${saved}You can continue it.`, ...news }
    }
    case 'notSpawned':
      return null // The person has just pressed Start and looks at the window.
  }
}

function lastLine({ latestLines }: RunView): string {
  return latestLines.at(-1)?.message.slice(0, 200) ?? ''
}
