import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hasCode } from './plain-reason'
import { replaceFileMeanwhile } from './replace-file'

/**
 * Puts a file that was written aside in its place so that it survives a power cut, without holding up anything else.
 *
 * It waits for the disk, which under a flood takes seconds.
 */
export async function settleFile(aside: string, path: string): Promise<void> {
  await syncOf(aside, 'r+')
  await replaceFileMeanwhile(aside, path)
  // Windows can't sync a folder: its journal sees to it.
  if (process.platform === 'win32') return
  try {
    await syncOf(dirname(path), 'r')
  } catch (error) {
    // Some network and FUSE file systems can't sync a folder; there is nothing better to do on them.
    if (!hasCode(error, 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR')) throw error
  }
}

async function syncOf(path: string, flags: string): Promise<void> {
  const file = await open(path, flags)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
