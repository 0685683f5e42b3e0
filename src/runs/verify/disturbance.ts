import { existsSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../trainer/random'
import type { TrainingProcess } from './training-process'

/** What may happen to a training. `killInSave` ends it while a save is being written. */
export const disturbances = ['pause', 'interrupt', 'interruptPaused', 'kill', 'killPaused', 'killInSave'] as const
/** One of the things that may happen to a training. */
export type Disturbance = (typeof disturbances)[number]

/** What each is called in a report. */
export const disturbanceWords: Readonly<Record<Disturbance, string>> = {
  pause: 'paused',
  interrupt: 'stopped with Ctrl+C',
  interruptPaused: 'stopped while paused',
  kill: 'killed',
  killPaused: 'killed while paused',
  killInSave: 'killed while saving',
}

/** A disturbance, and how many items the training does undisturbed before it, as a share of all its items. */
export interface PlannedDisturbance {
  readonly kind: Disturbance
  readonly afterShare: number
}

/** How many disturbances a repeat gets, and how long a pause among them lasts. */
const perRepeat = 4
const pauseMs = 30

/** Its own random sequence, beside those of the training. */
const disturbanceStream = 99

/**
 * Plans what happens to one repeat: always the same for the same seed.
 *
 * Three seeds in a row have each kind at least once, so that none depends on luck. By items, not by time: however busy
 * the machine is, all of them come before the training is over.
 */
export function planDisturbances(seed: number): readonly PlannedDisturbance[] {
  const next = createRandom(seed, disturbanceStream)
  const random = (): number => next() / 2 ** 32
  const anyKind = (): number => Math.floor(random() * disturbances.length)
  const places = [seed, seed + disturbances.length / 2, ...Array.from({ length: perRepeat - 2 }, anyKind)]
  const kinds = places.map((place) => disturbances[place % disturbances.length] as Disturbance)
  return kinds.map((kind) => ({ kind, afterShare: random() / perRepeat }))
}

/** Does it; says what it was in the end, or null when the training came to its end before. */
export async function disturb(
  training: TrainingProcess,
  kind: Disturbance,
  workspace: string,
): Promise<Disturbance | null> {
  const pauseFile = join(workspace, 'pause.txt')
  try {
    if (kind === 'killInSave') return await killInSave(training, pauseFile, workspace)
    const isPaused = kind !== 'interrupt' && kind !== 'kill'
    if (isPaused && !(await pause(training, pauseFile))) return null
    if (kind === 'pause') {
      await sleep(pauseMs)
      return kind
    }
    const isKill = kind === 'kill' || kind === 'killPaused'
    if (isKill) training.kill()
    else training.askToStop()
    const { code, signal } = await training.ended
    const hasHit = isKill ? signal === 'SIGKILL' : code === stoppedCode
    return hasHit ? kind : null
  } finally {
    rmSync(pauseFile, { force: true })
  }
}

/** How a training ends that has saved and left. */
const stoppedCode = 130

function pause(training: TrainingProcess, pauseFile: string): Promise<boolean> {
  const before = training.said.pauses
  writeFileSync(pauseFile, '')
  return training.until(({ pauses }) => pauses > before)
}

/** A pause makes the trainer save; it is killed as soon as the file that it writes aside appears. */
async function killInSave(
  training: TrainingProcess,
  pauseFile: string,
  workspace: string,
): Promise<'killInSave' | 'killPaused' | null> {
  const folder = join(workspace, 'training')
  const aside = join(folder, 'checkpoint.safetensors.new')
  // What an earlier kill left there would look like a save.
  rmSync(aside, { force: true })
  const watcher = watch(folder, () => {
    if (existsSync(aside)) training.kill()
  })
  // When the save was quicker than the news of it, the pause that follows it ends here.
  await pause(training, pauseFile)
  watcher.close()
  training.kill()
  const { signal } = await training.ended
  if (signal !== 'SIGKILL') return null
  return existsSync(aside) ? 'killInSave' : 'killPaused'
}
