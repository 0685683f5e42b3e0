import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { identityOf, isAlive, type ProcessIdentity } from '../platform/process-identity'
import { withoutInheritedFiles } from './inherited-files'
import { hasCode, plainReason } from '../platform/plain-reason'
import { findProgram } from './program-path'
import type { Exit } from './run-outcome'
import { askToStop, forceToStop } from './run-signals'

/** All that is needed to start a process. */
export interface RunCommand {
  readonly program: string
  readonly args: readonly string[]
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  /** Where its output goes. */
  readonly log: string
}

/** A process, or why there is none, in plain words. */
export type Started =
  | { readonly ok: true; readonly process: RunProcess }
  | { readonly ok: false; readonly reason: string }

const notFound = 'the program was not found'

/** How often a process that isn't the app's own child is looked at: it gives no exit event. */
const lookIntervalMs = 300

/**
 * One run's process: a child of this app, or one taken up from an earlier app.
 *
 * It leads its own group and writes straight into its log, so it outlives the app and is never slowed by it.
 */
export class RunProcess {
  private constructor(
    readonly pid: number,
    readonly identity: ProcessIdentity | null,
    /** How it left; null when nobody saw its exit. */
    readonly ended: Promise<Exit | null>,
    /** Stops to watch it; it goes on. */
    readonly release: () => void,
  ) {}

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
    return { ok: true, process: new RunProcess(pid, identityOf(pid), ended, () => child.unref()) }
  }

  /** Takes up a process that an earlier app has started; null when it is no longer there. */
  static adopt(identity: ProcessIdentity): RunProcess | null {
    if (!isAlive(identity)) return null
    const { ended, release } = watchUntilGone(identity)
    return new RunProcess(identity.pid, identity, ended, release)
  }

  /** Asks it to save and leave; false when it can't be proven to be the run, or is gone. */
  askToStop(stopFile: string): boolean {
    return this.identity !== null && askToStop(this.identity, stopFile)
  }

  /** Ends it and all that it started at once; false as above. */
  forceToStop(): boolean {
    return this.identity !== null && forceToStop(this.identity)
  }
}

function spawnRun(command: RunCommand): ChildProcess {
  const isWindows = process.platform === 'win32'
  const log = openSync(command.log, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600)
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

function watchUntilGone(identity: ProcessIdentity): { readonly ended: Promise<null>; readonly release: () => void } {
  let timer: NodeJS.Timeout
  const ended = new Promise<null>((resolve) => {
    timer = setInterval(() => {
      if (isStillThere(identity)) return
      clearInterval(timer)
      resolve(null)
    }, lookIntervalMs)
  })
  return { ended, release: () => clearInterval(timer) }
}

/** A look that costs nothing: elsewhere than on Linux a proof starts another program, too much for a look each 300 ms. */
function isStillThere(identity: ProcessIdentity): boolean {
  if (process.platform === 'linux') return isAlive(identity)
  try {
    process.kill(identity.pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}
