import type { RunView } from '../../../shared/ipc'
import { resumedLine } from '../../../shared/run-lines'
import { clockSeconds, count, elapsed, fineDuration } from '../../../shared/wording'
import { itemsOf, restingOf, slowestText, workerNumbers, type Resting } from './collection'
import { makerOf } from './pause-file'
import { currentItem, usualItemTime } from './status'

/** The way from asking to the run's answer. The first step is done, the second under way, the third still to come. */
export interface PauseSteps {
  readonly title: string
  readonly text: string
  readonly steps: readonly [Step, Step, Step]
}

interface Step {
  readonly title: string
  readonly detail: string
}

/** What the dashed card says while a pause or a resumption waits for its answer; null when none does. */
export function pauseSteps(run: RunView, now: number): PauseSteps | null {
  if (run.state.kind === 'pauseRequested') return pausingSteps(run, run.state.since, now)
  if (run.state.kind === 'resumeRequested') return resumingSteps(run, run.state.since, run.state.pausedSince, now)
  return null
}

function pausingSteps(run: RunView, since: number, now: number): PauseSteps {
  const { found, name } = run.pauseFile
  const usual = usualItemTime(run)
  const item = currentItem(run)
  const isOutside = found.kind !== 'nothing' && found.madeBy === 'outside'
  const by = isOutside ? 'outside Fermata' : `by ${makerOf(run).replace(' in Fermata', '')}`
  const title = `Asked to pause, ${ago(now - since)}`
  const created = {
    title: `${name} created`,
    detail: `${clockSeconds(found.kind === 'nothing' ? since : found.since)}, ${by}`,
  }
  const confirms = { title: 'Run confirms', detail: 'From here the machine is yours' }
  const resting = restingOf(run)
  if (resting)
    return {
      title,
      text: `Each worker finishes its current ${run.itemNoun}.${slowestText(resting, now)}`,
      steps: [created, restingStep(resting, now - since), confirms],
    }
  return {
    title,
    text: `The run finishes ${item.replace(/ of .*/, '')} first.${usual ? ` A ${run.itemNoun} takes about ${usual}.` : ''}`,
    steps: [created, { title: `Finishing ${item}`, detail: `${elapsed(now - since)} so far` }, confirms],
  }
}

function restingStep({ workers, paused, busy }: Resting, ms: number): Step {
  const waits = busy.length > 0 && busy.length <= 6 ? `Waiting for ${workerNumbers(busy)}` : `${elapsed(ms)} so far`
  return { title: `${count(paused)} of ${count(workers)} workers paused`, detail: waits }
}

function resumingSteps(run: RunView, since: number, pausedSince: number, now: number): PauseSteps {
  const items = itemsOf(run)
  const next = items && items.item < items.total ? ` and goes on with ${run.itemNoun} ${count(items.item + 1)}` : ''
  return {
    title: `Asked to resume, ${ago(now - since)}`,
    text: `It was paused for ${fineDuration(since - pausedSince)}${next}.`,
    steps: [
      { title: `${run.pauseFile.name} deleted`, detail: clockSeconds(since) },
      { title: 'Waiting for the run', detail: 'It looks at least once a second' },
      { title: 'Run confirms', detail: resumesBy(run) },
    ],
  }
}

function resumesBy({ runKind, own }: RunView): string {
  if (runKind !== 'own') return `“${resumedLine(runKind)}”`
  return own?.confirmation.kind === 'lines' ? `A line with “${own.confirmation.resumed}”` : ''
}

function ago(ms: number): string {
  return ms < 1000 ? 'just now' : `${elapsed(ms)} ago`
}
