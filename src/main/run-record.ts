import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { writeFileDurably } from '../platform/durable-file'
import type { ProcessIdentity } from '../platform/process-identity'
import type { RunOutcome } from '../shared/run-state'
import { isSystemError } from '../platform/plain-reason'
import { runRecordShape } from './run-record-shape'

/** What the app must still know of a run after a crash: kept in the run's folder. */
export interface RunRecord {
  readonly runId: string
  readonly profileId: string
  readonly commandLine: readonly string[]
  readonly workspace: string
  readonly pauseFile: string
  readonly startedAt: number
  /** A secret in the environment of the run's processes, by which they are known again; null in old records. */
  readonly token: string | null
  /** Null until the process is there. */
  readonly pid: number | null
  readonly identity: ProcessIdentity | null
  /** When the run was asked to stop: a second asking would make it leave without saving. */
  readonly stopAskedAt: number | null
  readonly ended: { readonly at: number; readonly outcome: RunOutcome } | null
}

/** The files of one run. */
export interface RunFolder {
  readonly path: string
  /** What the run prints. */
  readonly log: string
  /** The log of a run that is long over, compressed. */
  readonly packedLog: string
  /** The app's own notes on the run. */
  readonly notes: string
  readonly record: string
  readonly stopFile: string
  /** Where a built-in run writes its exit code. */
  readonly exitFile: string
}

/** Where a run keeps its files, under the app's own state. */
export function runFolderOf(runsFolder: string, runId: string): RunFolder {
  const path = join(runsFolder, runId)
  return {
    path,
    log: join(path, 'output.log'),
    packedLog: join(path, 'output.log.gz'),
    notes: join(path, 'notes.jsonl'),
    record: join(path, 'run.json'),
    stopFile: join(path, 'stop'),
    exitFile: join(path, 'exit.json'),
  }
}

/** A name for a run that sorts by its start (UTC): `training-20261124-210550-482`. */
export function runIdOf(profileId: string, startedAt: number): string {
  const digits = new Date(startedAt).toISOString().replace(/\D/g, '')
  return `${profileId}-${digits.slice(0, 8)}-${digits.slice(8, 14)}-${digits.slice(14)}`
}

/** Makes the folder of a new run; only this user may look into it. */
export function makeRunFolder(folder: RunFolder): void {
  mkdirSync(folder.path, { recursive: true, mode: 0o700 })
}

/** Writes a record so that a crash leaves the old one or the new one. */
export function writeRunRecord(folder: RunFolder, record: RunRecord): void {
  writeFileDurably(folder.record, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 })
}

/** The names of all runs of each profile, newest first. */
export type RunNames = ReadonlyMap<string, readonly string[]>

/** Lists all runs once; who asks of many profiles hands the list on, as it is long after years of runs. */
export function runNames(runsFolder: string): RunNames {
  const names = new Map<string, string[]>()
  for (const runId of allRunIds(runsFolder)) {
    const profileId = profileIdOf(runId)
    const known = names.get(profileId)
    if (known) known.push(runId)
    else names.set(profileId, [runId])
  }
  for (const runIds of names.values()) runIds.sort().reverse()
  return names
}

/** The record of a profile's newest run; null before its first. */
export function newestRunRecord(runsFolder: string, profileId: string, names?: RunNames): RunRecord | null {
  for (const record of runRecords(runsFolder, profileId, names)) return record
  return null
}

/** The records of all runs of a profile, newest first; each is read when it is asked for. */
export function* runRecords(
  runsFolder: string,
  profileId: string,
  names: RunNames = runNames(runsFolder),
): Generator<RunRecord, void> {
  for (const runId of names.get(profileId) ?? []) {
    const record = recordOf(runsFolder, profileId, runId)
    if (record) yield record
  }
}

/** The record of one run of any profile; null when there is none. */
export function runRecord(runsFolder: string, runId: string): RunRecord | null {
  return recordOf(runsFolder, profileIdOf(runId), runId)
}

/** The names of all runs of any profile, whose folders are there. */
export function allRunIds(runsFolder: string): readonly string[] {
  return namesIn(runsFolder).filter((name) => runIdEnd.test(name))
}

/** What stands behind the profile's id in a run's name. */
const runIdEnd = /-\d{8}-\d{6}-\d{3}$/

function recordOf(runsFolder: string, profileId: string, runId: string): RunRecord | null {
  const record = readRunRecord(runFolderOf(runsFolder, runId))
  // A folder without a whole record: the app died before the run was started.
  return record?.runId === runId && record.profileId === profileId ? record : null
}

function profileIdOf(runId: string): string {
  return runId.replace(runIdEnd, '')
}

function namesIn(runsFolder: string): string[] {
  try {
    return readdirSync(runsFolder)
  } catch (error) {
    // The first start of the app.
    if (isSystemError(error)) return []
    throw error
  }
}

function readRunRecord(folder: RunFolder): RunRecord | null {
  try {
    const result = v.safeParse(runRecordShape, JSON.parse(readFileSync(folder.record, 'utf8')))
    return result.success ? result.output : null
  } catch (error) {
    if (isSystemError(error) || error instanceof SyntaxError) return null
    throw error
  }
}
