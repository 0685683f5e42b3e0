import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * One spelling for each place, also for one that isn't there yet, so that two runs see that they mean the same.
 *
 * Links in the folders are followed; what stands at the path itself isn't, as a pause file may be anything. Names that
 * differ only in case are one file on Windows and macOS.
 */
export function placeOf(path: string): string {
  const full = resolve(path)
  const place = join(realFolder(dirname(full)), basename(full))
  return process.platform === 'win32' || process.platform === 'darwin' ? place.toLowerCase() : place
}

/** Like {@link placeOf}, for a folder: a link to it is followed too. */
export function placeOfFolder(path: string): string {
  return placeOf(realFolder(resolve(path)))
}

function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder)
  } catch {
    // Not there yet: what is there of it decides.
    const parent = dirname(folder)
    return parent === folder ? folder : join(realFolder(parent), basename(folder))
  }
}
