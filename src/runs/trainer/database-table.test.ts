import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, expect, test } from 'vitest'
import { runCollector } from '../collector/support/built-collector'
import { startListingServer } from '../collector/support/listing-server'
import { killLeftPrograms } from '../support/built-program'
import { modelHash, runTrainer } from '../support/built-trainer'
import { temporaryFolder } from '../support/temporary-folder'
import { copyTrainingTable, readTrainingTable } from './training-table'

afterEach(killLeftPrograms)

function databaseWith(sql: string): string {
  const path = join(temporaryFolder(), 'any-name')
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
  return path
}

test('what the collector collected is trained on, without its bookkeeping', async () => {
  const server = await startListingServer({ count: 260, perPage: 100 })
  try {
    const workspace = join(temporaryFolder(), 'w')
    const collect = ['--workspace', workspace, '--source', server.url, '--cycles', '1', '--workers', '8']
    expect((await runCollector(collect)).code).toBe(0)
    const data = join(workspace, 'collector.db')
    const table = await readTrainingTable(data)
    expect(table.columns).toEqual(['title', 'price', 'rooms', 'sold'])
    expect(table.rows).toHaveLength(260)
    expect(table.rows[0]).toEqual(['Flat 1', '537', '2', '0'])
    const train = ['--data', data, '--epochs', '2', '--batch-size', '16', '--workspace', workspace]
    const trained = await runTrainer(train)
    expect(trained).toMatchObject({ code: 0 })
    expect(modelHash(trained)).toMatch(/^[0-9a-f]{64}$/)
  } finally {
    await server.close()
  }
}, 60_000)

test('the same listings give the same table, in whatever order they came', async () => {
  const make = 'CREATE TABLE listings (id TEXT PRIMARY KEY, price, city);'
  const one = await readTrainingTable(
    databaseWith(`${make} INSERT INTO listings VALUES ('b', 2.5, NULL), ('a', 1, 'Bonn')`),
  )
  const two = await readTrainingTable(
    databaseWith(`${make} INSERT INTO listings VALUES ('a', 1, 'Bonn'), ('b', 2.5, NULL)`),
  )
  expect(one).toEqual(two)
  expect(one).toMatchObject({
    columns: ['id', 'price', 'city'],
    rows: [
      ['a', '1', 'Bonn'],
      ['b', '2.5', ''],
    ],
  })
})

test('a database without listings is refused', async () => {
  await expect(readTrainingTable(databaseWith('CREATE TABLE other (x)'))).rejects.toThrow("has no table 'listings'")
})

test('a copy holds the same table, also while another program writes to the database', async () => {
  const path = databaseWith(
    `PRAGMA journal_mode = WAL; CREATE TABLE listings (id TEXT PRIMARY KEY, price); INSERT INTO listings VALUES ('a', 1)`,
  )
  const writer = new DatabaseSync(path)
  try {
    writer.exec(`BEGIN; INSERT INTO listings VALUES ('b', 2)`)
    const before = await readTrainingTable(path)
    await copyTrainingTable(path, `${path}-copy`)
    writer.exec('COMMIT')
    expect(await readTrainingTable(`${path}-copy`)).toEqual(before)
    expect((await readTrainingTable(path)).fingerprint).not.toBe(before.fingerprint)
  } finally {
    writer.close()
  }
})
