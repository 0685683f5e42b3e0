import { join } from 'node:path'
import {
  builtProgram,
  startProgram,
  type ProgramOptions,
  type ProgramOutcome,
  type StartedProgram,
} from './built-program'

export { killLeftPrograms as killLeftTrainers } from './built-program'

/** A trainer that was started from the build. */
export type StartedTrainer = StartedProgram

/** How it ended. */
export type TrainerOutcome = ProgramOutcome

/** Where it runs. */
export type TrainerOptions = ProgramOptions

/** The built trainer; `FERMATA_TRAINER` names another build of it. */
export function builtTrainer(): string {
  return builtProgram('trainer')
}

/** Starts the built trainer in plain Node. */
export function startTrainer(args: readonly string[], options: TrainerOptions = {}): StartedTrainer {
  return startProgram(builtTrainer(), args, options)
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
