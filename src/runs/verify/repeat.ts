import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { itemsRecorded, readItemLog, type ItemsDone } from '../item-log'
import type { StopSignal } from '../stop-signal'
import { disturb, planDisturbances, type Disturbance } from './disturbance'
import {
  startTraining,
  type Said,
  type TrainingExit,
  type TrainingProcess,
  type TrainingProgram,
} from './training-process'

/** What a repeat needs. */
export interface RepeatOptions {
  readonly program: TrainingProgram
  /** Its own; made when it isn't there. */
  readonly workspace: string
  readonly stop: Pick<StopSignal, 'requested' | 'whenRequested'>
  readonly onProgress: (said: Readonly<Said>) => void
}

/** A repeat of a training and how it ended. */
export interface Repeat {
  /** Of its model; null when it made none. */
  readonly sha256: string | null
  readonly items: ItemsDone
  /** What really hit it before its end, in that order. */
  readonly hit: readonly Disturbance[]
  readonly starts: number
  readonly exit: TrainingExit
  readonly lastError: string
}

/** Somebody asked to stop: what was started is ended, and there is no result. */
export class Stopped extends Error {}

/** Trains to the end, and nobody disturbs. */
export async function repeatUndisturbed(options: RepeatOptions): Promise<Repeat> {
  const training = start(options)
  return concluded(options, training, [], 1)
}

/** Trains to the end, disturbed as planned for a seed; `total` is how many items there are. */
export async function repeatDisturbed(options: RepeatOptions, seed: number, total: number): Promise<Repeat> {
  const hit: Disturbance[] = []
  let starts = 1
  let training = start(options)
  for (const { kind, afterShare } of planDisturbances(seed)) {
    await training.until(({ begun }) => begun)
    await itemsDone(training, itemLogIn(options.workspace), Math.floor(total * afterShare))
    if (training.isOver) break
    const done = await disturb(training, kind, options.workspace)
    if (options.stop.requested) throw new Stopped()
    if (done !== null) hit.push(done)
    if (!training.isOver) continue
    if (done === null) break
    starts += 1
    training = start(options)
  }
  return concluded(options, training, hit, starts)
}

function start({ program, workspace, stop, onProgress }: RepeatOptions): TrainingProcess {
  if (stop.requested) throw new Stopped()
  mkdirSync(workspace, { recursive: true })
  const args = [...program.args, '--item-log', itemLogIn(workspace)]
  const training = startTraining({ ...program, args }, workspace, onProgress)
  void stop.whenRequested.then(() => training.kill())
  return training
}

async function concluded(
  { stop, workspace }: RepeatOptions,
  training: TrainingProcess,
  hit: readonly Disturbance[],
  starts: number,
): Promise<Repeat> {
  const exit = await training.ended
  if (stop.requested) throw new Stopped()
  const { sha256, lastError } = training.said
  const itemLog = itemLogIn(workspace)
  const items = existsSync(itemLog) ? readItemLog(itemLog) : { losses: [], fault: null }
  return { sha256, items, hit, starts, exit, lastError }
}

/** How often it is looked how many items are done; the quickest takes some 0.4 ms. */
const lookMs = 2

/** Waits until a training has done so many more items than now, or has ended. */
async function itemsDone(training: TrainingProcess, itemLog: string, items: number): Promise<void> {
  const wanted = itemsRecorded(itemLog) + items
  while (!training.isOver && itemsRecorded(itemLog) < wanted) await sleep(lookMs)
}

function itemLogIn(workspace: string): string {
  return join(workspace, 'items')
}
