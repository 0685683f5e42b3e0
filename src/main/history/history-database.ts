import { existsSync, renameSync, statSync } from 'node:fs'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { setAside } from '../../platform/set-aside'
import { applicationId, migrations } from './migrations'

/** Why a history file can't be used. `damaged`: it may be set aside. `newer`, `foreign`: it isn't this app's to touch. */
export class UnusableHistory extends Error {
  override readonly name = 'UnusableHistory'

  constructor(
    readonly kind: 'damaged' | 'newer' | 'foreign',
    options?: ErrorOptions,
  ) {
    super(kind, options)
  }
}

/** How long a write waits for another program that has the file open. */
const busyMs = 2000

/**
 * Opens the history's file, makes it if it isn't there, and brings an older one up to date.
 *
 * Write-ahead log: each transaction outlives a kill, a power cut takes at most the last ones, each as a whole.
 */
export async function openHistoryDatabase(path: string): Promise<DatabaseSyncInstance> {
  // Only now, as it loads a native library: the window must not wait for that.
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const isNew = !existsSync(path) || statSync(path).size === 0
  let library: DatabaseSyncInstance | null = null
  try {
    library = new DatabaseSync(path, { timeout: busyMs })
    if (!isNew) checkIsOurs(library)
    library.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    migrate(library)
    return library
  } catch (error) {
    library?.close()
    throw isDamage(error) ? new UnusableHistory('damaged', { cause: error }) : error
  }
}

/** Moves a damaged file out of the way, with what stands beside it; says where it is now. */
export function setHistoryAside(path: string): string {
  const aside = setAside(path)
  for (const end of ['-wal', '-shm']) if (existsSync(path + end)) renameSync(path + end, aside + end)
  return aside
}

/** Whether SQLite, not a bug, raised this: a full disk, a damaged file, another program that has it. */
export function isDatabaseError(error: unknown): error is Error & { readonly errcode: number } {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
}

/** Whether SQLite says that a file is damaged, or none of its own. */
export function isDamage(error: unknown): boolean {
  const code = (error as { readonly errcode?: unknown } | null)?.errcode
  const isCode = typeof code === 'number' && [11, 26].includes(code & 0xff)
  return isCode || (error instanceof Error && /not a database|malformed|corrupt/i.test(error.message))
}

function checkIsOurs(library: DatabaseSyncInstance): void {
  const damage = library.prepare('PRAGMA quick_check(1)').get() as Record<string, unknown> | undefined
  const verdict = Object.values(damage ?? {})[0]
  if (verdict !== 'ok') throw new UnusableHistory('damaged', { cause: verdict })
  const isEmpty = numberOf(library, 'SELECT count(*) FROM sqlite_schema') === 0
  if (isEmpty) return
  if (numberOf(library, 'PRAGMA application_id') !== applicationId) throw new UnusableHistory('foreign')
  if (numberOf(library, 'PRAGMA user_version') > migrations.length) throw new UnusableHistory('newer')
}

function migrate(library: DatabaseSyncInstance): void {
  if (numberOf(library, 'PRAGMA user_version') === migrations.length) return
  library.exec('BEGIN EXCLUSIVE')
  try {
    for (const step of migrations.slice(numberOf(library, 'PRAGMA user_version'))) library.exec(step)
    library.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}; COMMIT`)
  } catch (error) {
    if (library.isTransaction) library.exec('ROLLBACK')
    throw error
  }
}

function numberOf(library: DatabaseSyncInstance, sql: string): number {
  const row = library.prepare(sql).get() as Record<string, number> | undefined
  return Object.values(row ?? {})[0] ?? 0
}
