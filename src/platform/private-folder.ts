import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** The folder where this user's runs leave their claims: the same for every run, whatever started it. */
export function claimFolder(): string {
  const user = process.getuid?.() ?? userInfo().username.replace(/[^\w.-]/g, '_')
  return join(tmpdir(), `fermata-${user}`)
}

/**
 * Makes a folder that only this user can enter, or proves that it is one.
 *
 * The temporary folder is everyone's: a folder or link that someone else put there first is refused with an error.
 */
export function ensurePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const stat = lstatSync(path)
  if (!stat.isDirectory()) throw new Error(`${path} is not a folder`)
  const user = process.getuid?.()
  // Windows has neither owner ids nor modes here; its temporary folder already belongs to the user alone.
  if (user === undefined) return
  if (stat.uid !== user) throw new Error(`${path} belongs to another user`)
  if ((stat.mode & 0o077) !== 0) chmodSync(path, 0o700)
}
