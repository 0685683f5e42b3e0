import type { RunView } from '../../../shared/ipc'
import type { RunHistory } from '../../../shared/run-history'
import { assertNever, type RunOutcome } from '../../../shared/run-state'
import {
  clock,
  clockSeconds,
  count,
  counted,
  dayTime,
  duration,
  elapsed,
  itemTime,
  percent,
  sinceTime,
} from '../../../shared/wording'
import { collectionNote, itemsOf, restingOf, restingSentence, withWorkers } from './collection'
import { contradictionSentence, fileIsGone, leftBehindSentence, talkSincePaused } from './custody'
import { holders, holdersShort, timeLeft, untilTime } from './hold-rows'
import { unsaidPauseSentence, ownKillLoss } from './own-run'
import { confirmsPauses, phaseOf, unconfirmedAfterMs } from './phase'

/** The one sentence under the run's name: what it does, since when, who holds it, and whether that is confirmed. */
export function statusSentence(run: RunView, history: RunHistory, now: number): string {
  const { state } = run
  const seen = leftBehindSentence(run) ?? contradictionSentence(run)
  if (seen !== null && state.kind !== 'ended') return seen
  switch (state.kind) {
    case 'idle':
      return `Never run.${waitingFile(run, now)}`
    case 'starting':
      return `Starting. No output yet, ${elapsed(now - state.since)}.`
    case 'running':
      return runningSentence(run, state.since, state.withdrawn, now)
    case 'pauseRequested':
      if (!confirmsPauses(run)) return unsaidPauseSentence(run, now - state.since)
      if (now - state.since >= unconfirmedAfterMs)
        return `Not confirmed after ${duration(now - state.since)}. The run may still be working.`
      return (
        restingSentence(run) ??
        `Finishing ${currentItem(run)} before it pauses. ${elapsed(now - state.since)} so far${usualTime(run)}.`
      )
    case 'paused':
      return pausedSentence(run, state.since, now) + talkSincePaused(run)
    case 'resumeRequested':
      return `${fileIsGone(run)} Waiting for the run to say that it goes on, ${elapsed(now - state.since)}.`
    case 'stopping':
      return `Saving progress before it ends, ${elapsed(now - state.since)}.`
    case 'ended':
      return endedSentence(run, history, state, now)
    default:
      return assertNever(state)
  }
}

function pausedSentence(run: RunView, since: number, now: number): string {
  const time = `Paused for ${elapsed(now - since)}`
  const confirmed = `Confirmed by the run at ${clockSeconds(since)}.`
  const [only, ...others] = run.holds
  if (!only) return `${time}. Nobody holds it any more, but ${run.pauseFile.name} is still there. ${confirmed}`
  if (others.length > 0 || only.until === null) return `${time}. Held by ${holders(run)}. ${confirmed}`
  if (only.reason.kind === 'rateLimit')
    return `${time} because ${only.reason.host} asked to wait. Resumes by itself at ${clockSeconds(only.until)}.`
  return `${time}. Held by ${holders(run)} until ${untilTime(only.until, now)}. ${confirmed}`
}

function runningSentence(run: RunView, since: number, withdrawn: boolean, now: number): string {
  if (withdrawn && confirmsPauses(run))
    return `Running. The pause was withdrawn at ${clockSeconds(since)}, before the run had answered: it never stopped.${run.evidence.fileGoneBy === 'outside' ? ` ${fileIsGone(run)}` : ''}`
  const started = run.startedAt
  const tellStart = started !== null && clock(started) !== clock(since)
  const start = tellStart ? `. Started ${dayTime(started, now)}` : ''
  return `Running since ${sinceTime(since, now)}${start}${withWorkers(run)}.${collectionNote(run)}`
}

type Ended = Extract<RunView['state'], { kind: 'ended' }>

function endedSentence(run: RunView, history: RunHistory, { at, outcome }: Ended, now: number): string {
  const when = dayTime(at, now)
  const saved = history.saved ? ` Progress is saved at ${run.itemNoun} ${count(history.saved.item)}.` : ''
  const after = run.startedAt === null ? '' : `after ${duration(at - run.startedAt)}`
  const file = waitingFile(run, now)
  switch (outcome.kind) {
    case 'completed':
      return `Finished ${when}${after && ` ${after}`}, with exit code 0.${file}`
    case 'stopped':
      return `Stopped ${when}.${saved}${file}`
    case 'failed':
      return `Ended by itself with exit code ${outcome.exitCode} ${when}${after && `, ${after}`}.${file}`
    case 'killed':
      return `Killed ${when} (${outcome.signal}).${saved}${file}`
    case 'notSpawned':
      return `Couldn’t start at ${clock(at)}: ${isMissingProgram(outcome.reason) ? 'the program was not found' : outcome.reason}.${file}`
    case 'lost':
      return `Ended while Fermata was closed; how is not known.${saved}${file}`
    default:
      return assertNever(outcome)
  }
}

/** Whether a start failed because there is no such program. */
export function isMissingProgram(reason: string): boolean {
  return /ENOENT|not found|no such (file|program)/i.test(reason)
}

/** A pause file that no run sees yet holds the next start: that must be known before pressing Start. */
function waitingFile(run: RunView, now: number): string {
  const { found, name } = run.pauseFile
  if (found.kind === 'nothing') return ''
  return ` ${name} is there since ${sinceTime(found.since, now)}: the run will hold before its first ${run.itemNoun}.`
}

/** What the run works on: numbered only when items are slow enough for the number to be still true. */
export function currentItem(run: RunView): string {
  const { progress, itemNoun } = run
  if (!progress || progress.rate > 1) return `the current ${itemNoun}`
  const isLast = progress.batch >= progress.batches
  return `${itemNoun} ${count(isLast ? 1 : progress.batch + 1)} of ${count(progress.batches)}`
}

function usualTime(run: RunView): string {
  const time = usualItemTime(run)
  return time ? `, a ${run.itemNoun} takes about ${time}` : ''
}

/** How long one item usually takes; null while that isn't known. */
export function usualItemTime(run: RunView): string | null {
  const rate = run.progress?.rate ?? 0
  return rate > 0 && Number.isFinite(rate) ? itemTime(1000 / rate) : null
}

/** What stands beside the state's word in the sidebar; empty when there is nothing to add. */
export function sidebarDetail(run: RunView, history: RunHistory, now: number): string {
  const { state } = run
  const items = itemsOf(run)
  switch (state.kind) {
    case 'idle':
      return 'never run'
    case 'starting':
    case 'resumeRequested':
      return elapsed(now - state.since)
    case 'running':
      return items ? percent(items.item, items.total) : ''
    case 'pauseRequested':
      if (state.contradicted) return 'goes on'
      if (confirmsPauses(run) && now - state.since >= unconfirmedAfterMs) return 'not confirmed'
      return restingDetail(run) ?? `${elapsed(now - state.since)} so far`
    case 'paused':
      return timeLeft(run, now) ?? [elapsed(now - state.since), holdersShort(run)].filter(Boolean).join(', ')
    case 'stopping':
      return `saving, ${elapsed(now - state.since)}`
    case 'ended':
      return endedDetail(run, history, state.at, state.outcome)
    default:
      return assertNever(state)
  }
}

/** `5 of 8 workers`; null when the run has none. */
function restingDetail(run: RunView): string | null {
  const resting = restingOf(run)
  return resting && `${count(resting.paused)} of ${counted(resting.workers, 'worker')}`
}

function endedDetail(run: RunView, history: RunHistory, at: number, outcome: RunOutcome): string {
  if (outcome.kind === 'failed') return `exit code ${outcome.exitCode}`
  if (outcome.kind === 'killed') return 'killed'
  if (outcome.kind === 'notSpawned') return 'couldn’t start'
  if (outcome.kind === 'completed') return clock(at)
  const items = itemsOf(run)
  if (history.saved && items) return `${percent(history.saved.item, items.total)} saved`
  return clock(at)
}

/** What is announced to people who hear the window, once for each change of state. */
export function announcement(run: RunView, label: string): string {
  const what = phaseOf(run) === 'paused' ? `${label}, held by ${holders(run)}` : label
  return `${run.name}: ${what}`
}

/** Work since the last save, which ending the run at once would throw away. */
export function unsavedWork(run: RunView, history: RunHistory): { readonly items: number; readonly ms: number } {
  const items = Math.max(0, (run.progress?.item ?? 0) - (history.saved?.item ?? 0))
  const rate = run.progress?.rate ?? 0
  return { items, ms: rate > 0 ? (items / rate) * 1000 : 0 }
}

/** What killing the run loses, in items and time. */
export function killLoss(run: RunView, history: RunHistory, now: number): string {
  const { items, ms } = unsavedWork(run, history)
  const { saved } = history
  const begin = run.state.kind === 'stopping' ? `It has been saving for ${elapsed(now - run.state.since)}. ` : ''
  if (run.own) return `${begin}${ownKillLoss}`
  if (run.runKind === 'collection')
    return `${begin}Killing ends it at once. What was stored stays; only requests that are under way are made again.`
  if (items === 0 && saved)
    return `${begin}Killing ends it at once. Progress is saved at ${run.itemNoun} ${count(saved.item)}: as far as is known, nothing is lost.`
  if (items === 0) return `${begin}Killing ends it at once, without saving.`
  const what = saved
    ? `everything since the last save at ${clock(saved.time)} is lost`
    : 'as nothing was saved yet, everything is lost'
  return `${begin}Killing ends it at once, and ${what}: ${counted(items, run.itemNoun)}${ms > 0 ? `, about ${itemTime(ms)} of work` : ''}.`
}
