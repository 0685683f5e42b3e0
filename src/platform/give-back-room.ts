import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { hasCode } from './plain-reason'

const start = promisify(execFile)
/** A disk that is busy with a flood takes seconds; one that has failed would take for ever. */
const limitMs = 120_000
/** No file system's block is bigger, so nothing but whole blocks is given back. */
export const roomStepBytes = 1024 * 1024

/**
 * Gives the room that the first `bytes` of a file take back to the disk: they read as zeros from then on.
 *
 * The file keeps its length, and those who write or read it notice nothing. Null when it was done, else why not, in
 * plain words: macOS has no program for it, and some file systems can't.
 */
export async function giveBackRoom(path: string, bytes: number): Promise<string | null> {
  const length = String(bytes - (bytes % roomStepBytes))
  if (length === '0') return null
  if (process.platform === 'linux')
    return outcomeOf('fallocate', [['--punch-hole', '--keep-size', '--offset', '0', '--length', length, path]])
  // Never tried on a real Windows; a file that isn't sparse would only be filled with zeros there.
  if (process.platform === 'win32')
    return outcomeOf('fsutil', [
      ['sparse', 'setflag', path],
      ['sparse', 'setrange', path, '0', length],
    ])
  return 'this system has no program for it'
}

/** Says whether a folder's disk can take room back from the middle of a file: null, or why not, in plain words. */
export async function whyNoRoomBack(folder: string): Promise<string | null> {
  const scratch = join(folder, 'room.new')
  try {
    await writeFile(scratch, Buffer.alloc(roomStepBytes, 1), { mode: 0o600 })
    return await giveBackRoom(scratch, roomStepBytes)
  } finally {
    await rm(scratch, { force: true })
  }
}

async function outcomeOf(program: string, calls: readonly (readonly string[])[]): Promise<string | null> {
  try {
    for (const args of calls) await start(program, args, { timeout: limitMs, windowsHide: true })
    return null
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return `the program ${program} was not found`
    const { stderr } = error as { stderr?: string }
    return stderr?.trim().split('\n').at(-1) || `the program ${program} failed`
  }
}
