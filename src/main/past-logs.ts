import { type ReadStream, createReadStream, createWriteStream, existsSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { openedLogOf, readTrimmedPart, trimmedFileOf } from '../log-files/trimmed-part'
import { isSystemError } from '../platform/plain-reason'
import { settleFile } from '../platform/settled-file'
import type { PastRun } from '../shared/past-runs'
import type { ShownLog } from './log-service'
import { clearHalfDone, logPartsOf } from './log-parts'
import { restingAtTimes } from './resting'
import { runFolderOf, type RunFolder, runNames, type RunRecord, runRecord, runRecords } from './run-record'

/** How much the logs of earlier runs may take on the disk in all, compressed; the oldest go first. */
const mostBytes = 2 * 1024 ** 3
const dayMs = 86_400_000
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
    private mostAgeMs = Number.POSITIVE_INFINITY,
  ) {}

  /** From the next tidying on the logs may take this much, and be as old as this; 0 days: of any age. */
  limitTo(bytes: number, days: number): void {
    this.limit = bytes
    this.mostAgeMs = days === 0 ? Number.POSITIVE_INFINITY : days * dayMs
  }

  /** A profile's runs, newest first, with what is left of their logs. */
  list(profileId: string): readonly PastRun[] {
    const listed: PastRun[] = []
    for (const { runId, startedAt, ended } of runRecords(this.runsFolder, profileId)) {
      const folder = runFolderOf(this.runsFolder, runId)
      listed.push({ runId, startedAt, outcome: ended?.outcome ?? null, hasLog: bytesOf(folder) > 0 })
      if (listed.length === mostListed) break
    }
    return listed
  }

  /** Where an earlier run's log is; unpacks it first. Null when there is no such run. */
  async open(profileId: string, runId: string): Promise<ShownLog | null> {
    // Only what is listed: a name from the window leads to no other folder.
    const isListed = runNames(this.runsFolder).get(profileId)?.includes(runId) === true
    if (!isListed || !runRecord(this.runsFolder, runId)) return null
    const folder = runFolderOf(this.runsFolder, runId)
    await this.enqueue(() => unpack(folder))
    return { profileId, runId, log: folder.log, notes: folder.notes }
  }

  /** Compresses what has become old and removes what is too much. Never fails: a full disk leaves all as it is. */
  tidy(profileIds: readonly string[]): Promise<void> {
    return this.enqueue(async () => {
      const rest = restingAtTimes()
      const old = await this.oldRuns(profileIds, rest)
      for (const { runId } of old) {
        await pack(runFolderOf(this.runsFolder, runId))
        await rest()
      }
      let bytes = 0
      for (const { runId, startedAt, ended } of old.toSorted((one, other) => other.startedAt - one.startedAt)) {
        const folder = runFolderOf(this.runsFolder, runId)
        bytes += bytesWithParts(folder)
        const age = Date.now() - (ended?.at ?? startedAt)
        if (bytes > this.limit || age > this.mostAgeMs) await remove(folder)
        await rest()
      }
    })
  }

  /** The runs that have ended, without the newest of each profile; one by one, as the window mustn’t wait for many. */
  private async oldRuns(profileIds: readonly string[], rest: () => Promise<void>): Promise<readonly RunRecord[]> {
    const names = runNames(this.runsFolder)
    const old: RunRecord[] = []
    for (const profileId of profileIds) {
      let isNewest = true
      for (const record of runRecords(this.runsFolder, profileId, names)) {
        if (!isNewest && record.ended) old.push(record)
        isNewest = false
        await rest()
      }
    }
    return old
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.work = this.work.then(step).catch((error: unknown) => {
      if (!isSystemError(error)) throw error
    })
    return this.work
  }
}

async function pack(folder: RunFolder): Promise<void> {
  const { log, packedLog } = folder
  await rm(openedLogOf(log), { force: true })
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
