import { type ReadStream, createReadStream, createWriteStream, existsSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { readTrimmedPart, trimmedFileOf } from '../log-files/trimmed-part'
import { isSystemError } from '../platform/plain-reason'
import { settleFile } from '../platform/settled-file'
import type { PastRun } from '../shared/past-runs'
import type { ShownLog } from './log-service'
import { clearHalfDone, logPartsOf } from './log-parts'
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
    private limit: number = mostBytes,
  ) {}

  /** From the next tidying on the logs may take this much. */
  limitTo(bytes: number): void {
    this.limit = bytes
  }

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
        bytes += bytesWithParts(folder)
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

async function pack(folder: RunFolder): Promise<void> {
  const { log, packedLog } = folder
  if (!existsSync(log)) return
  if (existsSync(packedLog)) return rm(log, { force: true })
  const gone = await readTrimmedPart(log)
  await clearHalfDone(folder, gone)
  if (sizeOf(log) - gone.bytes < leastBytes) return
  await through(createReadStream(log, { start: gone.bytes }), createGzip(), { path: packedLog, start: 0 })
  await rm(log, { force: true })
}

/** What was taken out of the log is a hole again, so that all else is where it was. */
async function unpack({ log, packedLog }: RunFolder): Promise<void> {
  if (existsSync(log) || !existsSync(packedLog)) return
  const { bytes } = await readTrimmedPart(log)
  await through(createReadStream(packedLog), createGunzip(), { path: log, start: bytes })
}

/** Writes one file's other form so that a crash leaves none or the whole of it. */
async function through(
  from: ReadStream,
  change: ReturnType<typeof createGzip>,
  to: { readonly path: string; readonly start: number },
): Promise<void> {
  const aside = `${to.path}.new`
  try {
    await pipeline(from, change, createWriteStream(aside, { mode: 0o600, start: to.start }))
    await settleFile(aside, to.path)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}

async function remove(folder: RunFolder): Promise<void> {
  const { log, packedLog } = folder
  const parts = logPartsOf(folder).map(({ path }) => path)
  // The last of all what tells of the others.
  for (const path of [log, packedLog, ...parts, trimmedFileOf(log)]) await rm(path, { force: true })
}

function bytesOf({ log, packedLog }: RunFolder): number {
  return sizeOf(packedLog) || sizeOf(log)
}

function bytesWithParts(folder: RunFolder): number {
  return logPartsOf(folder).reduce((bytes, { path }) => bytes + sizeOf(path), bytesOf(folder))
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
