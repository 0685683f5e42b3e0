import { closeSync, fstatSync, lstatSync, openSync, unlinkSync, writeSync } from 'node:fs'
import type { RunProblem } from '../shared/ipc'
import { identityOfStat } from './pause-file-look'
import { hasCode, plainReason } from '../platform/plain-reason'

/** What came of making a pause file; `identity` is null when something stood there already. */
export type PauseFileMade =
  | { readonly ok: true; readonly identity: string | null }
  | { readonly ok: false; readonly problem: RunProblem }

/** What the app writes into a pause file that it makes: who and when. */
export function markOf(at: number): string {
  return `Paused by Fermata at ${new Date(at).toISOString()}`
}

/**
 * Makes a pause file that holds `mark` as its only line.
 *
 * `wx` never follows a link, so nothing outside the folder can be made through one. Done in one go, so that no look
 * comes between the file and its content.
 */
export function createPauseFile(path: string, mark: string): PauseFileMade {
  let descriptor: number
  try {
    descriptor = openSync(path, 'wx', 0o644)
  } catch (error) {
    // Whatever stands there asks for the pause just as well.
    if (hasCode(error, 'EEXIST') || isThere(path)) return { ok: true, identity: null }
    return { ok: false, problem: { kind: 'pauseFileNotCreated', path, ...plainReason(error) } }
  }
  try {
    writeContent(descriptor, mark)
    return { ok: true, identity: identityOfStat(fstatSync(descriptor, { bigint: true })) }
  } finally {
    closeSync(descriptor)
  }
}

/** Removes a pause file, whoever made it; null when it is gone. A link is removed, never what it leads to. */
export function deletePauseFile(path: string): RunProblem | null {
  try {
    // Systems disagree on what unlink says of a folder, so it is asked first.
    if (lstatSync(path).isDirectory()) {
      return { kind: 'pauseFileNotDeleted', path, reason: 'it is a folder', code: 'EISDIR' }
    }
    unlinkSync(path)
    return null
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    return { kind: 'pauseFileNotDeleted', path, ...plainReason(error) }
  }
}

function writeContent(descriptor: number, mark: string): void {
  try {
    writeSync(descriptor, `${mark}\n`)
  } catch (error) {
    // A full disk: the file is there, and its content never matters to a run.
    if (!hasCode(error, 'ENOSPC', 'EDQUOT', 'EIO')) throw error
  }
}

function isThere(path: string): boolean {
  try {
    lstatSync(path)
    return true
  } catch (error) {
    plainReason(error)
    return false
  }
}
