import { progressLine } from '../../shared/run-lines'
import type { ActiveClock } from '../active-clock'
import type { LinePrinter } from '../line-printer'
import type { MetricsLog } from '../metrics-log'
import type { TrainingPlan } from './training-plan'

/** Tells the user and the charts how a training goes. */
export interface ProgressReport {
  /** An item is done; `loss` is what the model had on it. */
  itemDone(item: number, loss: number): void
  /** An epoch is done; `errorPercent` is what the model had on the held-out listings. */
  epochDone(item: number, errorPercent: number): void
}

/** What a report needs. */
export interface ProgressReportOptions {
  readonly plan: Pick<TrainingPlan, 'epochs' | 'itemsPerEpoch' | 'total'>
  readonly startItem: number
  readonly clock: ActiveClock
  readonly printer: Pick<LinePrinter, 'print'>
  readonly metrics: MetricsLog
}

/** At most two lines a second: a log of days stays readable. */
const lineEveryMs = 500

/** A chart needs no more than 2000 points, nor more than four a second. */
const pointEveryMs = 250
const pointsPerTraining = 2000

/** How much a new measurement of the rate counts: the figure follows a change within some five seconds. */
const rateWeight = 0.2

/** Makes a report; rate and remaining time come from active time only. */
export function createProgressReport({
  plan,
  startItem,
  clock,
  printer,
  metrics,
}: ProgressReportOptions): ProgressReport {
  const pointEveryItems = plan.total / pointsPerTraining
  const line = { loss: createMean(), item: startItem, atMs: clock.activeMs }
  const point = { loss: createMean(), item: startItem, atMs: clock.activeMs }
  let rate: number | null = null

  function printLine(item: number, nowMs: number): void {
    const ms = nowMs - line.atMs
    const measured = ((item - line.item) / Math.max(1, ms)) * 1000
    // The last line may come right after another, which tells nothing of the rate.
    if (rate === null) rate = measured
    else if (ms >= lineEveryMs) rate += (measured - rate) * rateWeight
    Object.assign(line, { item, atMs: nowMs })
    const epoch = Math.ceil(item / plan.itemsPerEpoch)
    const batch = item - (epoch - 1) * plan.itemsPerEpoch
    const { epochs, itemsPerEpoch: batches, total } = plan
    const progress = {
      epoch,
      epochs,
      batch,
      batches,
      item,
      total,
      loss: line.loss.take(),
      rate,
      etaSeconds: (total - item) / rate,
    }
    printer.print(progressLine(progress))
  }

  return {
    itemDone(item, loss) {
      line.loss.add(loss)
      point.loss.add(loss)
      const nowMs = clock.activeMs
      // The last one always, or nothing would tell how far a short training came.
      if (nowMs - line.atMs >= lineEveryMs || item === plan.total) printLine(item, nowMs)
      if (nowMs - point.atMs < pointEveryMs || item - point.item < pointEveryItems) return
      Object.assign(point, { item, atMs: nowMs })
      metrics.append({ kind: 'point', item, epoch: Math.ceil(item / plan.itemsPerEpoch), loss: point.loss.take() })
    },
    epochDone(item, errorPercent) {
      const epoch = item / plan.itemsPerEpoch
      printer.print(`epoch ${epoch}/${plan.epochs} done, validation error ${errorPercent.toFixed(2)} %`)
      metrics.append({ kind: 'validation', item, epoch, error: errorPercent })
    },
  }
}

function createMean() {
  let sum = 0
  let count = 0
  return {
    add(value: number): void {
      sum += value
      count += 1
    },
    take(): number {
      const mean = sum / Math.max(1, count)
      sum = 0
      count = 0
      return mean
    },
  }
}
