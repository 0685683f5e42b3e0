import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { replaceFile } from './replace-file'
import { syncFolder } from './sync-folder'

/** How a durable file is written. */
export interface DurableFileOptions {
  /** Rights of the new file, for example 0o600 for what nobody else may read. */
  readonly mode?: number
}

/**
 * Replaces a file so that a reader, a kill or a power cut sees the old or the new one, never a part.
 *
 * Written aside, synced, renamed. When that fails the old file is as it was, nothing is left beside it, and the error
 * is the system's own. Two writers of one path at once aren't meant: the name aside is the writer's pid.
 */
export function writeFileDurably(path: string, content: Uint8Array | string, options: DurableFileOptions = {}): void {
  const aside = `${path}.${process.pid}.new`
  writeSynced(aside, content, options)
  try {
    replaceFile(aside, path)
  } catch (error) {
    removeLeftover(aside)
    throw error
  }
  syncFolder(dirname(path))
}

/** Writes a file and waits until it is on the disk; when that fails the file is taken away again. */
export function writeSynced(path: string, content: Uint8Array | string, options: DurableFileOptions = {}): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  try {
    // Whatever has that name is a leftover, or a link by which someone else would have us write another file.
    rmSync(path, { force: true })
    const descriptor = openSync(path, 'wx', options.mode ?? 0o666)
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    removeLeftover(path)
    throw error
  }
}

/** Takes away a file that a failed write left; that it can't be is less worth saying than why the write failed. */
export function removeLeftover(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The next write of this path starts by emptying it, or fails with a reason of its own.
  }
}
