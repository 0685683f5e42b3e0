import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, describe, expect, test } from 'vitest'
import { killLeftPrograms } from '../support/built-program'
import { temporaryFolder } from '../support/temporary-folder'
import { openDatabase, readFromDatabase } from './database'
import { migrations } from './migrations'
import { itemCounts, sourceIn } from './progress-row'
import { sourceWithDefaults } from './source'
import { openStore } from './store'
import { numberIn, rowsIn, runCollector } from './support/built-collector'
import { startListingServer } from './support/listing-server'

afterEach(killLeftPrograms)

/** What the first version of this program wrote: kept as text, with its version in it. */
const versionOne = join(import.meta.dirname, 'support', 'database-version-1.sql')

function writeVersionOne(workspace: string, source: string): string {
  mkdirSync(workspace, { recursive: true })
  const path = join(workspace, 'collector.db')
  const database = new DatabaseSync(path)
  database.exec(
    readFileSync(versionOne, 'utf8')
      .replaceAll('http://SOURCE/listings', source)
      .replaceAll("'SOURCE'", `'${new URL(source).host}'`),
  )
  database.close()
  return path
}

describe('a database of an older version', () => {
  test('is brought up to date, and goes on where it was', async () => {
    const server = await startListingServer({ count: 6 })
    try {
      const workspace = join(temporaryFolder(), 'workspace')
      writeVersionOne(workspace, server.url)
      const { code, out } = await runCollector(['--workspace', workspace, '--source', server.url, '--cycles', '1'])
      expect(code).toBe(0)
      expect(out).toContain('Continuing from item 4 of 6\n')
      expect(numberIn(workspace, 'PRAGMA user_version')).toBe(migrations.length)
      expect(server.seen).toMatchObject({ pages: 0, listings: 3 })
      expect(numberIn(workspace, 'SELECT count(*) FROM listings')).toBe(6)
      expect(rowsIn(workspace, `SELECT first_seen FROM listings WHERE id = 'L00001'`)).toEqual([
        { first_seen: '2026-11-20T08:00:00.000Z' },
      ])
    } finally {
      await server.close()
    }
  })

  test('can be asked for its source without being changed', () => {
    const path = writeVersionOne(temporaryFolder(), 'http://old.example/listings')
    expect(readFromDatabase(path, sourceIn)?.address).toBe('http://old.example/listings')
    expect(readFromDatabase(path, (prepare) => prepare('PRAGMA user_version').get())).toEqual({ user_version: 1 })
  })
})

test('a database of a newer version, or of another program, is refused', () => {
  const path = join(temporaryFolder(), 'collector.db')
  openDatabase(path).close()
  const newer = new DatabaseSync(path)
  newer.exec('PRAGMA user_version = 99')
  newer.close()
  expect(() => openDatabase(path)).toThrow('newer version')
  const foreign = join(temporaryFolder(), 'collector.db')
  const other = new DatabaseSync(foreign)
  other.exec('CREATE TABLE listings (x)')
  other.close()
  expect(() => openDatabase(foreign)).toThrow("not a collector's database")
})

test('a transaction that fails leaves nothing behind, new columns included', () => {
  const database = openDatabase(join(temporaryFolder(), 'collector.db'))
  const store = openStore(database, sourceWithDefaults({ address: 'http://x/' }))
  store.startCycle('http://x/?page=1')
  const items = ['a', 'b'].map((id) => ({ id, url: `http://x/${id}`, mark: 'm' }))
  store.keepPage({ url: 'http://x/?page=1', etag: null, lastModified: null, next: null, items })
  const before = { ...store.progress }
  const listing = { body: '{"size":5}' }
  const good = { kind: 'stored', id: 'a', url: 'http://x/a', listing, etag: null, lastModified: null } as const
  const bad = { ...good, id: null as unknown as string }
  expect(() => store.keepResults([good, bad])).toThrow(/NOT NULL/)
  expect(store.progress).toEqual(before)
  expect(database.prepare('SELECT name FROM pragma_table_info(?)').all('listings')).toHaveLength(6)
  store.keepResults([good])
  expect(itemCounts(store.progress)).toMatchObject({ done: 1, total: 2, collected: 1, queued: 1 })
  expect(database.prepare('SELECT id, size FROM listings').all()).toMatchObject([{ id: 'a', size: 5 }])
  database.close()
})

test('fields become columns whatever they are called', () => {
  const database = openDatabase(join(temporaryFolder(), 'collector.db'))
  const store = openStore(database, sourceWithDefaults({ address: 'http://x/' }))
  store.startCycle('http://x/?page=1')
  const item = { id: 'a', url: 'http://x/a', mark: 'm' }
  store.keepPage({ url: 'http://x/?page=1', etag: null, lastModified: null, next: null, items: [item] })
  const fields = { Body: 'x', 'say "hi"': 1, price: 2, Price: 3, '': 4, last_seen: 5, yes: true }
  const listing = { body: JSON.stringify(fields) }
  store.keepResults([{ kind: 'stored', id: 'a', url: 'http://x/a', listing, etag: null, lastModified: null }])
  const row = database.prepare('SELECT * FROM listings').get() as Record<string, unknown>
  expect(row).toMatchObject({ Body_2: 'x', 'say "hi"': 1, price: 2, Price_2: 3, field: 4, last_seen_2: 5, yes: 1 })
  expect(row.body).toBe(JSON.stringify(fields))
  database.close()
})
