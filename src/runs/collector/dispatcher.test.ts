import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder'
import { openDatabase } from './database'
import { createDispatcher, type Dispatcher } from './dispatcher'
import { createHosts } from './hosts'
import { sourceWithDefaults } from './source'
import { openStore } from './store'
import type { PoolWorker } from './worker-pool'

/** Workers that take orders and do nothing. */
function idleWorkers(count: number): { workers: PoolWorker[]; given: string[] } {
  const given: string[] = []
  const workers = Array.from({ length: count }, (_, index): PoolWorker => {
    let inHand = 0
    return {
      number: index + 1,
      order: null,
      get inHand() {
        return inHand
      },
      give({ id }) {
        given.push(`${index + 1} ${id}`)
        inHand += 1
      },
      kept: () => {},
      giveUp: () => {},
    }
  })
  return { workers, given }
}

test('a look that ends a pause, and so hands out work itself, gives no worker a second order', () => {
  const database = openDatabase(join(temporaryFolder(), 'collector.db'))
  const store = openStore(database, sourceWithDefaults({ address: 'http://x/' }))
  store.startCycle('http://x/?page=1')
  const items = ['a', 'b', 'c', 'd'].map((id) => ({ id, url: `http://x/${id}`, mark: 'm' }))
  store.keepPage({ url: 'http://x/?page=1', etag: null, lastModified: null, next: null, items })
  const { workers, given } = idleWorkers(2)
  let looks = 0
  const dispatcher: Dispatcher = createDispatcher({
    store,
    hosts: createHosts(null, () => {}),
    workers,
    tries: 3,
    retryWaitMs: 10,
    mayBegin() {
      looks += 1
      if (looks === 1) dispatcher.fill()
      return true
    },
    onKept: () => {},
    onLimited: () => {},
    write: async (action) => action(),
    onBroken: (error) => {
      throw error
    },
  })
  dispatcher.fill()
  expect(given).toEqual(['1 a', '2 b'])
  database.close()
})
