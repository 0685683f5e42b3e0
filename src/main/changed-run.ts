import { isDeepStrictEqual } from 'node:util'
import { makePauseParts } from './held-run'
import { replaySleep } from './machine-sleep'
import type { PauseFileChange } from './pause-file-watcher'
import { isActive, type LatestRun, type ProfileRun } from './profile-run'
import { lastWriteAt } from './run-events'
import { RunLog } from './run-log'
import { listenToLog, type LogNews, replayLog } from './run-log-listener'
import type { RunProfile } from './run-profiles'
import { changeRecord } from './run-setup'
import type { HoldsStore } from './saved-holds'

/** What a change of a run that works on needs. */
export interface ChangeOfRun extends LogNews {
  readonly holds: HoldsStore
  pauseFileChanged(change: PauseFileChange): void
  historyChanged(): void
}

/**
 * Takes in what has changed of a profile while its run works: its name, its pause file, how its lines are read.
 *
 * The process is the same, so what was started must be. A pause that its person asked for moves to the new file.
 */
export async function changeWorkingRun(run: ProfileRun, profile: RunProfile, change: ChangeOfRun): Promise<void> {
  const { profile: before, latest } = run
  run.profile = profile
  if (before.pauseFile !== profile.pauseFile) await changePauseFile(run, change)
  if (latest && profile.own && !isDeepStrictEqual(before.own, profile.own)) await readAnew(run, latest, change)
  run.changes.run()
}

async function changePauseFile(run: ProfileRun, change: ChangeOfRun): Promise<void> {
  const yours = run.holds.list.find(({ owner }) => owner === 'you')
  // The file that the app has made goes with its holds; another one's stays where it is, and holds no more.
  run.holds.leave()
  run.holds.close()
  await run.pauseFile.stop()
  const parts = makePauseParts(
    run.profile,
    change.holds,
    () => run,
    (seen) => change.pauseFileChanged(seen),
  )
  Object.assign(run, parts)
  if (run.latest) changeRecord(run.latest, { pauseFile: run.profile.pauseFile })
  await run.holds.open()
  run.pauseFile.start()
  run.holds.watchTime()
  if (!run.pauseFile.look()) change.happened({ kind: 'pauseFileDisappeared', at: Date.now() })
  if (!isActive(run)) return
  run.holds.runStarted()
  if (yours) run.holds.holdByYou(yours.until)
}

/** What the run has printed so far may mean something else now: it is read again, as after a start of the app. */
async function readAnew(run: ProfileRun, latest: LatestRun, change: ChangeOfRun): Promise<void> {
  const { own } = run.profile
  if (!own || !run.own) return
  const { startedAt } = latest.record
  if (!isActive(run)) return run.own.changeWays(own, startedAt)
  await latest.log.close()
  run.own.changeWays(own, startedAt)
  latest.log = new RunLog(latest.folder.log, listenToLog(run, change))
  latest.replayedUntil = lastWriteAt(latest.folder.log)
  latest.pausedLine = null
  run.state = { kind: 'starting', since: startedAt }
  await replayLog(run, latest, (event) => change.happened(event))
  replaySleep(run, latest)
  if (!latest.process) return
  run.facts.takenUp(run, latest, true)
  latest.log.follow()
  change.historyChanged()
}
