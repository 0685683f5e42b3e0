import { createHash } from 'node:crypto'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { RunFailure, reasonOf } from '../run-failure'
import type { Table } from './table'

/** The columns that the collector keeps for itself: they say nothing about a price. */
const bookkeeping = new Set(['id', 'source_url', 'first_seen', 'last_seen', 'changed_at', 'body'])

/** What the collector's databases say that they are: `Ferm`. */
const collectorId = 0x4665726d

/** How long to wait for a program that writes just now; the collector never writes for so long. */
const busyMs = 5000

/**
 * Reads the table `listings` of an SQLite database, as the collector makes it, also while that goes on.
 *
 * In the order of the ids, so that the same listings always give the same table. A RunFailure says what is wrong.
 */
export function readDatabaseTable(path: string): Table {
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: busyMs, returnArrays: true })
    try {
      return tableIn(database, path)
    } finally {
      database.close()
    }
  } catch (error) {
    if (error instanceof RunFailure) throw error
    throw new RunFailure('refused', `Can't read --data ${path} as a database: ${reasonOf(error)}`, { cause: error })
  }
}

/** Makes a copy of a database as it is at this moment. */
export function copyDatabase(path: string, copy: string): void {
  const database = new DatabaseSync(path, { readOnly: true, timeout: busyMs })
  try {
    database.prepare('VACUUM INTO ?').run(copy)
  } finally {
    database.close()
  }
}

function tableIn(database: DatabaseSyncInstance, path: string): Table {
  const names = (database.prepare(`SELECT name FROM pragma_table_info('listings')`).all() as [string][]).map(
    ([name]) => name,
  )
  if (names.length === 0) throw new RunFailure('refused', `The database ${path} has no table 'listings'`)
  const [application] = database.prepare('PRAGMA application_id').get() as [number]
  const columns = application === collectorId ? names.filter((name) => !bookkeeping.has(name)) : names
  if (columns.length === 0) throw new RunFailure('refused', `The database ${path} holds no listings yet`)
  const hash = createHash('sha256').update(JSON.stringify(columns))
  const rows: string[][] = []
  const order = names.includes('id') ? 'id' : '1'
  const select = database.prepare(`SELECT ${columns.map(quoted).join(', ')} FROM listings ORDER BY ${order}`)
  for (const values of select.iterate() as Iterable<unknown[]>) {
    const row = values.map(cellOf)
    hash.update(JSON.stringify(row))
    rows.push(row)
  }
  return { columns, rows, hasDecimalComma: false, fingerprint: hash.digest('hex') }
}

function cellOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : ''
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
