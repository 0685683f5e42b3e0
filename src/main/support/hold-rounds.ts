import { existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { RuleId } from '../../shared/holds'
import { lookAtPauseFile } from '../pause-file-look'
import { type HoldsKeeper, RunHolds } from '../run-holds'
import { nothingSaved, type SavedHolds } from '../saved-holds'
import { conditionOf, HoldModel, randomStep, seeded, type Step } from '../../shared/support/hold-model'

class Killed extends Error {}
class Difference extends Error {}

const nothing: Step = { kind: 'wait', seconds: 0 }

/** When the app is killed: at its so-many-th writing down, before that is on the disk or after. */
interface Kill {
  readonly at: number
  readonly isOnDisk: boolean
}

/** Keeps like a disk, until the app is killed. */
class KillableKeeper implements HoldsKeeper {
  kill: Kill | null = null
  count = 0

  constructor(private readonly keeper: HoldsKeeper) {}

  of(profileId: string): SavedHolds {
    return this.keeper.of(profileId)
  }

  keep(profileId: string, saved: SavedHolds): void {
    this.count += 1
    const { kill } = this
    if (kill && this.count === kill.at && !kill.isOnDisk) throw new Killed()
    this.keeper.keep(profileId, saved)
    if (kill && this.count === kill.at) throw new Killed()
  }

  forget(profileId: string): void {
    this.keeper.forget(profileId)
  }
}

/** A keeper that forgets with the test. */
export function memoryKeeper(): HoldsKeeper {
  const kept = new Map<string, SavedHolds>()
  return {
    of: (profileId) => kept.get(profileId) ?? nothingSaved,
    keep: (profileId, saved) => void kept.set(profileId, saved),
    forget: (profileId) => void kept.delete(profileId),
  }
}

/** How a series of random steps goes. `keeperOf` gives what an app that is started now finds kept. */
export interface HoldRound {
  readonly seed: number
  readonly folder: string
  readonly keeperOf: () => HoldsKeeper
  readonly steps?: number
}

/**
 * Holds a run as a random series of steps says, on a real file, and compares with the model after each of them.
 *
 * The first difference, with all that led to it; null when there was none.
 */
export async function holdRound(round: HoldRound): Promise<string | null> {
  const random = seeded(round.seed)
  const held = new HeldFile(round)
  const done: string[] = []
  try {
    await held.start()
    for (let count = 0; count < (round.steps ?? 25); count += 1) {
      const step = randomStep(random)
      const dice = random()
      const kill = dice < 0.15 ? { at: 1 + Math.floor(random() * 3), isOnDisk: random() < 0.5 } : null
      done.push(JSON.stringify({ step, kill, dice }))
      if (dice > 0.9) await held.restart(random() < 0.5 ? step : null)
      else if (kill) await held.kill(step, kill, random() < 0.5 ? handStep(random) : null)
      else held.take(step, dice > 0.7 ? handStep(random) : null)
      held.compare()
    }
    return null
  } catch (error) {
    if (!(error instanceof Difference)) throw error
    return `Seed ${round.seed}: ${error.message}\n${done.join('\n')}`
  } finally {
    held.end()
  }
}

/** Something done by hand that the app has not seen yet when the next thing is asked of it. */
function handStep(random: () => number): Step {
  return { kind: random() < 0.5 ? 'handMakes' : 'handDeletes' }
}

class HeldFile {
  private readonly model = new HoldModel()
  private readonly path: string
  private holds: RunHolds | null = null
  private keeper: KillableKeeper | null = null
  private made = 0

  constructor(private readonly round: HoldRound) {
    this.path = join(round.folder, 'pause.txt')
    rmSync(this.path, { force: true })
  }

  async start(): Promise<void> {
    vi.setSystemTime(this.model.now)
    this.keeper = new KillableKeeper(this.round.keeperOf())
    this.holds = new RunHolds('training', this.path, this.keeper, {
      actOnFile: (act) => act(),
      holdsChanged: () => undefined,
      problemMet: (problem) => {
        throw new Difference(JSON.stringify(problem))
      },
      problemSolved: () => undefined,
    })
    await this.holds.open()
    this.holds.watchTime()
  }

  /** Takes a step, perhaps with something done by hand just before it that nobody has seen. */
  take(step: Step, unseen: Step | null): void {
    const before = lookAtPauseFile(this.path)?.identity
    const wasHeld = this.model.fileIsThere
    const hand = unseen && !step.kind.startsWith('hand') ? unseen : null
    if (hand) this.byHand(hand)
    this.model.take(step)
    this.act(step)
    if (hand) this.model.take(wasHeld || hand.kind === 'handMakes' ? hand : nothing)
    this.look()
    // A run that is held all the time never sees the file gone, not for a moment.
    const isByHand = hand !== null || step.kind.startsWith('hand')
    const isSame = lookAtPauseFile(this.path)?.identity === before
    if (wasHeld && this.model.fileIsThere && !isByHand && !isSame)
      throw new Difference('The file was gone for a moment')
  }

  /** Ends the app, lets something happen by hand while it is closed, and starts it again. */
  async restart(whileClosed: Step | null): Promise<void> {
    this.end()
    if (whileClosed && (whileClosed.kind.startsWith('hand') || whileClosed.kind === 'wait')) {
      const isVain = whileClosed.kind === 'handDeletes' && !existsSync(this.path)
      this.byHand(whileClosed)
      this.model.take(isVain ? nothing : whileClosed)
    }
    this.model.restart()
    await this.start()
  }

  /** Kills the app in the middle of a step, and starts it again. */
  async kill(step: Step, kill: Kill, whileClosed: Step | null): Promise<void> {
    const keeper = this.keeper as KillableKeeper
    Object.assign(keeper, { kill, count: 0 })
    try {
      this.act(step)
      this.look()
      this.model.take(step)
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      // What wasn't on the disk was never asked for; what was done by hand, and time, are there anyway.
      const isOutside = step.kind === 'wait' || step.kind.startsWith('hand')
      if (isOutside || kill.at > 1 || kill.isOnDisk) this.model.take(step)
    }
    // What nobody can tell: a file that was made, and deleted by hand before that could be written down, is made again;
    // one that was deleted and made again by hand, with nobody to see it, has been replaced.
    const isUnknown = (kill.at === 2 && !kill.isOnDisk) || step.kind.startsWith('hand')
    await this.restart(isUnknown ? null : whileClosed)
  }

  compare(): void {
    const owners = this.holds?.list.map(({ owner }) => owner).toSorted() ?? []
    const wanted = this.model.holders
    if (owners.join() !== wanted.join()) throw new Difference(`held by [${owners.join()}], not by [${wanted.join()}]`)
    if (existsSync(this.path) !== this.model.fileIsThere) throw new Difference('the file is wrong')
  }

  end(): void {
    this.holds?.close()
  }

  private act(step: Step): void {
    const holds = this.holds as RunHolds
    const until = 'seconds' in step && step.seconds !== null ? Date.now() + step.seconds * 1000 : null
    switch (step.kind) {
      case 'pause':
        return void holds.holdByYou(until)
      case 'pauseAll':
        return void holds.holdByYou(null, true)
      case 'quit':
        return void holds.holdForQuit()
      case 'release':
        return void holds.release(step.owner as RuleId)
      case 'releaseAll':
        return void holds.releaseAll()
      case 'rule':
        return holds.tellRule(step.owner, step.on ? conditionOf(step.owner, until) : null)
      case 'runStarts':
        return holds.runStarted()
      case 'runEnds':
        return holds.runEnded(step.stopAsked)
      case 'wait':
        return void vi.advanceTimersByTime(step.seconds * 1000)
      case 'handMakes':
      case 'handDeletes':
        return this.byHand(step)
    }
  }

  private look(): void {
    this.holds?.fileSeen(lookAtPauseFile(this.path))
  }

  private byHand(step: Step): void {
    if (step.kind === 'handDeletes') rmSync(this.path, { force: true })
    if (step.kind !== 'handMakes') return
    writeFileSync(this.path, 'mine\n')
    // A file system's clock is too coarse to tell one from another that is made in the same moment.
    this.made += 1
    utimesSync(this.path, this.made, this.made)
  }
}
