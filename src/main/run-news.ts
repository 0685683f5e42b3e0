import { holdName, listed } from '../shared/hold-words'
import type { RunView } from '../shared/ipc'
import { type LedgerActor, outsideActor } from '../shared/pause-ledger'
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

/**
 * What a change of a run is worth telling, as the settings allow; null when nothing.
 *
 * `releaser` is who ended its latest pause. What its person did to it in the app is no news to them.
 */
export function newsOf(
  before: RunView,
  after: RunView,
  settings: Settings,
  releaser: LedgerActor | null,
): RunNews | null {
  return allowed(changeNews(before, after, releaser), settings)
}

/** A pause that wasn't answered in time, as the settings allow; null for a run that can't answer, or that is still. */
export function unansweredNews(run: RunView, settings: Settings): RunNews | null {
  if (cantAnswer(run)) return null
  const { name, pauseFile } = run
  const news = {
    title: `${name} hasn’t paused yet`,
    body: `${pauseFile.name} has been there for ${duration(unansweredMs)}. It may still be working.`,
    ...{ setting: 'notifyNotConfirmed' as const, tab: 'overview' as const },
  }
  return allowed(news, settings)
}

/** Whether no better answer to a pause will come of a run than what is known. */
export function cantAnswer({ own }: RunView): boolean {
  return own?.confirmation.kind === 'none' || own?.quietSince != null
}

function allowed(news: RunNews | null, settings: Settings): RunNews | null {
  return news && settings[news.setting] ? news : null
}

function changeNews(before: RunView, after: RunView, releaser: LedgerActor | null): RunNews | null {
  const [was, is] = [before.state, after.state]
  if (after.problem?.kind === 'pauseFileNotCreated' && before.problem?.kind !== 'pauseFileNotCreated')
    return notCreated(after, after.problem.reason)
  if (before.runId !== after.runId || was.kind === is.kind) return null
  if (is.kind === 'paused') return was.kind === 'resumeRequested' ? null : pausedNews(after, is.since)
  if (is.kind === 'running' && (was.kind === 'paused' || was.kind === 'resumeRequested'))
    return resumedNews(after, is.since, releaser ?? outsideActor)
  // Only its person, in the app, has a run be stopped there.
  if (is.kind === 'ended') return endedNews(after, is.outcome, is.at, was.kind === 'stopping')
  return null
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

/** A person who resumed it, or said until when it is paused, knows. */
function resumedNews({ name, pauseFile }: RunView, at: number, { means, reason }: LedgerActor): RunNews | null {
  if (means !== 'rule' && means !== 'file') return null
  const ended =
    means === 'rule'
      ? `${holdName(reason).actor} ended at ${clock(at)}.`
      : `${pauseFile.name} was deleted at ${clock(at)}.`
  return { title: `${name} resumed`, body: ended, setting: 'notifyResumed', tab: 'overview' }
}

function endedNews(run: RunView, outcome: RunOutcome, at: number, isStopped: boolean): RunNews | null {
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
      return isStopped ? null : { title: `${name} ended without saving`, body: lastLine(run), ...news, tab: 'logs' }
    case 'stopped': {
      const saved = items ? `Progress saved at ${itemNoun} ${count(done)}. ` : ''
      return isStopped ? null : { title: `${name} stopped`, body: `${saved}You can continue it.`, ...news }
    }
    case 'notSpawned':
      return null // The person has just pressed Start and looks at the window.
  }
}

function lastLine({ latestLines }: RunView): string {
  return latestLines.at(-1)?.message.slice(0, 200) ?? ''
}
