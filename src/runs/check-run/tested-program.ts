import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { stripVTControlCharacters } from 'node:util'
import { endTreeOnWindows, makeStopFile, signalGroup } from '../../platform/group-signals'
import { tokenVariable } from '../../platform/process-marks'
import { groupCpuMs, isGroupThere, startedProcesses } from '../../platform/started-processes'

/** How the tested program is started. */
export interface TestedCommand {
  readonly command: readonly string[]
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  readonly stopSignal: 'SIGINT' | 'SIGTERM'
  /** What asks it to stop where no signal can. */
  readonly stopFile: string
  readonly output: (text: string) => void
}

/** A line that the program printed, and when it came. */
export interface PrintedLine {
  readonly text: string
  readonly at: number
}

/** How it left. */
export interface TestedExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly at: number
}

/** The most characters of a line that are kept: a program may never end one. */
const mostLineCharacters = 10_000

/** The program under test: it leads a group of its own, and what it prints comes through pipes. */
export class TestedProgram {
  readonly lines: PrintedLine[] = []
  readonly startedAt = performance.now()
  exit: TestedExit | null = null
  private readonly unfinished = { stdout: '', stderr: '' }

  private constructor(
    private readonly child: ChildProcess,
    private readonly token: string,
    private readonly plan: TestedCommand,
  ) {
    child.once('exit', (code, signal) => {
      this.exit = { code, signal, at: performance.now() }
    })
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => this.take(name, text))
    }
  }

  /** Starts it; rejects with the system's error. */
  static async start(plan: TestedCommand): Promise<TestedProgram> {
    const token = randomBytes(16).toString('hex')
    const [program = '', ...args] = plan.command
    const child = spawn(program, args, {
      cwd: plan.folder,
      env: { ...plan.environment, FERMATA_STOP_FILE: plan.stopFile, [tokenVariable]: token },
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const tested = new TestedProgram(child, token, plan)
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    return tested
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  /** What it has begun to print and not ended with a line feed counts as output too. */
  get printedAnything(): boolean {
    return this.lines.length > 0 || this.unfinished.stdout !== '' || this.unfinished.stderr !== ''
  }

  /** CPU time of all of its group; null where the system doesn't tell. */
  get cpuMs(): number | null {
    return groupCpuMs(this.pid)
  }

  /** Whether it has left, and something that it started is still there. */
  get hasLeftProcesses(): boolean {
    return this.exit !== null && this.isAnythingThere
  }

  /** Whether the program, or something that it started, is there. */
  get isAnythingThere(): boolean {
    return isGroupThere(this.pid) || startedProcesses(this.pid, this.token).length > 0
  }

  /** Asks it to save and leave: as Ctrl+C does, or by the stop file where no Ctrl+C can be sent from outside. */
  askToStop(): void {
    if (process.platform === 'win32') makeStopFile(this.plan.stopFile)
    else signalGroup(this.pid, this.plan.stopSignal)
  }

  /** Ends it at once with all that it started, also what has left its group. */
  end(): void {
    if (process.platform === 'win32') {
      if (!this.exit) endTreeOnWindows(this.pid, () => this.child.kill())
      return
    }
    signalGroup(this.pid, 'SIGKILL')
    for (const { pid } of startedProcesses(this.pid, this.token)) endOne(pid)
  }

  /** Closes the pipes: something that outlives it would keep this program waiting for its end. */
  close(): void {
    this.child.stdout?.destroy()
    this.child.stderr?.destroy()
  }

  private take(name: 'stdout' | 'stderr', text: string): void {
    this.plan.output(text)
    const parts = (this.unfinished[name] + text).split('\n')
    this.unfinished[name] = (parts.pop() ?? '').slice(-mostLineCharacters)
    const at = performance.now()
    for (const part of parts) this.lines.push({ text: shownText(part), at })
  }
}

/** A line as a terminal would show it: a bar writes over itself, colours are no text. */
function shownText(line: string): string {
  const written = line.replace(/\r$/, '')
  return stripVTControlCharacters(written.slice(written.lastIndexOf('\r') + 1))
}

function endOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended since it was looked at.
  }
}
