import { closeSync, constants, ftruncateSync, openSync, writeFileSync } from 'node:fs'

const notThroughLinks = constants.O_NOFOLLOW ?? 0

/**
 * How files are opened that Fermata makes in a working folder, where others may be able to write, too.
 *
 * A link that someone put there under the file's name would lead into any file of the person whose run it is: opening
 * it fails. Windows has no such flag, but only administrators make links there.
 */
export const toWriteAnew = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | notThroughLinks
/** The same for a file that is read, and written to at its end. */
export const toAppend = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | notThroughLinks

/** Writes such a file at once, from its beginning. */
export function writeAnew(path: string, text: string): void {
  const descriptor = openSync(path, toWriteAnew)
  try {
    writeFileSync(descriptor, text)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Cuts such a file to its first `bytes`.
 *
 * By a descriptor of its own: what is open for appending can't be cut on Windows (EPERM).
 */
export function cutFile(path: string, bytes: number): void {
  const descriptor = openSync(path, constants.O_RDWR | notThroughLinks)
  try {
    ftruncateSync(descriptor, bytes)
  } finally {
    closeSync(descriptor)
  }
}
