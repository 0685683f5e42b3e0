import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { until } from './until'

/** A trainer that was started from the build. */
export interface StartedTrainer {
  readonly child: ChildProcess
  readonly pid: number
  /** All that it printed so far, by where it printed it. */
  readonly printed: { out: string; err: string }
  readonly outcome: Promise<TrainerOutcome>
  waitFor(text: string | RegExp): Promise<void>
  kill(signal: NodeJS.Signals): void
}

/** How it ended. */
export interface TrainerOutcome {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** Where it runs. */
export interface TrainerOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

/** The built trainer; `FERMATA_TRAINER` names another build of it. */
export function builtTrainer(): string {
  const path = process.env.FERMATA_TRAINER ?? resolve(import.meta.dirname, '../../../out/main/trainer.cjs')
  if (!existsSync(path)) throw new Error(`${path} isn't there: run \`npm run build\` before these tests`)
  return path
}

const left = new Set<ChildProcess>()

/** Ends the trainers that a failed test left behind. */
export function killLeftTrainers(): void {
  for (const child of left) child.kill('SIGKILL')
}

process.once('exit', killLeftTrainers)

/** Starts the built trainer in plain Node. */
export function startTrainer(args: readonly string[], options: TrainerOptions = {}): StartedTrainer {
  const { FERMATA_RUN_ID: _runId, FERMATA_STOP_FILE: _stopFile, ...env } = process.env
  const child = spawn(process.execPath, [builtTrainer(), ...args], {
    cwd: options.cwd,
    env: { ...env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text))
  const outcome = new Promise<TrainerOutcome>((done) => {
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

/** Runs the built trainer to its end. */
export function runTrainer(args: readonly string[], options: TrainerOptions = {}): Promise<TrainerOutcome> {
  return startTrainer(args, options).outcome
}

/** The file of the newest save in a workspace. */
export function checkpointIn(workspace: string): string {
  return join(workspace, 'training', 'checkpoint.safetensors')
}

/** The hash that a trainer printed at its end. */
export function modelHash(outcome: TrainerOutcome): string {
  const hash = /^Model saved: .+ sha256=([0-9a-f]{64})$/m.exec(outcome.out)?.[1]
  if (hash === undefined) throw new Error(`No model was saved: ${outcome.out}${outcome.err}`)
  return hash
}
