import { mkdirSync, statSync } from 'node:fs'
import { RunFailure, reasonOf } from './run-failure'

/** Refuses a workspace that is there but is no folder. */
export function checkWorkspace(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat && !stat.isDirectory()) throw new RunFailure('refused', `--workspace ${path} is not a folder: give another`)
}

/** Makes the folder of a run's files, with those above it. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true })
  } catch (error) {
    throw new RunFailure('failed', `Can't make the folder ${path}: ${reasonOf(error)}`, { cause: error })
  }
}
