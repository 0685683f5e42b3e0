import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder'
import { openDatabase } from './database'
import { createDispatcher, type Dispatcher } from './dispatcher'
import { createHosts } from './hosts'
import { sourceWithDefaults } from './source'
import { openStore } from './store'
import type { Order } from './worker-messages'
import type { PoolWorker } from './worker-pool'

afterEach(() => {
  vi.useRealTimers()
})

/** A worker that takes orders and does nothing with them until it is told to. */
interface IdleWorker extends PoolWorker {
  /** Reports on all that it has in hand, as if each request had taken so long. */
  reportAll(to: Dispatcher, tookMs: number): void
}

function idleWorkers(count: number) {
  const given: string[] = []
  let reports = 0
  const workers = Array.from({ length: count }, (_, index): IdleWorker => {
    let orders: Order[] = []
    return {
      number: index + 1,
      order: null,
      get inHand() {
        return orders.length
      },
      give(order) {
        given.push(`${index + 1} ${order.id}`)
        orders.push({ ...order, number: given.length })
      },
      kept: () => {},
      giveUp: () => {},
      reportAll(to, tookMs) {
        const outcomes = orders.map((order) => ({ order, outcome: { kind: 'unchanged', requests: 1 } as const }))
        orders = []
        reports += 1
        to.report(this, { number: reports, outcomes, quickestMs: tookMs })
      },
    }
  })
  return { workers, given }
}

function dispatcherFor(workers: readonly PoolWorker[], listings: number, mayBegin: () => boolean) {
  const database = openDatabase(join(temporaryFolder(), 'collector.db'))
  const store = openStore(database, sourceWithDefaults({ address: 'http://x/' }))
  store.startCycle('http://x/?page=1')
  const items = Array.from({ length: listings }, (_, index) => ({
    id: `L${index + 1}`,
    url: `http://x/L${index + 1}`,
    mark: 'm',
  }))
  store.keepPage({ url: 'http://x/?page=1', etag: null, lastModified: null, next: null, items })
  return createDispatcher({
    ...{ store, hosts: createHosts(null, () => {}), workers, tries: 3, retryWaitMs: 10, mayBegin },
    onKept: () => {},
    onLimited: () => {},
    write: async (action) => action(),
    onBroken: (error) => {
      throw error
    },
  })
}

test('a look that ends a pause, and so hands out work itself, gives no worker more than it may have', () => {
  const { workers, given } = idleWorkers(2)
  let looks = 0
  const dispatcher: Dispatcher = dispatcherFor(workers, 4, () => {
    looks += 1
    if (looks === 1) dispatcher.fill()
    return true
  })
  dispatcher.fill()
  expect(given).toEqual(['1 L1', '2 L2'])
})

test.each([
  ['at once, only as many workers as keep the processors busy', 0.2, 2 * availableParallelism()],
  ['after some time, all workers', 5, 100],
])('from a site that answers %s have orders', (_name, tookMs, most) => {
  // However slow the machine, all happens within the same moment.
  vi.useFakeTimers({ toFake: ['performance'] })
  const { workers } = idleWorkers(Math.min(most, 50) + 3)
  const dispatcher = dispatcherFor(workers, 20_000, () => true)
  dispatcher.fill()
  expect(workers.map(({ inHand }) => inHand)).toEqual(workers.map(() => 1))
  for (const worker of workers) worker.reportAll(dispatcher, tookMs)
  expect(workers.filter(({ inHand }) => inHand > 0)).toHaveLength(Math.min(most, workers.length))
})
