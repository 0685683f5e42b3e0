import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { FileFollower } from '../log-files/file-follower'
import { LineSplitter } from '../log-files/line-splitter'
import { isSystemError } from '../platform/plain-reason'
import { tokenVariable } from '../platform/process-marks'
import { parseVerifyingLine, type VerificationProgress } from '../shared/verification'
import type { Exit } from './run-outcome'
import { RunProcess } from './run-process'
import { removeWorkFiles, type VerificationFiles, writeVerification } from './verification-record'

/** All that is needed to start a verification. */
export interface VerificationCommand {
  /** The path of the built program `verify`. */
  readonly program: string
  readonly args: readonly string[]
  readonly repeats: number
  readonly files: VerificationFiles
  readonly folder: string
}

/** The process of a verification, and what it says. */
export class VerificationProcess {
  progress: VerificationProgress | null = null
  /** The last line that it printed: why it failed, if it did. */
  lastLine = ''
  isCancelled = false
  private readonly splitter = new LineSplitter((line) => this.takeLine(line.toString('utf8')))
  private readonly follower: FileFollower

  private constructor(
    private readonly process: RunProcess,
    readonly startedAt: number,
    readonly command: VerificationCommand,
    private readonly onProgress: () => void,
  ) {
    this.follower = new FileFollower(command.files.log, {
      read: (piece) => this.splitter.push(piece),
      startedOver: () => this.splitter.forget(),
    })
    this.follower.start()
    this.ended = this.untilEnded()
  }

  /** How it left, once all that it printed is read. */
  readonly ended: Promise<Exit | null>

  /** Starts one; or says in plain words why that can't be. */
  static async start(
    command: VerificationCommand,
    onProgress: () => void,
  ): Promise<VerificationProcess | { readonly reason: string }> {
    const { files, repeats, program, args, folder } = command
    const token = randomBytes(16).toString('hex')
    const startedAt = Date.now()
    removeWorkFiles(files)
    rmSync(files.log, { force: true })
    // Written before it is there: an app that dies in between must know of it.
    writeVerification(files, { kind: 'running', startedAt, repeats, token, identity: null })
    const started = await RunProcess.start({
      program: process.execPath,
      args: [program, ...args, '--workspace', files.scratch, '--json', files.report],
      folder,
      environment: { ...process.env, ELECTRON_RUN_AS_NODE: '1', [tokenVariable]: token },
      marks: { token, log: files.log },
    })
    if (!started.ok) return { reason: started.reason }
    giveWay(started.process.pid)
    const identity = started.process.custody?.identity ?? null
    writeVerification(files, { kind: 'running', startedAt, repeats, token, identity })
    return new VerificationProcess(started.process, startedAt, command, onProgress)
  }

  /** Ends it at once, with its training: nothing of it is to be kept. */
  end(): void {
    this.process.forceToStop()
  }

  private async untilEnded(): Promise<Exit | null> {
    const exit = await this.process.ended
    await this.follower.catchUp()
    await this.follower.stop()
    this.splitter.finish()
    return exit
  }

  private takeLine(line: string): void {
    if (line.trim() === '') return
    this.lastLine = line
    const progress = parseVerifyingLine(line, this.command.repeats)
    if (!progress) return
    this.progress = progress
    this.onProgress()
  }
}

/** Runs come first; what a process starts has the priority of its parent. */
function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch (error) {
    // Where the system doesn't allow it, or the process is gone already, it makes no difference to the result.
    if (!isSystemError(error)) throw error
  }
}
