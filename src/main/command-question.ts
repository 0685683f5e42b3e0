import { resolve } from 'node:path'
import { harmlessText } from '../log-files/line-text'
import { commandOf, type EnvironmentVariable, type OwnRunSetup } from '../shared/own-run'
import { otherPauseFile } from './given-pause-file'
import { findProgram } from './program-path'
import type { SavedRun } from './profile-store'

/** What a person is asked before a command is kept that can be started from then on, and a file made and deleted. */
export interface CommandQuestion {
  readonly message: string
  readonly detail: string
}

/** Whether saving this lets another command be started, or another file be made and deleted, than was allowed. */
export function isOtherCommand(setup: OwnRunSetup, before: SavedRun | null): boolean {
  return before === null || JSON.stringify(commandParts(setup)) !== JSON.stringify(commandParts(before, setup))
}

/**
 * Whether a run that works can't take this in: what was started is another, or the pause file.
 *
 * The program looks for the file that it was given; only to that one can a run be moved without a new start.
 */
export function needsStart(setup: OwnRunSetup, before: SavedRun | null): boolean {
  if (before === null || setup.stop.kind !== before.stop.kind) return true
  const movesToGiven = setup.pauseFile === otherPauseFile(before)
  return isOtherCommand(movesToGiven ? { ...setup, pauseFile: before.pauseFile } : setup, before)
}

/** A variable can make a program load other code, so it counts; a secret that wasn't typed again is the same. */
function commandParts(setup: OwnRunSetup, sent: OwnRunSetup = setup): unknown {
  const value = ({ name, value: kept }: EnvironmentVariable) =>
    sent.environment.some((one) => one.name === name && one.value === null) ? null : kept
  const environment = setup.environment.map((variable) => [variable.name, value(variable)])
  // Pausing makes the pause file, resuming deletes it, and its first line is shown: a page that was taken over must not
  // choose which file of the person's that is.
  return [setup.program, setup.args, setup.needsShell, setup.folder, environment, setup.pauseFile]
}

/** The whole command as it will be started, each argument on a line of its own, so that none can hide in another. */
export function commandQuestion(setup: OwnRunSetup, searchPath: string): CommandQuestion {
  const [program = '', ...args] = commandOf(setup, process.platform)
  const found = process.platform === 'win32' ? null : findProgram(program, setup.folder, searchPath)
  const path = found?.kind === 'found' ? found.path : program
  const lines = [
    `Program: ${path}`,
    ...args.map((arg, index) => `Argument ${index + 1}: ${arg}`),
    `Folder: ${resolve(setup.folder)}`,
    `Pause file, made and deleted: ${resolve(setup.folder, setup.pauseFile)}`,
    ...setup.environment.map((variable) => `Variable: ${variable.name}=${shownValue(variable)}`),
    ...(setup.needsShell ? ['', 'A shell reads this command: it can start further programs.'] : []),
  ]
  return {
    message: `Allow Fermata to start this command for “${harmlessText(setup.name)}”?`,
    detail: lines.map(harmlessText).join('\n'),
  }
}

function shownValue({ value, isSecret }: EnvironmentVariable): string {
  return isSecret ? '(secret)' : (value ?? '')
}
