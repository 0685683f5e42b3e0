import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isSystemError } from '../platform/plain-reason'

/**
 * The version of a Python or a Node, as files beside it tell; null where none does, and of any other program.
 *
 * It isn't asked itself: a program is started only once its person has seen the whole command and kept it.
 */
export function versionOf(program: string): string | null {
  const name = basename(program)
  if (/^python[\d.]*$/.test(name)) return versionInEnvironment(program) ?? pythonVersion(realPathOf(program))
  return /^node(js)?$/.test(name) ? nodeVersion(realPathOf(program)) : null
}

/** A virtual environment has its program from elsewhere, and keeps which version that was. */
function versionInEnvironment(program: string): string | null {
  const text = startOf(join(dirname(program), '..', 'pyvenv.cfg'))
  return /^version(?:_info)? *= *(\d+\.\d+\.\d+)/m.exec(text)?.[1] ?? null
}

function pythonVersion(path: string): string | null {
  const short = /^python(\d+\.\d+)$/.exec(basename(path))?.[1] ?? null
  const prefix = dirname(dirname(path))
  const header = short === null ? '' : startOf(join(prefix, 'include', `python${short}`, 'patchlevel.h'))
  return /^#define PY_VERSION\s+"(\d+\.\d+\.\w+)"/m.exec(header)?.[1] ?? versionInName(prefix) ?? short
}

function nodeVersion(path: string): string | null {
  const prefix = dirname(dirname(path))
  const header = startOf(join(prefix, 'include', 'node', 'node_version.h'))
  const parts = ['MAJOR', 'MINOR', 'PATCH'].map(
    (part) => new RegExp(`^#define NODE_${part}_VERSION (\\d+)$`, 'm').exec(header)?.[1],
  )
  return parts.every((part) => part !== undefined) ? parts.join('.') : versionInName(prefix)
}

/** What keeps several versions side by side has a folder for each: `versions/node/v20.18.0`. */
function versionInName(folder: string): string | null {
  return /^v?(\d+\.\d+\.\d+)$/.exec(basename(folder))?.[1] ?? null
}

function realPathOf(program: string): string {
  try {
    return realpathSync(program)
  } catch (error) {
    if (isSystemError(error)) return program
    throw error
  }
}

/** What is looked for stands near the beginning; whatever else may be there under the name isn't read whole. */
const mostBytes = 64 * 1024
// A pipe in the file's place must not hold the app up.
const asPlainFile = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

function startOf(path: string): string {
  try {
    const file = openSync(path, asPlainFile)
    try {
      if (!fstatSync(file).isFile()) return ''
      const bytes = Buffer.alloc(mostBytes)
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, mostBytes, 0))
    } finally {
      closeSync(file)
    }
  } catch (error) {
    // Not there, or not for this user to read: then nothing is known.
    if (isSystemError(error)) return ''
    throw error
  }
}
