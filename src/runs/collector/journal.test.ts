import { appendFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder'
import { openDatabase, type Database } from './database'
import { openJournal, readJournal, readJournals, type Journal, type JournalRecord } from './journal'
import { takeUpJournals } from './journal-replay'
import { sourceWithDefaults } from './source'
import { openStore, type Store } from './store'
import type { Outcome } from './worker-messages'

const rules = { tries: 3, retryWaitMs: 10 }
const gone: Outcome = { kind: 'problem', reason: 'gone', again: false, free: false, requests: 1 }
const later: Outcome = { ...gone, reason: 'out of order', again: true }

function stored(body: string): Outcome {
  return { kind: 'stored', listing: { body }, etag: null, lastModified: null, requests: 1 }
}

/** A database whose queue holds some listings, and a folder for journals. */
function prepared(...ids: string[]) {
  const folder = join(temporaryFolder(), 'journals')
  mkdirSync(folder)
  const database = openDatabase(join(temporaryFolder(), 'collector.db'))
  const store = openStore(database, sourceWithDefaults({ address: 'http://x/' }))
  store.startCycle('http://x/?page=1')
  readPage(store, ids, 'm')
  return { folder, database, store }
}

function readPage(store: Store, ids: readonly string[], mark: string): void {
  const items = ids.map((id) => ({ id, url: `http://x/${id}`, mark }))
  store.keepPage({ url: 'http://x/?page=1', etag: null, lastModified: null, next: null, items })
}

function orderFor(store: Store, id: string): JournalRecord['order'] {
  const entry = store.queue.next('x', { notBefore: -1, place: 0 }, 100).find((candidate) => candidate.id === id)
  if (!entry) throw new Error(`${id} is not in the queue`)
  return { number: 1, place: entry.place, id, tries: entry.tries }
}

function journalIn(folder: string, keptReport: () => number = () => 0): Journal {
  return openJournal({ folder, worker: 1, lastReport: 0, keptReport })
}

function all(database: Database, sql: string): unknown {
  return JSON.parse(JSON.stringify(database.prepare(sql).all()))
}

test('what a killed run had done is in the database at the next start, and no journal is left', () => {
  const { folder, database, store } = prepared('a', 'b', 'c', 'd')
  const journal = journalIn(folder)
  journal.add({ order: orderFor(store, 'a'), outcome: stored('{"price":5}') })
  journal.add({ order: orderFor(store, 'b'), outcome: gone })
  journal.add({ order: orderFor(store, 'c'), outcome: later })
  takeUpJournals(folder, store, rules)
  expect(all(database, 'SELECT id, price FROM listings')).toEqual([{ id: 'a', price: 5 }])
  expect(all(database, 'SELECT id, state, tries, reason FROM queue ORDER BY id')).toEqual([
    { id: 'b', state: 'failed', tries: 1, reason: 'gone' },
    { id: 'c', state: 'queued', tries: 1, reason: 'out of order' },
    { id: 'd', state: 'queued', tries: 0, reason: null },
  ])
  expect(store.progress).toMatchObject({ collected: 1, failed: 1, queued: 2 })
  expect(readdirSync(folder)).toEqual([])
})

test('a record that is in the database already changes nothing, however often it is read', () => {
  const { folder, database, store } = prepared('a', 'b')
  const journal = journalIn(folder)
  journal.add({ order: orderFor(store, 'a'), outcome: stored('{"price":5}') })
  journal.add({ order: orderFor(store, 'b'), outcome: later })
  const [name = ''] = readdirSync(folder)
  const bytes = readFileSync(join(folder, name))
  const state = (): unknown[] => [
    store.progress,
    all(database, 'SELECT id, changed_at FROM listings'),
    all(database, 'SELECT id, tries, not_before FROM queue'),
  ]
  takeUpJournals(folder, store, rules)
  const before = state()
  writeFileSync(join(folder, name), bytes)
  takeUpJournals(folder, store, rules)
  expect(state()).toEqual(before)
})

test('a record is never taken for what comes of a later entry for the same listing', () => {
  const { folder, database, store } = prepared('a')
  const order = orderFor(store, 'a')
  journalIn(folder).add({ order, outcome: gone })
  store.keepResults([{ kind: 'failed', id: 'a', url: 'http://x/a', tries: 1, reason: 'gone' }])
  readPage(store, ['a'], 'another')
  takeUpJournals(folder, store, rules)
  expect(all(database, 'SELECT id, state, tries FROM queue')).toEqual([{ id: 'a', state: 'queued', tries: 0 }])
  expect(store.progress).toMatchObject({ failed: 0, queued: 1 })
})

test('a record that a kill cut short is left out, those before and after it are not', () => {
  const { folder } = prepared()
  const record = (number: number): JournalRecord => ({ order: { number, place: 1, id: 'a', tries: 0 }, outcome: gone })
  journalIn(folder).add(record(1))
  const name = readdirSync(folder).find((file) => readFileSync(join(folder, file)).length > 1) ?? ''
  appendFileSync(join(folder, name), JSON.stringify(record(2)).slice(0, 30))
  expect(readJournals(folder)).toEqual([record(1)])
  // Another worker takes the place of one that ended.
  journalIn(folder).add(record(3))
  expect(readJournals(folder)).toEqual([record(1), record(3)])
  appendFileSync(join(folder, name), Buffer.alloc(4096))
  expect(readJournals(folder)).toEqual([record(1), record(3)])
})

test('a journal stays small, and loses nothing before it is kept', () => {
  const { folder } = prepared()
  let kept = 0
  const journal = journalIn(folder, () => kept)
  let number = 0
  const work = (report: number): void => {
    for (let count = 0; count < 100; count += 1) {
      number += 1
      journal.add({ order: { number, place: number, id: 'a', tries: 0 }, outcome: stored('x'.repeat(1000)) })
    }
    journal.reported(report)
  }
  const numbers = (): number[] =>
    readJournal(folder, 1)
      .map(({ order }) => order.number)
      .sort((one, other) => one - other)
  // Main thread is held up: nothing is kept, and all is still there.
  for (let report = 1; report <= 20; report += 1) work(report)
  expect(numbers()).toHaveLength(2000)
  for (let report = 21; report <= 100; report += 1) {
    work(report)
    // It is one report behind.
    kept = report - 1
    const unkept = numbers().filter((candidate) => candidate > kept * 100)
    expect(unkept).toHaveLength(100)
  }
  expect(numbers().length).toBeLessThan(1200)
})
