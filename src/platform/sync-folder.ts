import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Makes renames and new names in a folder survive a power cut. Windows has no such call: its journal sees to it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  let descriptor: number
  try {
    descriptor = openSync(folder, 'r')
  } catch (error) {
    // A folder that may be written but not read: the files themselves are synced all the same.
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return
    throw error
  }
  try {
    fsyncSync(descriptor)
  } catch (error) {
    // Some network and FUSE file systems can't sync a folder; there is nothing better to do on them.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error
  } finally {
    closeSync(descriptor)
  }
}
