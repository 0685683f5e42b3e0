import type { RunView } from '../../../shared/ipc'
import type { OwnProgress } from '../../../shared/own-run'
import { type RunHistory, timeIn } from '../../../shared/run-history'
import {
  clockSeconds,
  count,
  counted,
  duration,
  elapsed,
  percent,
  percentValue,
  plural,
  rate,
  tableTime,
  times,
} from '../../../shared/wording'
import { phaseOf } from './phase'
import { type Figure, type ProgressWords, timeLeft } from './progress'

/** What killing loses of a run whose saving the app knows nothing of. */
export const ownKillLoss = 'Killing ends it at once. Fermata doesn’t know what it has saved: the rest is lost.'

/** What going on means for a run whose saving the app knows nothing of. */
export const ownSavedText =
  'Continue starts the same command again. Whether it goes on where it was is up to the program.'

/** What a run that can't say that it paused is doing. */
export function unsaidPauseSentence({ own }: RunView, waitedMs: number): string {
  if (own?.confirmation.kind === 'none')
    return `Asked to pause, ${elapsed(waitedMs)} ago. It can’t say when it has, so that is all that is known.`
  if (own?.quietSince != null)
    return `Probably paused since ${clockSeconds(own.quietSince)}: it prints nothing and uses no CPU. It can’t say so itself.`
  return `Asked to pause, ${elapsed(waitedMs)} ago. It still prints or uses the CPU.`
}

/** Items done and in all of a user's own run; a percentage counts as items of a hundred. */
export function ownItems(progress: OwnProgress | null): { readonly item: number; readonly total: number } | null {
  if (progress === null) return null
  const { item, total, percent: done } = progress
  if (item !== null && total !== null) return { item, total }
  return done === null ? null : { item: done, total: 100 }
}

/** How far a user's own run is, in words; null when its lines don't tell. */
export function ownWords(run: RunView, history: RunHistory, now: number): ProgressWords | null {
  const progress = run.own?.progress ?? null
  if (progress === null || (progress.item === null && progress.percent === null)) return null
  const { item, total, percent: done, ratePerSecond, etaSeconds } = progress
  const beside = item !== null && total !== null ? `${count(item)} of ${counted(total, run.itemNoun)}` : ''
  const big = bigWords(progress, run.itemNoun)
  const figures: Figure[] = ratePerSecond === null ? [] : [{ label: 'Rate', value: rate(ratePerSecond, run.itemNoun) }]
  const spoken = [big, beside].filter((part) => part !== '').join(', ')
  const left = phaseOf(run) === 'finished' || done === 100 ? 0 : (etaSeconds ?? 0)
  return {
    big,
    beside,
    right: timeLeft(phaseOf(run), left, now),
    spoken,
    figures: [...figures, ...timeFigures(run, history, now)],
  }
}

function bigWords({ item, total, percent: done }: OwnProgress, noun: string): string {
  if (item !== null && total !== null) return percent(item, total)
  return done === null ? `${count(item ?? 0)} ${plural(noun)}` : percentValue(done)
}

function timeFigures(run: RunView, { spans }: RunHistory, now: number): readonly Figure[] {
  const pauses = spans.filter((span) => span.kind === 'paused').length
  return [
    { label: 'Active', value: duration(timeIn('active', spans, now)) },
    { label: 'Paused', value: pauses === 0 ? 'Never' : `${duration(timeIn('paused', spans, now))}, ${times(pauses)}` },
    ...(run.startedAt === null ? [] : [{ label: 'Started', value: tableTime(run.startedAt, now) }]),
  ]
}
