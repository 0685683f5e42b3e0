import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { identityOf, isAlive, type ProcessIdentity } from '../platform/process-identity'
import type { RunMarks } from '../platform/process-marks'
import { withoutInheritedFiles } from './inherited-files'
import { hasCode, plainReason } from '../platform/plain-reason'
import { eachSecond } from '../platform/pulse'
import { findProgram } from './program-path'
import { isStillOurs, type LeftBehind, leftBehindOf, type RunCustody } from './run-custody'
import type { Exit } from './run-outcome'
import { askToStop, forceToStop, type StopSignal } from './run-signals'

/** All that is needed to start a process. */
export interface RunCommand {
  readonly program: string
  readonly args: readonly string[]
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  /** Where its output goes, and the token that stands in its environment. */
  readonly marks: RunMarks
}

/** A process, or why there is none, in plain words. */
export type Started =
  | { readonly ok: true; readonly process: RunProcess }
  | { readonly ok: false; readonly reason: string }

const notFound = 'the program was not found'

/** How often what a run has left behind is looked at. */
const restLookMs = 500
/** How long what a program has started may take to end after it, before it is said to work on. */
const helpersEndMs = 300
/** How often it is looked at in that time: the end of a run is to be shown at once. */
const helpersLookMs = 20

/**
 * One run's process: a child of this app, or one taken up from an earlier app.
 *
 * It leads its own group and writes straight into its log, so it outlives the app and is never slowed by it. The run
 * lasts as long as anything of its group does.
 */
export class RunProcess {
  /** What works on once the program itself has ended; null before. */
  leftBehind: LeftBehind | null = null
  /** Hears that the program has ended, and that what it left behind has become another. */
  onLeftBehind: () => void = () => undefined
  private isReleased = false

  private constructor(
    readonly pid: number,
    readonly custody: RunCustody | null,
    private readonly whenLeft: Promise<Exit | null>,
    private readonly stopWatching: () => void,
  ) {
    this.ended = this.untilAllEnded()
  }

  /** How it left, once nothing of its group is there; null when nobody saw its exit. */
  readonly ended: Promise<Exit | null>

  /** Starts a process; its arguments are never read by a shell. */
  static async start(command: RunCommand): Promise<Started> {
    const found =
      process.platform === 'win32' ? null : findProgram(command.program, command.folder, searchPath(command))
    if (found?.kind === 'missing') return { ok: false, reason: notFound }
    if (found?.kind === 'forbidden')
      return { ok: false, reason: 'the program can’t be started: permission denied (EACCES)' }
    let child: ChildProcess
    try {
      child = spawnRun({ ...command, program: found?.path ?? command.program })
      await spawned(child)
    } catch (error) {
      const { reason, code } = plainReason(error)
      return { ok: false, reason: code === 'ENOENT' ? notFound : `the program can’t be started: ${reason} (${code})` }
    }
    const pid = child.pid ?? 0
    const ended = new Promise<Exit>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }))
    })
    const identity = identityOf(pid)
    const custody = identity && { identity, marks: command.marks, isChild: true }
    return { ok: true, process: new RunProcess(pid, custody, ended, () => child.unref()) }
  }

  /** Takes up a run that an earlier app has started; null when nothing of it is there, or it isn't shown to be that run. */
  static adopt(identity: ProcessIdentity, marks: RunMarks): RunProcess | null {
    const custody: RunCustody = { identity, marks, isChild: false }
    if (!isStillOurs(custody)) return null
    const { ended, release } = watchUntilGone(identity)
    return new RunProcess(identity.pid, custody, ended, release)
  }

  /** Stops to watch it; it goes on. */
  release(): void {
    this.isReleased = true
    this.stopWatching()
  }

  /** Asks it to save and leave; false when it can't be proven to be the run, or is gone. */
  askToStop(stopFile: string, signal: StopSignal): boolean {
    return this.custody !== null && askToStop(this.custody, stopFile, signal)
  }

  /** Ends it and all that it started at once; false as above. */
  forceToStop(): boolean {
    return this.custody !== null && forceToStop(this.custody)
  }

  private async untilAllEnded(): Promise<Exit | null> {
    const exit = await this.whenLeft
    if (this.custody && this.lookAtRest()) await this.watchRest()
    this.leftBehind = null
    return exit
  }

  /** Says whether anything of the group is still there. What an earlier app has left must be shown to be the run's. */
  private lookAtRest(): LeftBehind | null {
    if (!this.custody) return null
    const { identity, marks, isChild } = this.custody
    const rest = leftBehindOf(identity.pid, marks)
    return rest.count > 0 && (isChild || this.leftBehind || rest.isProven) ? rest : null
  }

  private async watchRest(): Promise<void> {
    const since = Date.now()
    for (await pause(helpersLookMs); !this.isReleased; await pause(this.leftBehind ? restLookMs : helpersLookMs)) {
      const before = this.leftBehind
      const rest = this.lookAtRest()
      if (!rest) return
      if (!before && Date.now() - since < helpersEndMs) continue
      this.leftBehind = rest
      if (before?.count !== rest.count || before.isProven !== rest.isProven) this.onLeftBehind()
    }
    // Released: nobody waits for its end any more.
    await new Promise(() => undefined)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

function spawnRun(command: RunCommand): ChildProcess {
  const isWindows = process.platform === 'win32'
  const log = openSync(command.marks.log, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600)
  try {
    const { program, args } = withoutInheritedFiles(command)
    return spawn(program, args, {
      cwd: command.folder,
      env: command.environment,
      shell: false,
      // On Windows a detached child gets a console window of its own; a child outlives its parent there anyway.
      detached: !isWindows,
      windowsHide: true,
      stdio: ['ignore', log, log],
    })
  } finally {
    closeSync(log)
  }
}

function searchPath(command: RunCommand): string {
  return command.environment.PATH ?? '/usr/local/bin:/usr/bin:/bin'
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
}

/** A process that isn't the app's own child gives no exit event. */
function watchUntilGone(identity: ProcessIdentity): { readonly ended: Promise<null>; readonly release: () => void } {
  let release = (): void => undefined
  const ended = new Promise<null>((resolve) => {
    release = eachSecond(() => {
      if (isStillThere(identity)) return
      release()
      resolve(null)
    })
  })
  return { ended, release }
}

/** A look that costs nothing: elsewhere than on Linux a proof starts another program, too much for a look each second. */
function isStillThere(identity: ProcessIdentity): boolean {
  if (process.platform === 'linux') return isAlive(identity)
  try {
    process.kill(identity.pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}
