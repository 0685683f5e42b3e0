import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Everything that is made from the sources: builds, stamps, locks and test results. */
export const outDir = join(projectRoot, 'out')

/**
 * The folder of this user for things that can be fetched again.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function userCacheDir(env = process.env, platform = process.platform) {
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'Fermata', 'Cache')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Fermata')
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'fermata')
}

/**
 * The SHA-256 of a file's bytes in hex.
 *
 * @param {string} file
 * @returns {string}
 */
export function fileHash(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
