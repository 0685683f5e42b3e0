import type { RunEvent } from '../shared/run-state'
import { type PauseFileChange, PauseFileWatcher } from './pause-file-watcher'
import { type ProfileRun, reportProblem, solveProblem } from './profile-run'
import { RunHolds } from './run-holds'
import { asOwnAct, noteHolds, notePauseFile } from './run-notes'
import type { RunProfile } from './run-profiles'
import type { HoldsStore } from './saved-holds'

/** What watches the pause file of a profile, and who makes and deletes it; `seen` hears what becomes of it. */
export function makePauseParts(
  profile: RunProfile,
  store: HoldsStore,
  runOf: () => ProfileRun,
  seen: (change: PauseFileChange) => void,
): Pick<ProfileRun, 'pauseFile' | 'holds'> {
  const isOwn = (identity: string) => runOf().holds.isOwn(identity)
  return {
    pauseFile: new PauseFileWatcher(profile.pauseFile, isOwn, seen),
    holds: makeHolds(profile, store, runOf, seen),
  }
}

/** The holds of a profile, which tell its run what becomes of them; `seen` hears of the file what no look can tell. */
function makeHolds(
  profile: RunProfile,
  store: HoldsStore,
  runOf: () => ProfileRun,
  seen: (change: PauseFileChange) => void,
): RunHolds {
  return new RunHolds(profile.id, profile.pauseFile, store, {
    actOnFile: (act) => {
      const isGoneAgain = asOwnAct(runOf(), () => {
        act()
        if (runOf().pauseFile.look() || !endsUnseen(runOf())) return false
        seen('appeared')
        return true
      })
      if (isGoneAgain) seen('disappeared')
    },
    holdsChanged: (event, before) => {
      noteHolds(runOf(), event, before)
      runOf().changes.run()
    },
    problemMet: (problem) => void reportProblem(runOf(), problem),
    problemSolved: (kind) => solveProblem(runOf(), kind),
  })
}

/** A run that deletes its pause file at once is quicker than any look: nothing has changed, and yet all holds have ended. */
function endsUnseen({ holds }: ProfileRun): boolean {
  const held = holds.list.length > 0
  holds.fileSeen(null)
  return held && holds.list.length === 0
}

/** Takes in what a look at the pause file found: what that means for the holds, and (null: nothing) for the run. */
export function pauseFileEvent(run: ProfileRun, change: PauseFileChange): RunEvent | null {
  // The holds first: a note says whose ended with the file.
  run.holds.fileSeen(run.pauseFile.sight)
  notePauseFile(run, change)
  if (change === 'changed') return null
  const appeared = change === 'appeared'
  if (!appeared) run.evidence.fileGoneBy = run.ownAct ? 'fermata' : 'outside'
  solveProblem(run, appeared ? 'pauseFileNotCreated' : 'pauseFileNotDeleted')
  return { kind: appeared ? 'pauseFileAppeared' : 'pauseFileDisappeared', at: Date.now() }
}
