import { join } from 'node:path'
import type { CommandResult, RunView, StartMode, TrainingData } from '../shared/ipc'
import type { ProcessUse } from '../shared/run-evidence'
import type { RunHistory } from '../shared/run-history'
import { nextRunState, type RunEvent } from '../shared/run-state'
import { changeWorkingRun } from './changed-run'
import { pauseFileEvent } from './held-run'
import { HeldRuns } from './held-runs'
import type { ShownLog } from './log-service'
import { HoldsStore } from './saved-holds'
import type { PauseFileChange } from './pause-file-watcher'
import {
  chooseData,
  dismissProblem,
  done,
  followFiles,
  historyNow,
  historyOf,
  isActive,
  type LatestRun,
  type ProfileRun,
  refused,
  reportProblem,
  tellOwnRun,
  viewOf,
} from './profile-run'
import { noteClosedTime } from './closed-time'
import { foundRun } from './found-run'
import { endOf, lastWriteAt } from './run-events'
import { noFacts } from './run-facts'
import { holdAgainstEvidence, listenToLog, type LogNews, replayLog } from './run-log-listener'
import { Presence, readSeen } from './presence'
import { noteSleep, replaySleep } from './machine-sleep'
import { addNote } from './run-notes'
import type { Exit } from './run-outcome'
import { ProfileRuns } from './profile-runs'
import type { RunProcess } from './run-process'
import { canStart, type RunProfile } from './run-profiles'
import { newestRunRecord, type RunFolder, type RunNames, runNames } from './run-record'
import type { SupervisorListener } from './supervisor-listener'
import {
  adoptLatestRun,
  adoptProcess,
  askToStop,
  beginAnew,
  changeRecord,
  makeLatestRun,
  makeProfileRun,
  obstacleTo,
  startProcess,
} from './run-setup'

/**
 * Owns every run: starts, watches and stops them, and is the only one that decides their states.
 *
 * Runs outlive it; a later supervisor with the same state folder takes them up again.
 */
export class RunSupervisor extends HeldRuns {
  /** Profiles can be taken in and away at any time, but not while a run of theirs works. */
  readonly runs: ProfileRuns
  private readonly runsFolder: string
  private readonly holdsStore: HoldsStore
  private readonly presence = new Presence(() => this.runs.all.filter(isActive))
  private isClosed = false

  constructor(
    profiles: readonly RunProfile[],
    stateFolder: string,
    private readonly listener: SupervisorListener,
  ) {
    super()
    this.runsFolder = join(stateFolder, 'runs')
    this.holdsStore = new HoldsStore(join(stateFolder, 'holds.json'))
    this.runs = new ProfileRuns(profiles, {
      make: (profile) => this.makeRun(profile),
      earlier: () => runNames(this.runsFolder),
      takeUp: (run, earlier) => this.takeUp(run, earlier),
      change: (run, profile) =>
        changeWorkingRun(run, profile, {
          ...this.newsOf(run),
          holds: this.holdsStore,
          pauseFileChanged: (change) => this.pauseFileChanged(run, change),
          historyChanged: () => this.tellHistory(run),
        }),
      changed: () => listener.runsChanged(this.list()),
    })
  }

  /** Begins to watch, and takes up what runs of earlier starts of the app left behind. */
  async open(): Promise<void> {
    this.presence.start()
    await this.runs.open()
  }

  /** Stops to watch; the runs go on. */
  async close(): Promise<void> {
    this.isClosed = true
    this.presence.stop()
    await this.runs.close()
  }

  /** Everything that the window shows, a view for each profile. */
  list(): readonly RunView[] {
    return this.runs.all.map(viewOf)
  }

  /** The names of the runs that may still be working. */
  get activeNames(): readonly string[] {
    return this.runs.all.filter(isActive).map((run) => run.profile.name)
  }

  /** The folders of the runs that may still be working. */
  get activeFolders(): readonly RunFolder[] {
    return this.runs.all.filter(isActive).flatMap(({ latest }) => (latest ? [latest.folder] : []))
  }

  /** A profile that is known. */
  profileOf(profileId: string): RunProfile {
    return this.runOf(profileId).profile
  }

  /** Starts a profile's run; never a second one beside the first. */
  async start(profileId: string, mode: StartMode): Promise<CommandResult> {
    const run = this.runOf(profileId)
    if (isActive(run) || !canStart(run.profile, mode)) return refused
    const obstacle = obstacleTo(run, this.runs.all)
    if (obstacle !== null) return reportProblem(run, { kind: 'notStarted', ...obstacle })
    const latest = makeLatestRun(run.profile, mode, this.runsFolder, listenToLog(run, this.newsOf(run)))
    if (!('record' in latest)) return reportProblem(run, { kind: 'notStarted', isPauseFileShared: false, ...latest })
    beginAnew(run, latest)
    // A rule that holds now holds the run before its first item.
    run.holds.runStarted()
    run.changes.run()
    const started = await startProcess(run.profile, latest)
    if (!started.ok) {
      const outcome = { kind: 'notSpawned', reason: started.reason, program: run.profile.program } as const
      const ended = { at: Date.now(), outcome }
      this.apply(run, { kind: 'processEnded', ...ended })
      changeRecord(latest, { ended })
      addNote(run, { kind: 'ended', outcome })
      run.holds.runEnded(false)
      return refused
    }
    addNote(run, { kind: 'started', mode })
    this.attach(run, latest, started.process)
    return done
  }

  /** Asks a run to save and leave, once: asked a second time it would leave without saving. */
  stop(profileId: string): CommandResult {
    const run = this.runOf(profileId)
    const { latest } = run
    if (run.state.kind === 'stopping') return done
    if (!isActive(run) || !latest?.process) return refused
    const at = Date.now()
    if (!askToStop(latest, at, run.profile.own?.stopSignal)) return refused
    addNote(run, { kind: 'stopAsked' })
    this.apply(run, { kind: 'stopSignalSent', at })
    return done
  }

  /** Ends a run at once, without saving. Its state changes when it is gone. */
  kill(profileId: string): CommandResult {
    const run = this.runOf(profileId)
    if (!run.latest?.process?.forceToStop()) return refused
    addNote(run, { kind: 'killAsked' })
    return done
  }

  /** Takes a problem off the window that its person has read. */
  dismissProblem(profileId: string): CommandResult {
    return dismissProblem(this.runOf(profileId))
  }

  /** What a run takes of the machine; null while it has no process. */
  processUse(profileId: string): ProcessUse | null {
    const { latest, use } = this.runOf(profileId)
    return latest?.process ? use.sample(latest.process.pid) : null
  }

  /** Chooses what a training learns from at its next start; refused while it runs. */
  chooseData(profileId: string, data: TrainingData): CommandResult {
    return chooseData(this.runOf(profileId), data)
  }

  /** Asks all runs to stop and waits until they have ended, however long they save. */
  async stopAll(): Promise<void> {
    const active = this.runs.all.filter(isActive)
    for (const run of active) this.stop(run.profile.id)
    for (const run of active) await run.latest?.whenEnded
  }

  /** The machine has slept until just now. */
  machineSlept(ms: number): void {
    noteSleep(this.runs.all.filter(isActive), ms)
  }

  /** What a profile's charts are drawn from. */
  history(profileId: string): Promise<RunHistory> {
    return historyOf(this.runOf(profileId))
  }

  /** Where the latest run's log is kept; null before the first run. */
  logOf(profileId: string): ShownLog | null {
    const { latest } = this.runOf(profileId)
    return latest && { profileId, runId: latest.record.runId, log: latest.folder.log, notes: latest.folder.notes }
  }

  private makeRun(profile: RunProfile): ProfileRun {
    const run: ProfileRun = makeProfileRun(profile, this.holdsStore, {
      pauseFileChanged: (change) => this.pauseFileChanged(run, change),
      changed: () => this.listener.runChanged(viewOf(run)),
      statusChanged: () => holdAgainstEvidence(run, (event) => this.apply(run, event)),
      historyChanged: () => this.tellHistory(run),
      facts: this.listener.facts ?? noFacts,
    })
    return run
  }

  /** Takes up the newest run that an earlier start of the app has left behind. */
  private async takeUp(run: ProfileRun, earlier: RunNames): Promise<void> {
    const record = newestRunRecord(this.runsFolder, run.profile.id, earlier)
    if (!record) return run.holds.runEnded(false)
    const latest = adoptLatestRun(record, this.runsFolder, listenToLog(run, this.newsOf(run)))
    await run.status?.look()
    run.latest = latest
    run.state = record.ended ? { kind: 'ended', ...record.ended } : { kind: 'starting', since: record.startedAt }
    run.own?.begin(record.startedAt, true)
    if (record.ended) {
      tellOwnRun(run)
      run.holds.runEnded(record.stopAskedAt !== null)
      // What it printed can be long, and nothing waits for it.
      void latest.log.finish()
      return
    }
    await replayLog(run, latest, (event) => this.apply(run, event))
    const process = adoptProcess(latest)
    latest.process = process
    const seen = readSeen(latest.folder.path)
    noteClosedTime(run, latest, seen)
    replaySleep(run, latest)
    run.found = foundRun(latest, seen)
    run.facts.takenUp(run, latest, process !== null)
    if (process) this.attach(run, latest, process)
    else await this.end(run, latest, null, lastWriteAt(latest.folder.log))
  }

  private attach(run: ProfileRun, latest: LatestRun, process: RunProcess): void {
    latest.process = process
    run.holds.runStarted()
    process.onLeftBehind = () => run.changes.run()
    latest.log.follow()
    followFiles(run)
    this.presence.saw(run)
    latest.whenEnded = process.ended.then((exit) => this.end(run, latest, exit, Date.now()))
    run.changes.run()
  }

  /** Concludes a run whose process is gone: its last lines first, as they say how it ended. */
  private async end(run: ProfileRun, latest: LatestRun, exit: Exit | null, at: number): Promise<void> {
    if (this.isClosed) return // What happens after the closing is for the next start to find.
    await Promise.all([latest.log.finish(), run.metrics?.finish(), run.status?.finish()])
    latest.process = null
    const event = endOf(latest, exit, at)
    this.apply(run, event)
    changeRecord(latest, { ended: { at: event.at, outcome: event.outcome } })
    addNote(run, { kind: 'ended', outcome: event.outcome })
    run.holds.runEnded(latest.record.stopAskedAt !== null)
    this.tellHistory(run)
  }

  private newsOf(run: ProfileRun): LogNews {
    return {
      happened: (event) => this.apply(run, event),
      logAppended: (change) => this.listener.logAppended(change),
      seen: () => this.presence.saw(run),
    }
  }

  private pauseFileChanged(run: ProfileRun, change: PauseFileChange): void {
    const event = pauseFileEvent(run, change)
    if (event) this.apply(run, event)
    run.changes.run()
  }

  private apply(run: ProfileRun, event: RunEvent): void {
    if (run.state.kind === 'idle') return
    const next = nextRunState(run.state, event)
    if (next === run.state) return
    run.state = next
    tellOwnRun(run)
    run.evidence.noteState(run, next)
    // Read again after a restart, a log tells of states long past.
    if (run.latest?.replayedUntil == null) run.changes.run()
  }

  private tellHistory(run: ProfileRun): void {
    this.listener.historyChanged({ profileId: run.profile.id, history: historyNow(run) })
  }
}
