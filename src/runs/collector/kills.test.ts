import { afterEach, expect, test } from 'vitest'
import { killLeftPrograms } from '../support/built-program'
import { temporaryFolder } from '../support/temporary-folder'
import { join } from 'node:path'
import { runCollector } from './support/built-collector'
import { collectUnderKills, expectWhole } from './support/kill-rounds'
import { startListingServer } from './support/listing-server'
import { seeded } from './support/seeded'

afterEach(killLeftPrograms)

test('killed at 12 random instants, the collector still ends with each listing once and asks for few twice', async () => {
  const random = seeded(7)
  const { kills } = await collectUnderKills({
    folder: temporaryFolder(),
    count: 5000,
    // So quick that what isn't written down before the next request would be many requests.
    slowestMs: 2,
    random,
    nextEnd(start) {
      if (start >= 12) return null
      return start % 3 === 0 ? { afterMs: random.whole(0, 300) } : { atRequests: random.whole(0, 450) }
    },
  })
  expect(kills).toBe(12)
}, 120_000)

test('killed at some of the points at which it writes, it still does', async () => {
  const points = [1, 2, 3, 4, 7, 11, 18, 30, 53, 91]
  const { kills } = await collectUnderKills({
    folder: temporaryFolder(),
    count: 600,
    slowestMs: 12,
    random: seeded(8),
    nextEnd: (start) => (start < points.length ? { atWrite: points[start] ?? 1 } : null),
  })
  expect(kills).toBe(points.length)
}, 120_000)

test('killed at some of the points at which its workers write, it still does', async () => {
  const points = [1, 2, 3, 4, 8, 15, 30]
  const { kills } = await collectUnderKills({
    folder: temporaryFolder(),
    count: 600,
    slowestMs: 12,
    random: seeded(9),
    nextEnd: (start) => (start < points.length ? { atRecord: points[start] ?? 1 } : null),
  })
  expect(kills).toBe(points.length)
}, 120_000)

test('a worker that ends by an error is started again, and no result is taken for that of another listing', async () => {
  const server = await startListingServer({ count: 300, reply: () => ({ delayMs: 2 }) })
  try {
    const workspace = join(temporaryFolder(), 'workspace')
    const args = ['--workspace', workspace, '--source', server.url, '--cycles', '1', '--workers', '3']
    const { code, err } = await runCollector([...args, '--retry-wait', '0.05', '--tries', '50'], {
      env: { FERMATA_CRASH_WORKER_EVERY: '20' },
    })
    expect(code).toBe(0)
    expect(err).toMatch(/^Worker \d is started again: the worker ended: ended by a test$/m)
    expectWhole(workspace, server)
  } finally {
    await server.close()
  }
}, 60_000)
