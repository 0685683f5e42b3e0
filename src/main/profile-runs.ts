import { isActive, letGo, type ProfileRun } from './profile-run'
import type { RunProfile } from './run-profiles'
import type { RunNames } from './run-record'

/** What the owner of the runs does for the list of them. */
export interface ProfileRunsOwner {
  make(profile: RunProfile): ProfileRun
  /** The runs that earlier starts of the app have left behind. */
  earlier(): RunNames
  /** Takes up the newest of them that is of this profile. */
  takeUp(run: ProfileRun, earlier: RunNames): Promise<void>
  /** Takes in what has changed of the profile of a run that works on. */
  change(run: ProfileRun, profile: RunProfile): Promise<void>
  /** Profiles were taken in or away, or have another order. */
  changed(): void
}

/** All profiles with what is known of their runs, in the order that the window shows them. */
export class ProfileRuns {
  private runs: readonly ProfileRun[]

  constructor(
    profiles: readonly RunProfile[],
    private readonly owner: ProfileRunsOwner,
  ) {
    this.runs = profiles.map((profile) => owner.make(profile))
  }

  get all(): readonly ProfileRun[] {
    return this.runs
  }

  /** A profile that is known. */
  of(profileId: string): ProfileRun {
    const run = this.find(profileId)
    if (!run) throw new Error(`No profile ${profileId}`)
    return run
  }

  /** Begins to watch, and takes up what runs of earlier starts of the app left behind. */
  async open(): Promise<void> {
    const earlier = this.owner.earlier()
    await Promise.all(this.runs.map((run) => this.begin(run, earlier)))
  }

  /** Stops to watch; the runs go on. */
  async close(): Promise<void> {
    for (const run of this.runs) await letGo(run)
  }

  /** Whether a run of this profile may be working; then it can be neither changed nor taken away. */
  isActive(profileId: string): boolean {
    const run = this.find(profileId)
    return run !== undefined && isActive(run)
  }

  /** Takes a profile in, in the place of the one with its id, else as the last one. What was started of it must be the same. */
  async put(profile: RunProfile): Promise<void> {
    const before = this.find(profile.id)
    if (before && isActive(before)) {
      await this.owner.change(before, profile)
      return this.owner.changed()
    }
    // Its holds are those of one pause file.
    if (before && before.profile.pauseFile !== profile.pauseFile) before.holds.leave()
    const run = this.owner.make(profile)
    this.runs = before ? this.runs.map((one) => (one === before ? run : one)) : [...this.runs, run]
    if (before) await letGo(before)
    await this.begin(run, this.owner.earlier())
    this.owner.changed()
  }

  /** Lets go of a profile. Never while a run of it works. */
  async remove(profileId: string): Promise<void> {
    const run = this.of(profileId)
    this.runs = this.runs.filter((one) => one !== run)
    run.holds.leave()
    await letGo(run)
    this.owner.changed()
  }

  /** Puts the profiles in this order; those that aren't named stay before them. */
  order(profileIds: readonly string[]): void {
    this.runs = this.runs.toSorted(
      (one, other) => profileIds.indexOf(one.profile.id) - profileIds.indexOf(other.profile.id),
    )
    this.owner.changed()
  }

  private async begin(run: ProfileRun, earlier: RunNames): Promise<void> {
    // What the app last did to the file is concluded before anything new is seen of it.
    await run.holds.open()
    run.pauseFile.start()
    await this.owner.takeUp(run, earlier)
    // Only now there is a run to note that it is held no longer.
    run.holds.watchTime()
  }

  private find(profileId: string): ProfileRun | undefined {
    return this.runs.find(({ profile }) => profile.id === profileId)
  }
}
