import { continuingLine, modelSavedLine, progressSavedLine } from '../../shared/run-lines'
import { createActiveClock } from '../active-clock'
import { openItemLog, type ItemLog } from '../item-log'
import { openMetricsLog, type MetricsLog } from '../metrics-log'
import { createPauseGate, type PauseGate } from '../pause-gate'
import { createProgressSaver, type ProgressSaver } from '../progress-saver'
import { watchSleep } from '../../platform/sleep-ticks'
import { exitCodes } from '../run-failure'
import { hashOf } from '../tensor-file'
import { fileOfCheckpoint } from './checkpoint'
import { evaluate } from './evaluation'
import { isModelThere, writeModel } from './model-file'
import { createPriceModel, type PriceModel } from './price-model'
import { createProgressReport } from './progress-report'
import { modeDefaults } from './settings'
import type { Training } from './training-start'

/** Trains until the end or until it is asked to stop; returns the exit code. */
export async function runTraining(training: Training): Promise<number> {
  const { printer, files, plan, start } = training
  if (start.item === plan.total && isModelThere(files.model, start.state.weights)) {
    printer.print('This training is finished already; start over with --fresh (the old files are kept)')
    printer.print(modelSavedLine(files.model, hashOf(start.state.weights)))
    return exitCodes.finished
  }
  describe(training)
  const metrics = openMetricsLog(files.metrics, printer.warn)
  const model = createPriceModel(training.listings.width, start.state)
  try {
    return await train(training, model, metrics)
  } finally {
    metrics.close()
  }
}

async function train(training: Training, model: PriceModel, metrics: MetricsLog): Promise<number> {
  const { printer, stop, plan, start } = training
  const { total, epochs, itemsPerEpoch } = plan
  metrics.append({ kind: 'started', item: start.item, total, epochs, itemsPerEpoch })
  const saver = createProgressSaver({
    savedItem: training.savedItem,
    printer,
    save(item) {
      training.saved.save(fileOfCheckpoint({ identity: start.identity, item, state: model.state() }))
      metrics.append({ kind: 'saved', item })
    },
  })
  const items = training.settings.itemLog === null ? null : openItemLog(training.settings.itemLog, start.item)
  const item = await goThroughItems(training, model, { metrics, saver, items })
  items?.close()
  saver.mustSave(item)
  if (!stop.requested) return finish(training, model, metrics)
  metrics.append({ kind: 'stopped', item })
  printer.print(progressSavedLine(item, total))
  return exitCodes.stopped
}

/** What is written down while items are done. */
interface Records {
  readonly metrics: MetricsLog
  readonly saver: ProgressSaver
  readonly items: ItemLog | null
}

/** The loop itself; returns how many items are done. */
async function goThroughItems(
  training: Training,
  model: PriceModel,
  { metrics, saver, items }: Records,
): Promise<number> {
  const { stop, plan, start, listings, printer } = training
  const { firstRate, weightDecay } = modeDefaults[training.settings.mode]
  const sleep = watchSleep((ms) => metrics.append({ kind: 'asleep', item, ms }))
  const clock = createActiveClock(sleep.awakeMs)
  const report = createProgressReport({ plan, startItem: start.item, clock, printer, metrics })
  let item = start.item
  const gate = createGate(training, {
    beforePause: () => saver.trySave(item),
    onPaused() {
      clock.hold()
      metrics.append({ kind: 'paused', item })
    },
    onResumed() {
      clock.release()
      metrics.append({ kind: 'resumed', item })
    },
  })
  // Not awaited when there is nothing to wait for: see the gate.
  const first = gate.checkpoint()
  if (first) await first
  while (item < plan.total && !stop.requested) {
    const left = 1 - item / plan.total
    const loss = model.learn(plan.batch(item), { rate: firstRate * left * left, weightDecay })
    item += 1
    items?.done(item, loss)
    report.itemDone(item, loss)
    if (item % plan.itemsPerEpoch === 0) report.epochDone(item, evaluate(model, listings).errorPercent)
    saver.saveWhenDue(item)
    const held = gate.checkpoint()
    if (held) await held
  }
  sleep.close()
  return item
}

interface PauseHooks {
  readonly beforePause: () => void
  readonly onPaused: () => void
  readonly onResumed: () => void
}

function createGate({ settings, printer, stop }: Training, hooks: PauseHooks): PauseGate {
  const { pauseFile, pauseFileName } = settings
  return createPauseGate({ kind: 'training', pauseFile, pauseFileName, printer, stop, ...hooks })
}

/** Measures the model, writes it, and says what came out. */
function finish({ printer, files, listings, plan, start }: Training, model: PriceModel, metrics: MetricsLog): number {
  const evaluation = evaluate(model, listings)
  const { r2, mae, rmse, errorPercent } = evaluation
  const { weights } = model.state()
  const sha256 = writeModel(files.model, { weights, identity: start.identity, listings, evaluation })
  const { name } = listings.target
  printer.print(
    `Held-out ${listings.heldOutRows} listings: R2 ${r2.toFixed(4)}, MAE ${mae.toFixed(2)}, RMSE ${rmse.toFixed(2)}` +
      ` (in the unit of '${name}'), validation error ${errorPercent.toFixed(2)} %`,
  )
  metrics.append({ kind: 'finished', item: plan.total, r2, mae, rmse, model: files.model })
  printer.print(modelSavedLine(files.model, sha256))
  return exitCodes.finished
}

/** Says what is learned from what, and where it starts. */
function describe({ printer, settings, listings, plan, start }: Training): void {
  const { trainingRows, heldOutRows, columns, leftOut, droppedRows, target } = listings
  const from = settings.data ?? 'the diamonds that come with the program'
  printer.print(
    `Learning '${target.name}' from ${trainingRows} listings and ${columns.length} columns, checking with ${heldOutRows} others: ${from}`,
  )
  for (const { name, why } of leftOut) printer.print(`Column '${name}' is left out: ${why}`)
  if (droppedRows > 0) printer.print(`${droppedRows} rows without a '${target.name}' are left out`)
  if (start.item > 0 && start.item < plan.total) printer.print(continuingLine(start.item, plan.total))
}
