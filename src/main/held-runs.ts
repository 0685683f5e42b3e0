import type { HoldOwner, RuleCondition, RuleId } from '../shared/holds'
import type { CommandResult } from '../shared/ipc'
import { done, type ProfileRun, refused } from './profile-run'
import type { ProfileRuns } from './profile-runs'

/** All runs, as far as holding them and letting go of them is concerned. */
export abstract class HeldRuns {
  abstract readonly runs: ProfileRuns

  /** Holds a run for its person, until they let go or until a time. */
  requestPause(profileId: string, until: number | null): CommandResult {
    return this.runOf(profileId).holds.holdByYou(until)
  }

  /** Lets go of all holds of a run. */
  requestResume(profileId: string): CommandResult {
    return this.runOf(profileId).holds.releaseAll()
  }

  /** Lets go of one hold of a run, the others stay; refused when there is no such hold. */
  releaseHold(profileId: string, owner: HoldOwner): CommandResult {
    return release(this.runOf(profileId), owner)
  }

  /** Holds every run that works. */
  pauseAll(): CommandResult {
    const working = this.runs.all.filter(({ state }) => state.kind === 'running')
    return resultOf(working.map(({ holds }) => holds.holdByYou(null, true)))
  }

  /** Lets go of what pausing all runs held; if that was nothing, of every pause that its person asked for. */
  resumeAll(): CommandResult {
    const byPauseAll = this.runs.all.filter(({ holds }) => holds.isByPauseAll)
    const held = this.runs.all.filter(({ state }) => state.kind === 'paused' || state.kind === 'pauseRequested')
    return resultOf((byPauseAll.length > 0 ? byPauseAll : held).map((run) => release(run, 'you')))
  }

  /** Holds a run beyond the end of the app. */
  holdForQuit(profileId: string): CommandResult {
    return this.runOf(profileId).holds.holdForQuit()
  }

  /** A rule finds its condition met, or (null) not. Told as often as it likes: its edges are found here. */
  setRule(profileId: string, ruleId: RuleId, condition: RuleCondition | null): void {
    this.runOf(profileId).holds.tellRule(ruleId, condition)
  }

  protected runOf(profileId: string): ProfileRun {
    return this.runs.of(profileId)
  }
}

function release({ holds }: ProfileRun, owner: HoldOwner): CommandResult {
  return holds.list.some((hold) => hold.owner === owner) ? holds.release(owner) : refused
}

/** One answer for several runs: done, if it was done to one at least. */
function resultOf(results: readonly CommandResult[]): CommandResult {
  return results.some(({ ok }) => ok) ? done : (results[0] ?? refused)
}
