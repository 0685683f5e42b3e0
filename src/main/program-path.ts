import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, resolve } from 'node:path'
import { isSystemError } from '../platform/plain-reason'

/** Where a program is: found, not there, or there without the right to start it. */
export type ProgramFound =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'forbidden' }

/** Finds a program as `execvp` would: by its path, relative to the working folder, or else on the PATH. */
export function findProgram(program: string, folder: string, searchPath: string): ProgramFound {
  const isPath = isAbsolute(program) || program.includes('/')
  const candidates = isPath
    ? [resolve(folder, program)]
    : searchPath.split(delimiter).map((entry) => resolve(folder, entry, program))
  const files = candidates.filter(isFile)
  const path = files.find(isExecutable)
  if (path !== undefined) return { kind: 'found', path }
  return files.length > 0 ? { kind: 'forbidden' } : { kind: 'missing' }
}

/** Says whether a file, or a link to one, is there. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch (error) {
    if (isSystemError(error)) return false
    throw error
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    if (isSystemError(error)) return false
    throw error
  }
}
