import { appendFileSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cutFile, toAppend } from '../../platform/own-file'
import type { Order, Outcome } from './worker-messages'
import { recordPoint } from './write-point'

/** What came of an order, as a worker writes it down before its next request. */
export interface JournalRecord {
  readonly order: Pick<Order, 'number' | 'place' | 'id' | 'tries'>
  readonly outcome: Outcome
}

/**
 * What a worker has done and the database doesn't hold yet.
 *
 * Two files by turns, only ever appended to: one is emptied when all that is in it is in the database. Not synced: it
 * outlives a kill; what a power cut takes, the database would not have had on the disk either.
 */
export interface Journal {
  /** When this returns, a kill can't take it away any more. */
  add(record: JournalRecord): void
  /** All records so far are in this report or in one before it. */
  reported(report: number): void
}

/** What a journal needs. */
export interface JournalOptions {
  readonly folder: string
  readonly worker: number
  /** What the files may hold already belongs to this report or to one before it. */
  readonly lastReport: number
  /** The number of the last report that is in the database. */
  readonly keptReport: () => number
}

/** A file that has grown longer is left for the other one, if that has nothing in it that isn't kept. */
const longestBytes = 256 * 1024

/** Opens the journal of a worker. */
export function openJournal({ folder, worker, lastReport, keptReport }: JournalOptions): Journal {
  // What a worker before this one may have begun to write ends with the line.
  const open = (path: string) => {
    const descriptor = openSync(path, toAppend)
    appendFileSync(descriptor, '\n')
    return { path, descriptor, bytes: 1, lastReport }
  }
  let [current, other] = pathsOf(folder, worker).map(open) as [ReturnType<typeof open>, ReturnType<typeof open>]
  return {
    add(record) {
      const line = `${JSON.stringify(record)}\n`
      recordPoint()
      appendFileSync(current.descriptor, line)
      recordPoint()
      current.bytes += line.length
    },
    reported(report) {
      current.lastReport = report
      if (current.bytes < longestBytes || other.lastReport > keptReport()) return
      cutFile(other.path, 0)
      other.bytes = 0
      ;[current, other] = [other, current]
    },
  }
}

/** Reads what the journal of a worker holds. */
export function readJournal(folder: string, worker: number): readonly JournalRecord[] {
  return pathsOf(folder, worker).flatMap(recordsIn)
}

/** Reads all journals; none when the folder isn't there. */
export function readJournals(folder: string): readonly JournalRecord[] {
  makeJournalFolder(folder)
  return readdirSync(folder).flatMap((name) => recordsIn(join(folder, name)))
}

/** Makes the folder of journals if it isn't there. */
export function makeJournalFolder(folder: string): void {
  mkdirSync(folder, { recursive: true })
}

/** Removes all journals: what is in them is in the database. */
export function removeJournals(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

function pathsOf(folder: string, worker: number): readonly string[] {
  return ['a', 'b'].map((letter) => join(folder, `worker-${worker}-${letter}.jsonl`))
}

function recordsIn(path: string): readonly JournalRecord[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => recordIn(line) ?? [])
}

function recordIn(line: string): JournalRecord | null {
  try {
    return line === '' ? null : (JSON.parse(line) as JournalRecord)
  } catch {
    return null // A kill or a power cut left a part of it: its listing is asked for again.
  }
}
