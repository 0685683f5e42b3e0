import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { isSystemError } from '../platform/plain-reason'
import type { PastRun } from '../shared/ipc'
import type { ShownLog } from './log-service'
import { runFolderOf, type RunFolder, type RunRecord, runRecords } from './run-record'

/** How much the logs of earlier runs may take on the disk in all, compressed; the oldest go first. */
const mostBytes = 2 * 1024 ** 3
/** Smaller logs aren't worth compressing. */
const leastBytes = 64 * 1024
/** How many earlier runs the window offers. */
const mostListed = 100

/**
 * The logs of runs that have ended: compressed once a later run of the same profile is there, and the oldest removed.
 *
 * The newest log of a profile is never touched. A log that is looked at again is unpacked beside its compressed form.
 */
export class PastLogs {
  private work: Promise<void> = Promise.resolve()

  constructor(
    private readonly runsFolder: string,
    private readonly limit: number = mostBytes,
  ) {}

  /** A profile's runs, newest first, with what is left of their logs. */
  list(profileId: string): readonly PastRun[] {
    return runRecords(this.runsFolder, profileId)
      .slice(0, mostListed)
      .map(({ runId, startedAt, ended }) => {
        const folder = runFolderOf(this.runsFolder, runId)
        return { runId, startedAt, outcome: ended?.outcome ?? null, hasLog: bytesOf(folder) > 0 }
      })
  }

  /** Where an earlier run's log is; unpacks it first. Null when there is no such run. */
  async open(profileId: string, runId: string): Promise<ShownLog | null> {
    const record = runRecords(this.runsFolder, profileId).find((one) => one.runId === runId)
    if (!record) return null
    const folder = runFolderOf(this.runsFolder, runId)
    await this.enqueue(() => unpack(folder))
    return { profileId, runId, log: folder.log, notes: folder.notes }
  }

  /** Compresses what has become old and removes what is too much. Never fails: a full disk leaves all as it is. */
  tidy(profileIds: readonly string[]): Promise<void> {
    return this.enqueue(async () => {
      const old = profileIds.flatMap((profileId) => runRecords(this.runsFolder, profileId).slice(1).filter(hasEnded))
      for (const { runId } of old) await pack(runFolderOf(this.runsFolder, runId))
      let bytes = 0
      for (const { runId } of old.toSorted((one, other) => other.startedAt - one.startedAt)) {
        const folder = runFolderOf(this.runsFolder, runId)
        bytes += bytesOf(folder)
        if (bytes > this.limit) await remove(folder)
      }
    })
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.work = this.work.then(step).catch((error: unknown) => {
      if (!isSystemError(error)) throw error
    })
    return this.work
  }
}

function hasEnded({ ended }: RunRecord): boolean {
  return ended !== null
}

async function pack({ log, packedLog }: RunFolder): Promise<void> {
  if (!existsSync(log)) return
  if (existsSync(packedLog)) return rm(log, { force: true })
  const { size } = statSync(log)
  if (size < leastBytes) return
  await through(log, packedLog, createGzip())
  await rm(log, { force: true })
}

async function unpack({ log, packedLog }: RunFolder): Promise<void> {
  if (!existsSync(log) && existsSync(packedLog)) await through(packedLog, log, createGunzip())
}

/** Writes one file's other form so that a crash leaves none or the whole of it. */
async function through(from: string, to: string, change: ReturnType<typeof createGzip>): Promise<void> {
  const aside = `${to}.new`
  try {
    await pipeline(createReadStream(from), change, createWriteStream(aside, { mode: 0o600 }))
    const file = await open(aside, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(aside, to)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}

async function remove({ log, packedLog }: RunFolder): Promise<void> {
  await rm(log, { force: true })
  await rm(packedLog, { force: true })
}

function bytesOf({ log, packedLog }: RunFolder): number {
  return sizeOf(packedLog) || sizeOf(log)
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
