import type { RunView } from '../../../shared/ipc'
import { pausesIn, timeIn, type RunHistory } from '../../../shared/run-history'
import {
  clock,
  count,
  counted,
  dayTime,
  duration,
  percent,
  percentValue,
  plural,
  rate,
  sinceTime,
  times,
} from '../../../shared/wording'
import { valueLabel } from '../charts/series'
import { collectionWords, itemsOf } from './collection'
import { ownWords } from './own-run'
import { isActive, neverSpawned, phaseOf, type Phase } from './phase'

const dayMs = 24 * 3600_000

/** A figure under the progress bar. */
export interface Figure {
  readonly label: string
  readonly value: string
}

/** What stands above and under the progress bar. */
export interface ProgressWords {
  readonly big: string
  readonly beside: string
  /** The strong part and the rest of what stands at the right. */
  readonly right: { readonly strong: string; readonly rest: string }
  readonly spoken: string
  readonly figures: readonly Figure[]
}

/** How far the run is, in words; the result first once it has finished. Null when it has no progress to tell of. */
export function progressWords(run: RunView, history: RunHistory, now: number): ProgressWords | null {
  const { progress, collection } = run
  if (collection) return collectionWords(run, collection, now)
  if (run.own) return ownWords(run, history, now)
  if (!progress) return null
  const phase = phaseOf(run)
  const item = itemsDone(run, history)
  const done = `${count(item)} of ${counted(progress.total, run.itemNoun)}`
  const percentDone = percent(item, progress.total)
  if (phase === 'finished') return finishedWords(history, done, progress.epochs, now)
  return {
    big: percentDone,
    beside: done,
    right: timeLeft(phase, progress.etaSeconds, now),
    spoken: `${percentDone}, ${done}`,
    figures: [
      { label: 'Epoch', value: `${count(progress.epoch)} of ${count(progress.epochs)}` },
      {
        label: 'Rate',
        value: progress.rate > 0 ? rate(progress.rate, run.itemNoun) : `No ${plural(run.itemNoun)} yet`,
      },
      ...timeFigures(history, now),
      { label: 'Saved', value: history.saved ? savedAt(history.saved.time, now) : 'Not yet' },
    ],
  }
}

/** Items done: a run that has ended did more than its last progress line told of. */
export function itemsDone(run: RunView, history: RunHistory): number {
  const item = itemsOf(run)?.item ?? 0
  const phase = phaseOf(run)
  if (phase === 'finished') return run.progress?.total ?? item
  return phase === 'stopped' ? Math.max(item, history.saved?.item ?? 0) : item
}

function savedAt(time: number, now: number): string {
  const since = sinceTime(time, now)
  return since === clock(time) ? `At ${since}` : `${since.charAt(0).toUpperCase()}${since.slice(1)}`
}

/** How long the rest takes, as far as that is known. */
export function timeLeft(phase: Phase, etaSeconds: number, now: number): ProgressWords['right'] {
  if (!Number.isFinite(etaSeconds) || etaSeconds <= 0) return { strong: '', rest: '' }
  const strong = `about ${duration(etaSeconds * 1000)}`
  const works = phase === 'running' || phase === 'pausing' || phase === 'starting'
  if (!works) return { strong, rest: ' of work left' }
  const end = now + etaSeconds * 1000
  // Within a day the time of day alone is not ambiguous.
  return { strong, rest: ` left, around ${end - now < dayMs ? clock(end) : dayTime(end, now).replace(/^on /, '')}` }
}

/** Active, paused and asleep time are kept apart: only the first is work. */
function timeFigures(history: RunHistory, now: number): readonly Figure[] {
  const pauses = pausesIn(history.spans).length
  const asleepMs = timeIn('asleep', history.spans, now)
  const pausedFor = duration(timeIn('paused', history.spans, now))
  return [
    { label: 'Active', value: duration(timeIn('active', history.spans, now)) },
    { label: 'Paused', value: pauses === 0 ? 'Never' : `${pausedFor}, ${times(pauses)}` },
    ...(asleepMs > 0 ? [{ label: 'Asleep', value: duration(asleepMs) }] : []),
  ]
}

function finishedWords(history: RunHistory, done: string, epochs: number, now: number): ProgressWords {
  const { result, validation } = history
  const [first, last] = [validation[0], validation.at(-1)]
  const from = first && last && first !== last ? `, from ${percentValue(first.value)} after epoch 1` : ''
  const figures: Figure[] = [{ label: 'Epochs', value: count(epochs) }, ...timeFigures(history, now)]
  if (result) {
    figures.push(
      { label: 'Typical error (MAE)', value: valueLabel(result.mae, 4) },
      { label: 'RMSE', value: valueLabel(result.rmse, 4) },
    )
    if (last) figures.push({ label: 'Validation error', value: percentValue(last.value) })
  }
  const right = { strong: '', rest: done }
  if (result) {
    const big = result.r2.toFixed(4)
    return { big, beside: 'R² on data it has not seen', right, spoken: `Finished, ${done}, R² ${big}`, figures }
  }
  if (last) {
    const big = percentValue(last.value)
    return {
      big,
      beside: `validation error${from}`,
      right,
      spoken: `Finished, ${done}, validation error ${big}`,
      figures,
    }
  }
  return { big: '100\u00a0%', beside: done, right: { strong: '', rest: '' }, spoken: `Finished, ${done}`, figures }
}

/** What stands for how far a run is while it has told nothing of that. */
export function emptyWords(run: RunView): string {
  const phase = phaseOf(run)
  if (isActive(phase)) return 'No progress yet'
  return phase === 'idle' || neverSpawned(run) ? 'Not started' : 'Not running'
}
