import { randomBytes } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { plainReason } from './plain-reason'

/**
 * Writes a file where a person said, whole or not at all; says why not, else null.
 *
 * It is written under a name that nobody can know before, and then takes the place of what has the chosen one. So a link
 * that someone else put there, in a folder where others can write, is replaced and never written through.
 */
export async function writeChosenFile(path: string, write: (aside: string) => Promise<void>): Promise<string | null> {
  const aside = join(dirname(path), `.fermata-${randomBytes(8).toString('hex')}.new`)
  try {
    await write(aside)
    await rename(aside, path)
    return null
  } catch (error) {
    await rm(aside, { force: true })
    const { reason, code } = plainReason(error)
    return `${path}: ${reason} (${code})`
  }
}
