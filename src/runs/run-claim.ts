import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { claimFolder, ensurePrivateFolder } from '../platform/private-folder'
import { identityOf, isAlive, isPidInUse, type ProcessIdentity } from '../platform/process-identity'
import { placeOf, placeOfFolder } from '../platform/real-path'
import { RunFailure, reasonOf } from './run-failure'

/** Something that only one run may use at a time. */
export interface Claimed {
  readonly what: 'pause file' | 'workspace' | 'database'
  readonly path: string
}

interface Claim {
  readonly owner: ProcessIdentity
  readonly what: string
  readonly path: string
}

/** The claims that this process has left; one with its pid that isn't among them is of an earlier process. */
const leftByThisProcess = new Set<string>()

/** How often two runs that start at the same moment try again before one of them gives up. */
const attempts = 5

/**
 * Takes pause file and workspace for this run alone; returns what gives them back.
 *
 * Each run leaves a claim under a name of its own and then looks for others of the same place, so nothing is ever taken
 * away from a living run: of two that start together at least one sees the other. What a killed run left behind names
 * a process that is gone, and is cleared away.
 */
export function claimForThisRun(claimed: readonly Claimed[], folder = claimFolder()): () => void {
  try {
    ensurePrivateFolder(folder)
  } catch (error) {
    throw new RunFailure('failed', `Can't keep track of what is running in ${folder}: ${reasonOf(error)}`, {
      cause: error,
    })
  }
  const files: string[] = []
  const release = (): void => {
    process.off('exit', release)
    for (const file of files.splice(0)) rmSync(file, { force: true })
  }
  try {
    const owner = identityOf(process.pid) ?? { pid: process.pid, startedAt: null, bootId: null }
    for (const place of claimed) files.push(claimOne(place, folder, owner))
  } catch (error) {
    release()
    throw error
  }
  process.once('exit', release)
  clearAbandoned(folder)
  return release
}

/** Killed runs leave their claims: those of other places would else stay until the system empties its temporary folder. */
function clearAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const claim = name.endsWith('.claim') ? readClaim(path) : null
    if (claim && !isPidInUse(claim.owner.pid)) rmSync(path, { force: true })
  }
}

function claimOne(claimed: Claimed, folder: string, owner: ProcessIdentity): string {
  const place = claimed.what === 'workspace' ? placeOfFolder(claimed.path) : placeOf(claimed.path)
  const key = createHash('sha256').update(`${claimed.what}\0${place}`).digest('hex').slice(0, 32)
  for (let attempt = 1; ; attempt += 1) {
    const own = leaveClaim({ owner, ...claimed }, folder, key)
    const other = livingOther(folder, key, own)
    if (!other) return own
    rmSync(own, { force: true })
    if (attempt === attempts) throw refusal(claimed, other)
    // Perhaps both of us started just now and both gave way: whoever waits less gets it.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 + Math.random() * 40)
  }
}

/** Written aside and renamed, so that a reader never sees half a claim. */
function leaveClaim(claim: Claim, folder: string, key: string): string {
  const name = `${key}.${process.pid}.${randomBytes(6).toString('hex')}`
  const path = join(folder, `${name}.claim`)
  writeFileSync(`${path}.new`, JSON.stringify(claim), { mode: 0o600, flag: 'wx' })
  leftByThisProcess.add(path)
  renameSync(`${path}.new`, path)
  return path
}

function livingOther(folder: string, key: string, own: string): Claim | null {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (!name.startsWith(`${key}.`) || !name.endsWith('.claim') || path === own) continue
    const claim = readClaim(path)
    if (claim && isLiving(claim, path)) return claim
    rmSync(path, { force: true })
  }
  return null
}

/** Also where the system doesn't tell when a process has started, this pid is known to be this process. */
function isLiving({ owner }: Claim, path: string): boolean {
  return isAlive(owner) && (owner.pid !== process.pid || leftByThisProcess.has(path))
}

function readClaim(path: string): Claim | null {
  try {
    const claim = JSON.parse(readFileSync(path, 'utf8')) as Partial<Claim>
    return typeof claim.owner?.pid === 'number' ? (claim as Claim) : null
  } catch {
    return null // Given back meanwhile, or torn by a power cut: either way nobody's.
  }
}

function refusal(claimed: Claimed, other: Claim): RunFailure {
  const flag = claimed.what === 'pause file' ? '--pause-file' : '--workspace'
  return new RunFailure(
    'refused',
    `The ${claimed.what} ${claimed.path} is in use by another run (process ${other.owner.pid}): ` +
      `stop that one, or give this one its own with ${flag}`,
  )
}
