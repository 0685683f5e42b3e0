import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isSystemError, plainReason } from '../../platform/plain-reason'
import type { HistoryRun } from '../../shared/past-runs'
import { mergedLedger } from '../../shared/merged-ledger'
import { nextLedger, type PauseEntry } from '../../shared/pause-ledger'
import { historyOf } from '../profile-run'
import type { RunProfile } from '../run-profiles'
import { allRunIds, newestRunRecord, runFolderOf, runRecord } from '../run-record'
import { isDatabaseError, setHistoryAside, UnusableHistory } from './history-database'
import { HistoryStore } from './history-store'
import { LedgerRecorder, type LiveRun } from './ledger-recorder'
import { cutHistory } from './run-curve'
import { endedRun, figuresOf, runFromFiles, startedRun } from './run-summary'

/** What the history needs of the app around it. */
export interface HistoryOwner {
  profileOf(profileId: string): RunProfile | null
  /** What is known of a run has changed; null for of many. */
  changed(runId: string | null): void
}

const fileName = 'history.db'

/**
 * All runs and their pauses, over all starts of the app.
 *
 * The file is opened once the window is there, and holds nothing that couldn't be read again from the runs' own files
 * while those are there. Without it the app goes on, and says why there is no history.
 */
export class History {
  readonly recorder = new LedgerRecorder((live) => this.liveChanged(live))
  private readonly runsFolder: string
  private readonly path: string
  private opening: Promise<void> | null = null
  private takingIn: Promise<void> | null = null
  private readonly finishing = new Set<Promise<void>>()
  private opened: HistoryStore | null = null
  private trouble: string | null = null

  constructor(
    stateFolder: string,
    private readonly owner: HistoryOwner,
  ) {
    this.runsFolder = join(stateFolder, 'runs')
    this.path = join(stateFolder, fileName)
  }

  /** The file, if it can be used; opened when first asked for. */
  async store(): Promise<HistoryStore | null> {
    await this.open()
    return this.opened
  }

  /** What is wrong with the history, as a sentence; null when nothing is. */
  get problem(): string | null {
    return this.trouble
  }

  /** Whether a run may still be working, or its end isn't written down yet. */
  isLive(runId: string): boolean {
    return this.recorder.find(runId) !== null
  }

  /** Opens the file and takes in what happened since it was written last; safe to call again. */
  open(): Promise<void> {
    this.opening ??= this.openNow()
    return this.opening
  }

  /** Writes what is still to be written, and closes the file. */
  async close(): Promise<void> {
    await this.opening
    await this.takingIn
    await Promise.all(this.recorder.runs.map(({ ready }) => ready))
    await Promise.all(this.finishing)
    this.opened?.close()
    this.opened = null
  }

  /** Takes a run out of the history, with its folder; one that is still needed goes once a later run is there. */
  async remove(runId: string): Promise<boolean> {
    const store = await this.store()
    if (!store || this.isLive(runId)) return false
    if (!this.attempt(() => store.remove(runId))) return false
    await this.removeFolder(runId)
    this.owner.changed(runId)
    return true
  }

  private async openNow(): Promise<void> {
    try {
      this.opened = await HistoryStore.open(this.path)
    } catch (error) {
      await this.openAgain(error)
    }
    for (const live of this.recorder.runs) void live.ready.then(() => this.liveChanged(live))
    this.takingIn = this.takeInPast()
    this.owner.changed(null)
  }

  /** A damaged file is set aside and made anew from the runs' own files; any other is left as it is. */
  private async openAgain(error: unknown): Promise<void> {
    try {
      if (!(error instanceof UnusableHistory) || error.kind !== 'damaged') throw error
      const aside = setHistoryAside(this.path)
      this.opened = await HistoryStore.open(this.path)
      this.trouble = `The history file was damaged. It is kept as ${aside}, and what the runs’ own files tell was put together again.`
    } catch (reason) {
      this.trouble = troubleOf(this.path, reason)
    }
  }

  /** Writes down the runs whose ends this app has not seen, and takes away the folders of those that were removed. */
  private async takeInPast(): Promise<void> {
    const known = this.opened?.known()
    if (!known) return
    for (const runId of allRunIds(this.runsFolder)) {
      const before = known.get(runId)
      if (before?.isRemoved) await this.removeFolder(runId)
      else if (!before?.hasEnded && !this.isLive(runId)) await this.takeIn(runId)
    }
  }

  private async takeIn(runId: string): Promise<void> {
    const record = runRecord(this.runsFolder, runId)
    if (!record || !this.opened) return
    const { run, scan } = await runFromFiles(this.runsFolder, record, this.owner.profileOf(record.profileId))
    const known = this.opened.find(runId)
    const { entries } = nextLedger(scan.ledger, { kind: 'ended', at: run.endedAt ?? Date.now() })
    const pauses = mergedLedger(known?.pauses ?? [], entries, scan.firstLine)
    this.keep(run, pauses)
  }

  private liveChanged(live: LiveRun): void {
    const { opened } = this
    if (!opened || live.queue) return
    const { record } = live.latest
    this.attempt(() => {
      if (live.isTakenUp) this.recorder.complete(live, opened.pausesOf(record.runId))
    })
    const { ended } = record
    if (ended) {
      const finishing = this.finish(live, { ...record, ended }).finally(() => this.finishing.delete(finishing))
      this.finishing.add(finishing)
    } else this.keep(startedRun(record, live.run.profile, figuresOf(live.run, live.latest)), live.ledger.entries)
  }

  private async finish(live: LiveRun, record: Parameters<typeof endedRun>[1]): Promise<void> {
    const figures = figuresOf(live.run, live.latest)
    const history = cutHistory(await historyOf(live.run), record.startedAt, record.ended.at)
    const run = endedRun(this.runsFolder, record, live.run.profile, { ...figures, history })
    // Its last pause can still be being put in.
    await live.ready
    if (this.keep(run, live.ledger.entries)) this.recorder.forget(run.runId)
  }

  private keep(run: HistoryRun, pauses: readonly PauseEntry[]): boolean {
    const isKept = this.attempt(() => this.opened?.keep(run, pauses))
    if (isKept) this.owner.changed(run.runId)
    return isKept
  }

  /** Does something with the file; that it can't be done is told, and the runs go on. */
  private attempt(action: () => void): boolean {
    try {
      action()
      return true
    } catch (error) {
      if (!isDatabaseError(error)) throw error
      this.trouble = `The history can’t be written: ${error.message}. The runs and their logs are not affected.`
      this.owner.changed(null)
      return false
    }
  }

  private async removeFolder(runId: string): Promise<void> {
    const profileId = runRecord(this.runsFolder, runId)?.profileId
    if (!profileId || newestRunRecord(this.runsFolder, profileId)?.runId === runId) return
    const { path } = runFolderOf(this.runsFolder, runId)
    try {
      if (existsSync(path)) await rm(path, { recursive: true })
    } catch (error) {
      // Another program has a file of it open: the next start tries again.
      if (!isSystemError(error)) throw error
    }
  }
}

/** Why there is no history, as a sentence. */
function troubleOf(path: string, error: unknown): string {
  if (error instanceof UnusableHistory) {
    if (error.kind === 'newer')
      return `${path} was written by a newer version of Fermata. It is left as it is; until that version is used again, no history is kept.`
    return `${path} isn’t a history of Fermata. It is left as it is, and no history is kept.`
  }
  if (isSystemError(error)) {
    const { reason, code } = plainReason(error)
    return `${path}: ${reason} (${code}). Until the next start no history is kept.`
  }
  if (isDatabaseError(error))
    return `${path} can’t be opened: ${error.message}. Until the next start no history is kept.`
  throw error
}
