import { existsSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { modelHash, startTrainer, type StartedTrainer } from './built-trainer'

/** What may happen to a training. `killInSave` ends it while a save is being written. */
export const disturbances = ['pause', 'interrupt', 'interruptPaused', 'kill', 'killPaused', 'killInSave'] as const
export type Disturbance = (typeof disturbances)[number]

/** A series of disturbances and how it went. */
export interface DisturbedTraining {
  readonly hash: string
  /** What really hit the training before its end. */
  readonly hit: readonly Disturbance[]
  readonly starts: number
}

/** Trains to the end in `workspace`, disturbed by the given series at random moments. */
export async function trainDisturbed(
  args: readonly string[],
  workspace: string,
  series: readonly Disturbance[],
  random: () => number,
): Promise<DisturbedTraining> {
  const hit: Disturbance[] = []
  let starts = 0
  const start = (): StartedTrainer => {
    starts += 1
    return startTrainer([...args, '--workspace', workspace])
  }
  let trainer = start()
  for (const disturbance of series) {
    await Promise.race([trainer.waitFor('Learning'), trainer.outcome])
    await sleep(random() * 250)
    if (trainer.child.exitCode !== null) break
    const done = await disturb(trainer, disturbance, workspace)
    if (done === null) continue
    hit.push(done)
    if (disturbance !== 'pause') trainer = start()
  }
  const outcome = await trainer.outcome
  return { hash: modelHash(outcome), hit, starts }
}

/** Does it; says what it was in the end, or null when the training came to its end before. */
async function disturb(
  trainer: StartedTrainer,
  disturbance: Disturbance,
  workspace: string,
): Promise<Disturbance | null> {
  const pauseFile = join(workspace, 'pause.txt')
  if (disturbance === 'killInSave') return killInSave(trainer, pauseFile, workspace)
  const isPaused = disturbance !== 'interrupt' && disturbance !== 'kill'
  if (isPaused && !(await pause(trainer, pauseFile))) return null
  if (disturbance === 'pause') {
    await sleep(30)
    rmSync(pauseFile)
    return 'pause'
  }
  trainer.kill(disturbance.startsWith('kill') ? 'SIGKILL' : 'SIGINT')
  const { code, signal } = await trainer.outcome
  rmSync(pauseFile, { force: true })
  const hasHit = disturbance.startsWith('kill') ? signal === 'SIGKILL' : code === 130
  return hasHit ? disturbance : null
}

async function pause(trainer: StartedTrainer, pauseFile: string): Promise<boolean> {
  const before = trainer.printed.out.length
  writeFileSync(pauseFile, '')
  const end = performance.now() + 20_000
  while (performance.now() < end) {
    if (trainer.printed.out.indexOf('PAUSE DETECTED: Training paused\n', before) >= 0) return true
    if (trainer.child.exitCode !== null) break
    await sleep(2)
  }
  rmSync(pauseFile, { force: true })
  return false
}

/** A pause makes the trainer save; it is killed as soon as the file that it writes aside appears. */
async function killInSave(
  trainer: StartedTrainer,
  pauseFile: string,
  workspace: string,
): Promise<'killInSave' | 'killPaused' | null> {
  const folder = join(workspace, 'training')
  const aside = join(folder, 'checkpoint.safetensors.new')
  // What an earlier kill left there would look like a save.
  rmSync(aside, { force: true })
  const watcher = watch(folder, () => {
    if (existsSync(aside)) trainer.kill('SIGKILL')
  })
  writeFileSync(pauseFile, '')
  // When the save was quicker than the news of it, the pause that follows it ends here.
  await Promise.race([trainer.outcome, sleep(400)])
  watcher.close()
  trainer.kill('SIGKILL')
  const { signal } = await trainer.outcome
  rmSync(pauseFile, { force: true })
  if (signal !== 'SIGKILL') return null
  return existsSync(aside) ? 'killInSave' : 'killPaused'
}
