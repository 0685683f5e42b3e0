import { join } from 'node:path'
import { isSystemError, plainReason } from '../platform/plain-reason'
import type { CommandResult } from '../shared/ipc'
import type { VerificationState, VerificationView } from '../shared/verification'
import { done, refused } from './profile-run'
import { RunProcess } from './run-process'
import type { RunProfile } from './run-profiles'
import { newestRunRecord, runFolderOf, type RunRecord } from './run-record'
import { finishedHash, learningArgs } from './verification-args'
import { VerificationProcess } from './verification-process'
import {
  readVerification,
  removeWorkFiles,
  takeReport,
  type VerificationFiles,
  type VerificationRecord,
  verificationFiles,
  writeVerification,
} from './verification-record'

/** What a verifier needs. */
export interface VerifierOptions {
  readonly runsFolder: string
  /** Where the built programs are. */
  readonly programFolder: string
  readonly profileOf: (profileId: string) => RunProfile
  readonly changed: (view: VerificationView) => void
}

/**
 * Verifies runs: repeats a profile's newest training undisturbed and disturbed, and keeps what came out with the run.
 *
 * It owns the processes of verifications. They end with the app: nothing of an unfinished one is worth keeping.
 */
export class RunVerifier {
  /** By profile; `starting` until there is a process. */
  private readonly running = new Map<string, { readonly runId: string; process: VerificationProcess | null }>()

  constructor(private readonly options: VerifierOptions) {}

  /** What the window shows of a profile's verification; null for a profile that can't be verified. */
  async view(profileId: string): Promise<VerificationView | null> {
    if (!this.canVerify(profileId)) return null
    const active = this.running.get(profileId)
    if (active) return { profileId, runId: active.runId, state: stateOf(active.process) }
    const record = newestRunRecord(this.options.runsFolder, profileId)
    if (!record) return { profileId, runId: null, state: { kind: 'none' } }
    return { profileId, runId: record.runId, state: await keptState(this.filesOf(record)) }
  }

  /** Begins to verify a profile's newest run, with so many disturbed repeats; one at a time for each profile. */
  async start(profileId: string, repeats: number): Promise<CommandResult> {
    const record = newestRunRecord(this.options.runsFolder, profileId)
    if (!this.canVerify(profileId) || !record || this.running.has(profileId)) return refused
    const { runId } = record
    const active = { runId, process: null as VerificationProcess | null }
    this.running.set(profileId, active)
    this.tell(profileId, runId, stateOf(null))
    const started = await this.startProcess(record, repeats)
    if ('reason' in started) {
      this.conclude(profileId, record, { kind: 'failed', at: Date.now(), reason: started.reason })
      return done
    }
    active.process = started
    this.tell(profileId, runId, stateOf(started))
    void started.ended.then(() => this.conclude(profileId, record, outcomeOf(started)))
    return done
  }

  /** Ends a verification at once. */
  cancel(profileId: string): CommandResult {
    const process = this.running.get(profileId)?.process
    if (!process) return refused
    process.isCancelled = true
    process.end()
    return done
  }

  /** The app ends: so do all verifications, and the next start says so. */
  close(): void {
    for (const { process } of this.running.values()) {
      if (!process) continue
      process.end()
      keep(process.command.files, { kind: 'interrupted', at: Date.now() })
      removeWorkFiles(process.command.files)
    }
    this.running.clear()
  }

  private async startProcess(
    record: RunRecord,
    repeats: number,
  ): Promise<VerificationProcess | { readonly reason: string }> {
    const { runsFolder, programFolder } = this.options
    const { path, log } = runFolderOf(runsFolder, record.runId)
    const files = this.filesOf(record)
    const expected = finishedHash(record, log)
    const args = [...learningArgs(record.commandLine), '--schedules', String(repeats)]
    if (expected !== null) args.push('--expect', expected)
    try {
      return await VerificationProcess.start(
        { program: join(programFolder, 'verify.cjs'), args, repeats, files, folder: path },
        () => this.tell(record.profileId, record.runId, stateOf(this.running.get(record.profileId)?.process ?? null)),
      )
    } catch (error) {
      const { reason, code } = plainReason(error)
      return { reason: `its files in ${path} can’t be written: ${reason} (${code})` }
    }
  }

  private conclude(profileId: string, record: RunRecord, state: KeptState): void {
    // Closed meanwhile: what is to be kept is kept.
    if (!this.running.delete(profileId)) return
    const files = this.filesOf(record)
    keep(files, state)
    removeWorkFiles(files)
    this.tell(profileId, record.runId, state)
  }

  private tell(profileId: string, runId: string, state: VerificationState): void {
    this.options.changed({ profileId, runId, state })
  }

  private canVerify(profileId: string): boolean {
    const { isBuiltIn, runKind } = this.options.profileOf(profileId)
    return isBuiltIn && runKind === 'training'
  }

  private filesOf({ runId }: RunRecord): VerificationFiles {
    return verificationFiles(runFolderOf(this.options.runsFolder, runId).path)
  }
}

type KeptState = Exclude<VerificationRecord, { readonly kind: 'running' }>

function stateOf(process: VerificationProcess | null): VerificationState {
  const { startedAt = Date.now(), progress = null } = process ?? {}
  return { kind: 'running', startedAt, repeats: process?.command.repeats ?? 0, progress }
}

function outcomeOf({ isCancelled, command, lastLine }: VerificationProcess): KeptState {
  const at = Date.now()
  if (isCancelled) return { kind: 'cancelled', at }
  const report = takeReport(command.files)
  return report ? { kind: 'done', report } : { kind: 'failed', at, reason: lastLine || 'it ended without a word' }
}

/** What was kept of a run's verification. One that an app left running when it died is ended first. */
async function keptState(files: VerificationFiles): Promise<VerificationState> {
  const kept = readVerification(files)
  // Its training may have written on for a moment when the app was closed.
  if (kept?.kind === 'interrupted') removeWorkFiles(files)
  if (kept?.kind !== 'running') return kept ?? { kind: 'none' }
  const { identity, token } = kept
  const process = identity && RunProcess.adopt(identity, { token, log: files.log })
  if (process?.forceToStop()) await process.ended
  const report = takeReport(files)
  const state: KeptState = report ? { kind: 'done', report } : { kind: 'interrupted', at: Date.now() }
  keep(files, state)
  removeWorkFiles(files)
  return state
}

function keep(files: VerificationFiles, state: KeptState): void {
  try {
    writeVerification(files, state)
  } catch (error) {
    // A full disk: the window still shows it, until the next start.
    if (!isSystemError(error)) throw error
  }
}
