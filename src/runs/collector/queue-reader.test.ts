import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder'
import { openDatabase } from './database'
import { createHosts } from './hosts'
import { createQueueReader, type QueueReader } from './queue-reader'
import type { QueueEntry } from './queue-table'
import { sourceWithDefaults } from './source'
import { openStore, type Store } from './store'

function prepared() {
  const store = openStore(
    openDatabase(join(temporaryFolder(), 'collector.db')),
    sourceWithDefaults({ address: 'http://x/' }),
  )
  store.startCycle('http://x/?page=1')
  return {
    store,
    reader: createQueueReader(
      store.queue,
      createHosts(null, () => {}),
    ),
  }
}

function add(store: Store, reader: QueueReader, ids: readonly string[]): void {
  const items = ids.map((id) => ({ id, url: `http://x/${id}`, mark: 'm' }))
  store.keepPage({ url: 'http://x/?page=1', etag: null, lastModified: null, next: 'http://x/?page=2', items })
  reader.grown()
}

function takeAll(reader: QueueReader, now: number): QueueEntry[] {
  const entries: QueueEntry[] = []
  for (let next = reader.next(now); 'entry' in next; next = reader.next(now)) entries.push(next.entry)
  return entries
}

const ids = (entries: readonly QueueEntry[]): string[] => entries.map(({ id }) => id)

test('each entry comes out once and in order, however long the queue and however much is not done yet', () => {
  const { store, reader } = prepared()
  const wanted = Array.from({ length: 1500 }, (_, index) => `L${index}`)
  add(store, reader, wanted)
  expect(ids(takeAll(reader, Date.now()))).toEqual(wanted)
  add(store, reader, ['new'])
  expect(ids(takeAll(reader, Date.now()))).toEqual(['new'])
})

test('what has to wait comes when its time has come, and holds up nothing that is new', () => {
  const { store, reader } = prepared()
  const now = Date.now()
  add(store, reader, ['a', 'b', 'c'])
  for (const entry of takeAll(reader, now)) {
    const notBefore = now + 1000
    store.keepResults([{ kind: 'later', id: entry.id, url: entry.url, tries: 1, notBefore, reason: 'busy' }])
    reader.done(entry, 'x', notBefore)
  }
  expect(reader.next(now)).toEqual({ lookAgainAt: now + 1000 })
  add(store, reader, ['d'])
  expect(ids(takeAll(reader, now))).toEqual(['d'])
  expect(ids(takeAll(reader, now + 1000))).toEqual(['a', 'b', 'c'])
  add(store, reader, ['e'])
  expect(ids(takeAll(reader, now + 1000))).toEqual(['e'])
})

test('what is put back comes next', () => {
  const { store, reader } = prepared()
  add(store, reader, ['a', 'b', 'c'])
  const first = reader.next(Date.now())
  if (!('entry' in first)) throw new Error('nothing came')
  reader.putBack(first.entry, first.host)
  expect(ids(takeAll(reader, Date.now()))).toEqual(['a', 'b', 'c'])
})
