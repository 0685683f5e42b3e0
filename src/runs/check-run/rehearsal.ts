import { closeSync, openSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PauseTestFacts, PauseTestStep, PauseVerdict } from '../../shared/pause-test'
import { isPauseFileThere } from '../pause-file-look'
import { reasonOf } from '../run-failure'
import { type PrintedLine, type TestedCommand, TestedProgram } from './tested-program'

/** What is tested, and how patiently. */
export interface PauseTestPlan extends Omit<TestedCommand, 'output'> {
  /** As an absolute path. */
  readonly pauseFile: string
  readonly pausedText: string
  readonly resumedText: string
  /** How long each answer may take. */
  readonly timeoutMs: number
  /** How long a pause is looked at. */
  readonly holdMs: number
}

/** Who hears of the test as it goes. */
export interface PauseTestListener {
  step(step: PauseTestStep): void
  output(text: string): void
}

/** What a step comes to; without `ms` it took what it took. */
export interface StepResult {
  readonly status?: 'skipped'
  readonly ms?: number
  readonly detail: string
}

/** The end of a test that has found something. */
export class Failed extends Error {
  override readonly name = 'Failed'

  constructor(
    readonly verdict: PauseVerdict,
    readonly detail: string,
  ) {
    super(detail)
  }
}

/** The end of a test that a person has ended. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/** How often is looked whether something has come to pass: times are told in tenths of a second. */
const lookMs = 10

/** How often the processes of the system are gone through, which costs more. */
const groupLookMs = 250

/** One test: the program, the pause file, and what is known so far. */
export class Rehearsal {
  facts: PauseTestFacts = {
    answerMs: null,
    distanceMs: null,
    linesBetween: null,
    pausedCpuPercent: null,
    resumeMs: null,
    stopMs: null,
    saved: null,
    continuedWith: null,
  }
  private started: TestedProgram | null = null
  private hasMadeFile = false

  constructor(
    readonly plan: PauseTestPlan,
    private readonly listener: PauseTestListener,
    private readonly cancel: AbortSignal,
  ) {}

  /** The program that was started last. */
  get program(): TestedProgram {
    if (!this.started) throw new Error('No program was started')
    return this.started
  }

  /** Starts the program, again after its end. */
  async startProgram(): Promise<void> {
    const { plan, listener } = this
    this.started?.close()
    try {
      this.started = await TestedProgram.start({ ...plan, output: (text) => listener.output(text) })
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      throw new Failed('notStarted', code === 'ENOENT' ? 'the program or its folder was not found' : reasonOf(error))
    }
  }

  learn(facts: Partial<PauseTestFacts>): void {
    this.facts = { ...this.facts, ...facts }
  }

  get isFileThere(): boolean {
    return isPauseFileThere(this.plan.pauseFile, this.hasMadeFile)
  }

  makeFile(): void {
    try {
      closeSync(openSync(this.plan.pauseFile, 'wx'))
      this.hasMadeFile = true
    } catch (error) {
      throw new Failed('fileNotCreated', `${this.plan.pauseFile}: ${reasonOf(error)}`)
    }
  }

  removeFile(): void {
    if (this.hasMadeFile) rmSync(this.plan.pauseFile, { force: true })
    this.hasMadeFile = false
  }

  /** Waits until something has come to pass; false when it hasn't in that time. */
  async waitFor(condition: () => boolean, ms: number): Promise<boolean> {
    const end = performance.now() + ms
    while (!condition()) {
      if (this.cancel.aborted) throw new Cancelled()
      if (performance.now() > end) return false
      await sleep(lookMs)
    }
    return true
  }

  /**
   * Waits for a line among those after the first `after` ones; null when it doesn't come in that time.
   *
   * A program that is gone before it has said so has failed, and so has one that took the file away from under the wait.
   */
  async waitForLine(text: string, after: number): Promise<PrintedLine | null> {
    const { program } = this
    const isExpectedThere = this.hasMadeFile
    const find = () => program.lines.slice(after).find((line) => line.text.includes(text))
    const isOver = () => find() !== undefined || program.exit !== null || (isExpectedThere && !this.isFileThere)
    await this.waitFor(isOver, this.plan.timeoutMs)
    const line = find()
    if (line) return line
    await this.failIfGone()
    if (isExpectedThere && !this.isFileThere) throw new Failed('deletesFile', 'the file was gone before the line came')
    return null
  }

  /** Fails when the program has left; says whether something of it works on. */
  async failIfGone(): Promise<void> {
    const { program } = this
    const { exit } = program
    if (!exit) return
    // Its last lines and its helpers' ends may come after its own.
    if (await this.staysLeft())
      throw new Failed('leavesProcesses', `process ${program.pid} has ended, what it started has not`)
    throw new Failed('endedByItself', howItLeft(exit))
  }

  /** Whether something of a program that has left is still there after the time that helpers may take to end. */
  async staysLeft(): Promise<boolean> {
    let lookedAt = Number.NEGATIVE_INFINITY
    const isEmpty = () => {
      if (performance.now() - lookedAt < groupLookMs) return false
      lookedAt = performance.now()
      return !this.program.hasLeftProcesses
    }
    return !(await this.waitFor(isEmpty, helpersMs))
  }

  /** Leaves no process and no file, whatever has happened. */
  async leaveNothing(): Promise<void> {
    this.removeFile()
    const { started } = this
    if (!started) return
    if (!started.exit) {
      started.askToStop()
      await waited(() => started.exit !== null, leaveMs)
    }
    started.end()
    // Killed isn't gone yet: whoever reads the result may look at once.
    await waited(() => !started.isAnythingThere, goneMs)
    started.close()
  }
}

/** How long helpers of a program may take to end after it. */
const helpersMs = 1500

/** How long what is asked to leave at the end may take, before it is ended. */
const leaveMs = 3000

/** How long what was killed may take to be gone. */
const goneMs = 2000

/** Waits in spite of a cancelled test. */
async function waited(condition: () => boolean, ms: number): Promise<void> {
  const end = performance.now() + ms
  while (!condition() && performance.now() < end) await sleep(lookMs)
}

/** How a program left, in words. */
export function howItLeft({ code, signal }: { readonly code: number | null; readonly signal: string | null }): string {
  return code === null ? `it was ended by ${signal}` : `it ended with exit code ${code}`
}
