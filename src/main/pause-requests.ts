import type { CommandResult } from '../shared/ipc'
import type { OwnPauseFiles } from './own-pause-files'
import { createPauseFile, deletePauseFile } from './pause-file'
import { done, type ProfileRun, reportProblem, solveProblem } from './profile-run'
import { asOwnAct } from './run-notes'

/** Makes a run's pause file; its state changes only with what is found and what the run says. */
export function makePauseFile(run: ProfileRun, own: OwnPauseFiles): CommandResult {
  return asOwnAct(run, () => {
    const made = createPauseFile(run.profile.pauseFile, new Date())
    if (!made.ok) return reportProblem(run, made.problem)
    if (made.identity !== null) own.add(run.profile.pauseFile, made.identity)
    solveProblem(run, 'pauseFileNotCreated')
    run.pauseFile.look()
    return done
  })
}

/** Deletes a run's pause file, whoever made it. */
export function removePauseFile(run: ProfileRun): CommandResult {
  return asOwnAct(run, () => {
    const problem = deletePauseFile(run.profile.pauseFile)
    if (problem) return reportProblem(run, problem)
    solveProblem(run, 'pauseFileNotDeleted')
    run.pauseFile.look()
    return done
  })
}
