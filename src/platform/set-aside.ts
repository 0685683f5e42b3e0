import { existsSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from './sync-folder'

/** Moves a file that makes no sense out of the way, so that it's neither lost nor read again; returns where it is now. */
export function setAside(path: string): string {
  let aside = `${path}.damaged`
  for (let number = 2; existsSync(aside); number += 1) aside = `${path}.damaged-${number}`
  renameSync(path, aside)
  syncFolder(dirname(path))
  return aside
}
