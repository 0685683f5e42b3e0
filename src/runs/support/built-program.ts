import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { until } from './until'

/** A run program that was started from the build. */
export interface StartedProgram {
  readonly child: ChildProcess
  readonly pid: number
  /** All that it printed so far, by where it printed it. */
  readonly printed: { out: string; err: string }
  readonly outcome: Promise<ProgramOutcome>
  waitFor(text: string | RegExp): Promise<void>
  kill(signal: NodeJS.Signals): void
}

/** How it ended. */
export interface ProgramOutcome {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** Where it runs. */
export interface ProgramOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

/** The path of a built run program; a variable such as `FERMATA_TRAINER` names another build of it. */
export function builtProgram(name: string): string {
  const path =
    process.env[`FERMATA_${name.toUpperCase()}`] ?? resolve(import.meta.dirname, `../../../out/main/${name}.cjs`)
  if (!existsSync(path)) throw new Error(`${path} isn't there: run \`npm run build\` before these tests`)
  return path
}

const left = new Set<ChildProcess>()

/** Ends the programs that a failed test left behind. */
export function killLeftPrograms(): void {
  for (const child of left) child.kill('SIGKILL')
}

process.once('exit', killLeftPrograms)

/** Starts a built program in plain Node. */
export function startProgram(path: string, args: readonly string[], options: ProgramOptions = {}): StartedProgram {
  return startCommand(process.execPath, [path, ...args], options)
}

/** Starts any program. */
export function startCommand(program: string, args: readonly string[], options: ProgramOptions = {}): StartedProgram {
  const { FERMATA_RUN_ID: _runId, FERMATA_STOP_FILE: _stopFile, FERMATA_EXIT_FILE: _exitFile, ...env } = process.env
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text))
  const outcome = new Promise<ProgramOutcome>((done) => {
    child.once('close', (code, signal) => done({ code, signal, ...printed }))
  })
  left.add(child)
  child.once('exit', () => left.delete(child))
  const isThere = (text: string | RegExp): boolean =>
    typeof text === 'string' ? printed.out.includes(text) : text.test(printed.out)
  return {
    child,
    pid: child.pid ?? -1,
    printed,
    outcome,
    async waitFor(text) {
      await until(`${text} in ${printed.out}${printed.err}`, () => isThere(text) || child.exitCode !== null)
      if (!isThere(text)) throw new Error(`It ended without ${text}: ${printed.out}${printed.err}`)
    },
    kill: (signal) => {
      child.kill(signal)
    },
  }
}
