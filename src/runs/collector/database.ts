import { existsSync, lstatSync, statSync } from 'node:fs'
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite'
import { RunFailure, reasonOf } from '../run-failure'
import { applicationId, migrations } from './migrations'
import { writePoint } from './write-point'

/** A prepared statement. */
export type Statement = StatementSyncInstance

/** The collector's database, open: the only module that knows which library it is. */
export interface Database {
  readonly path: string
  prepare(sql: string): Statement
  /** Changes the tables' layout; within {@link transaction} like anything else. */
  change(sql: string): void
  /** All of it is kept or nothing, whatever happens meanwhile. Throws DatabaseBusy when another program writes. */
  transaction<Result>(action: () => Result): Result
  /** Brings all that was written onto the disk, so that not even a power cut takes it away. */
  sync(): void
  close(): void
}

/** Another program writes to the database just now. */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy'
}

/** How long one write waits for another program's; the caller tries again, and looks at the pause file in between. */
const busyMs = 500

/**
 * Pages in the write-ahead log, of 4 KiB, with which SQLite brings it onto the disk by itself, in the midst of a write.
 *
 * Much more than usual, as {@link Database.sync} comes every other second: a page that is written often in between goes
 * onto the disk once.
 */
const longestLogPages = 16_000

/**
 * Opens the database of a workspace, makes it if it isn't there, and brings an older one up to date.
 *
 * Write-ahead log, so that other tools read while it runs. Each transaction outlives a kill; a power cut takes at most
 * those since the last {@link Database.sync}, each as a whole.
 */
export function openDatabase(path: string): Database {
  const isNew = !existsSync(path) || statSync(path).size === 0
  // Someone else's link in a folder that others can write would have it made anywhere.
  if (isNew && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new RunFailure('refused', `${path} is a link to where no database is: remove it`)
  return attempt(path, () => {
    const library = new DatabaseSync(path, { timeout: busyMs })
    try {
      if (!isNew) checkIsOurs(library, path)
      library.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000;
        PRAGMA wal_autocheckpoint = ${longestLogPages}`)
      migrate(library, path)
      return databaseOver(library, path)
    } catch (error) {
      library.close()
      throw error
    }
  })
}

/** Reads one value out of a database that may be of any version, without changing it; null when there is no such file. */
export function readFromDatabase<Value>(path: string, read: (prepare: Database['prepare']) => Value): Value | null {
  if (!existsSync(path) || statSync(path).size === 0) return null
  return attempt(path, () => {
    const library = new DatabaseSync(path, { timeout: busyMs, readOnly: true })
    try {
      checkIsOurs(library, path)
      return read((sql) => library.prepare(sql))
    } finally {
      library.close()
    }
  })
}

/** Folds a database into its one file, so that it can be moved; false when it can't be opened. */
export function foldDatabase(path: string): boolean {
  try {
    const library = new DatabaseSync(path, { timeout: busyMs })
    library.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    library.close()
    return true
  } catch {
    return false // Damaged or no database: it is moved with what stands beside it.
  }
}

function databaseOver(library: DatabaseSyncInstance, path: string): Database {
  const [begin, commit] = ['BEGIN IMMEDIATE', 'COMMIT'].map((sql) => library.prepare(sql)) as [Statement, Statement]
  return {
    path,
    prepare: (sql) => library.prepare(sql),
    change: (sql) => library.exec(sql),
    transaction(action) {
      try {
        writePoint()
        begin.run()
        const result = action()
        writePoint()
        commit.run()
        writePoint()
        return result
      } catch (error) {
        if (library.isTransaction) library.exec('ROLLBACK')
        if (isBusy(error)) throw new DatabaseBusy('the database is in use', { cause: error })
        throw error
      }
    },
    sync() {
      // Passive: readers that are at work are left alone, what they still need stays in the log, which is synced too.
      library.exec('PRAGMA wal_checkpoint(PASSIVE)')
    },
    close() {
      // Leaves one file behind when nobody else has it open.
      library.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      library.close()
    },
  }
}

function migrate(library: DatabaseSyncInstance, path: string): void {
  const version = numberOf(library, 'PRAGMA user_version')
  if (version > migrations.length)
    throw new RunFailure('refused', `The database ${path} was made by a newer version of this program: use that one`)
  if (version === migrations.length) return
  library.exec('BEGIN EXCLUSIVE')
  // Another one may have done it while we waited.
  for (const step of migrations.slice(numberOf(library, 'PRAGMA user_version'))) library.exec(step)
  library.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}; COMMIT`)
}

function checkIsOurs(library: DatabaseSyncInstance, path: string): void {
  const isEmpty = numberOf(library, 'SELECT count(*) AS n FROM sqlite_schema') === 0
  if (!isEmpty && numberOf(library, 'PRAGMA application_id') !== applicationId)
    throw new RunFailure('refused', `${path} is not a collector's database: choose another --workspace, or --fresh`)
}

function numberOf(library: DatabaseSyncInstance, sql: string): number {
  const row = library.prepare(sql).get() as Record<string, number> | undefined
  return Object.values(row ?? {})[0] ?? 0
}

function attempt<Result>(path: string, action: () => Result): Result {
  try {
    return action()
  } catch (error) {
    if (error instanceof RunFailure) throw error
    throw new RunFailure('failed', `Can't open the database ${path}: ${databaseReason(error)}`, { cause: error })
  }
}

/** Says why the database refused something. */
export function databaseReason(error: unknown): string {
  const text = reasonOf(error)
  if (/not a database|malformed|corrupt/i.test(text)) return `${text}; start over with --fresh (the old file is kept)`
  if (/database or disk is full/i.test(text)) return 'no space left on the disk'
  return text
}

/** SQLITE_BUSY and SQLITE_LOCKED, with whatever more the higher bits say. */
function isBusy(error: unknown): boolean {
  const code = (error as { readonly errcode?: unknown } | null)?.errcode
  return typeof code === 'number' && ((code & 0xff) === 5 || (code & 0xff) === 6)
}
