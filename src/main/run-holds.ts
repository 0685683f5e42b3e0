import type { CommandResult, RunProblem } from '../shared/ipc'
import { type HoldEvent, holdsIn, isEmpty, nextHolds } from '../shared/hold-set'
import type { Hold, HoldOwner, RuleCondition, RuleId } from '../shared/holds'
import { eachSecond } from '../platform/pulse'
import { createPauseFile, deletePauseFile, markOf } from './pause-file'
import { lookAtPauseFile, type PauseFileSight, readFirstLine } from './pause-file-look'
import { type HoldsStore, type KnownFile, nothingSaved, type SavedHolds } from './saved-holds'

/** How soon it is tried again to make or delete a file. A person who has read why may be about to try it themselves. */
const retryMs = 10_000

/** Keeps what is known of each profile's holds. */
export type HoldsKeeper = Pick<HoldsStore, 'of' | 'keep' | 'forget'>

/** What a run's holds have to tell. */
export interface HoldsListener {
  /** Makes or deletes the file, and looks at it: what is found then is the app's own doing. */
  actOnFile(act: () => void): void
  /** The set is another one; `event` is why. */
  holdsChanged(event: HoldEvent, before: readonly Hold[]): void
  problemMet(problem: RunProblem): void
  problemSolved(kind: RunProblem['kind']): void
}

/**
 * The holds of one profile, and the only one who makes and deletes its pause file: it is there while anyone holds.
 *
 * What is to come is written down before the file is touched, so an app that is killed at any step goes on right.
 */
export class RunHolds {
  private saved: SavedHolds
  private problem: RunProblem | null = null
  private retryAt = 0
  private endTicks: (() => void) | null = null

  constructor(
    private readonly profileId: string,
    private readonly path: string,
    private readonly store: HoldsKeeper,
    private readonly listener: HoldsListener,
  ) {
    this.saved = store.of(profileId)
  }

  /** Who holds the run, oldest first. */
  get list(): readonly Hold[] {
    return holdsIn(this.saved.set)
  }

  /** Whether the person's hold came of pausing all runs. */
  get isByPauseAll(): boolean {
    return this.saved.set.you?.byPauseAll ?? false
  }

  /** Says whether the app made this very file, and nobody has written into it since. */
  isOwn(identity: string): boolean {
    const { file } = this.saved
    return 'identity' in file && file.identity === identity && file.isMade
  }

  /** Concludes what an app that ended, or was killed, left behind. */
  async open(): Promise<void> {
    const { file } = this.saved
    const isMade = file.kind === 'making' && (await readFirstLine(this.path)) === file.mark
    const sight = lookAtPauseFile(this.path)
    // The app was killed before it could write down that it had made it.
    if (isMade && sight) this.keep({ ...this.saved, file: { kind: 'there', identity: sight.identity, isMade: true } })
    this.fileSeen(sight, sight?.changedAt)
    this.apply({ kind: 'appStarted' })
  }

  /** Begins to watch the time, and ends what is over by now. */
  watchTime(): void {
    if (this.endTicks) return
    this.tick()
    this.endTicks = eachSecond(() => this.tick())
  }

  /** Stops to watch the time; the holds stay. */
  close(): void {
    this.endTicks?.()
    this.endTicks = null
  }

  /** The profile is taken away, or gets another pause file: the app's own goes, one made outside stays. */
  leave(): void {
    if (!this.saved.set.outside) this.releaseAll()
    this.saved = nothingSaved
    this.store.forget(this.profileId)
  }

  /** A person holds the run, until they let go or until a time. */
  holdByYou(until: number | null, byPauseAll = false): CommandResult {
    return this.command({ kind: 'youHeld', at: Date.now(), until, byPauseAll })
  }

  /** The app holds the run as it is quit. */
  holdForQuit(): CommandResult {
    return this.command({ kind: 'quitHeld', at: Date.now() })
  }

  /** A person lets go of one hold, whoever's it is. */
  release(owner: HoldOwner): CommandResult {
    return this.command({ kind: 'released', owner })
  }

  /** A person lets go of all holds. */
  releaseAll(): CommandResult {
    return this.command({ kind: 'allReleased' })
  }

  /** A rule finds its condition met, or (null) not; told as often as it likes. */
  tellRule(ruleId: RuleId, condition: RuleCondition | null): void {
    this.apply({ kind: 'ruleTold', at: Date.now(), ruleId, condition })
  }

  /** A run is about to be started, or was found at work. */
  runStarted(): void {
    this.apply({ kind: 'runStarted', at: Date.now() })
  }

  /** No run is at work. */
  runEnded(stopAsked: boolean): void {
    this.apply({ kind: 'runEnded', stopAsked })
  }

  /** Takes in what a look at the file has found; `at` is when it came to be so. */
  fileSeen(sight: PauseFileSight | null, at = Date.now()): void {
    const { file } = this.saved
    if (!sight) {
      if (file.kind === 'there') this.apply({ kind: 'fileDeletedOutside' }, { kind: 'none' })
      else if (file.kind === 'removing') this.keep({ ...this.saved, file: { kind: 'none' } })
      return
    }
    if ('identity' in file && file.identity === sight.identity) return
    this.apply({ kind: 'fileMadeOutside', at }, { kind: 'there', identity: sight.identity, isMade: false })
  }

  /** Carries out what a person asked for: what can't be done is tried again at once, and said again. */
  private command(event: HoldEvent): CommandResult {
    this.problem = null
    this.apply(event)
    return this.problem ? { ok: false, problem: this.problem } : { ok: true }
  }

  private tick(): void {
    this.apply({ kind: 'timePassed', at: Date.now() })
  }

  private apply(event: HoldEvent, found: KnownFile = this.saved.file): void {
    const { set, file } = this.saved
    const next = nextHolds(set, event)
    if (next !== set || found !== file) {
      const before = this.list
      this.keep({ set: next, file: fileToCome(isEmpty(next), found) })
      if (this.saved.file.kind !== file.kind) this.problem = null
      if (next !== set) this.listener.holdsChanged(event, before)
    }
    this.settle()
  }

  /** Does to the file what is written down as to come. */
  private settle(): void {
    const { file } = this.saved
    if (file.kind === 'none' || file.kind === 'there') return
    if (this.problem && Date.now() < this.retryAt) return
    const isRetry = this.problem !== null
    this.listener.actOnFile(() => {
      this.problem = file.kind === 'making' ? this.make(file.mark) : this.remove(file.identity)
      this.retryAt = Date.now() + retryMs
      if (this.problem && !isRetry) this.listener.problemMet(this.problem)
    })
  }

  private make(mark: string): RunProblem | null {
    const made = createPauseFile(this.path, mark)
    if (!made.ok) return made.problem
    if (made.identity !== null)
      this.keep({ ...this.saved, file: { kind: 'there', identity: made.identity, isMade: true } })
    else this.fileSeen(lookAtPauseFile(this.path))
    this.listener.problemSolved('pauseFileNotCreated')
    return null
  }

  private remove(identity: string): RunProblem | null {
    const sight = lookAtPauseFile(this.path)
    // Someone was faster: another file has taken its place, or it is gone.
    if (sight && sight.identity !== identity) {
      this.fileSeen(sight)
      return null
    }
    const problem = sight && deletePauseFile(this.path)
    if (problem) return problem
    this.keep({ ...this.saved, file: { kind: 'none' } })
    this.listener.problemSolved('pauseFileNotDeleted')
    return null
  }

  private keep(saved: SavedHolds): void {
    this.saved = saved
    this.store.keep(this.profileId, saved)
  }
}

/** What is to be done to the file next, for it to be there while anyone holds. */
function fileToCome(isFree: boolean, file: KnownFile): KnownFile {
  switch (file.kind) {
    case 'none':
      return isFree ? file : { kind: 'making', mark: markOf(Date.now()) }
    case 'making':
      return isFree ? { kind: 'none' } : file
    case 'there':
      return isFree ? { ...file, kind: 'removing' } : file
    case 'removing':
      return isFree ? file : { ...file, kind: 'there' }
  }
}
