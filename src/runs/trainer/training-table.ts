import { closeSync, constants, copyFileSync, openSync, readSync, statSync } from 'node:fs'
import { readTable, type Table } from './table'

/** What every SQLite file begins with. */
const databaseMark = 'SQLite format 3\0'

/** Reads a table from a CSV file or from the collector's database, whatever the file is called. */
export async function readTrainingTable(path: string): Promise<Table> {
  if (!isDatabase(path)) return readTable(path)
  // Native, and not needed for a CSV file.
  const { readDatabaseTable } = await import('./database-table')
  return readDatabaseTable(path)
}

/** Makes a copy of a table that stays as it is now, also of a database that is written to meanwhile. */
export async function copyTrainingTable(path: string, copy: string): Promise<void> {
  // A pipe would be waited for without an end.
  if (!statSync(path).isFile()) throw new Error(`${path} is not a file`)
  if (!isDatabase(path)) return copyFileSync(path, copy, constants.COPYFILE_FICLONE)
  const { copyDatabase } = await import('./database-table')
  copyDatabase(path, copy)
}

function isDatabase(path: string): boolean {
  try {
    // Opening a pipe could hang.
    if (!statSync(path).isFile()) return false
    const start = Buffer.alloc(databaseMark.length)
    const descriptor = openSync(path, 'r')
    try {
      readSync(descriptor, start, 0, start.length, 0)
    } finally {
      closeSync(descriptor)
    }
    return start.toString('latin1') === databaseMark
  } catch {
    return false // The reader of tables says why it can't be read.
  }
}
