import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { killLeftPrograms } from '../support/built-program'
import { temporaryFolder } from '../support/temporary-folder'
import { until } from '../support/until'
import { openDatabase } from './database'
import { sourceWithDefaults } from './source'
import { openStore } from './store'
import { startCollector } from './support/built-collector'
import { startListingServer } from './support/listing-server'

afterEach(killLeftPrograms)

/** A workspace whose database holds so many listings, and so many more in its queue. */
function workspaceWith(address: string, listings: number, queued: number): string {
  const workspace = join(temporaryFolder(), 'workspace')
  mkdirSync(workspace)
  const database = openDatabase(join(workspace, 'collector.db'))
  openStore(database, sourceWithDefaults({ address })).startCycle(`${address}?page=1`)
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < `
  const { host } = new URL(address)
  database.transaction(() => {
    database.change(`ALTER TABLE listings ADD COLUMN price; INSERT INTO listing_fields VALUES ('price', 'price')`)
    database.change(`${numbers} ${listings}) INSERT INTO listings
      SELECT 'have-' || i, '${address}/have-' || i, '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z',
        '2026-11-20T08:00:00.000Z', '{"id":"have-' || i || '","price":' || i || '}', i FROM n`)
    database.change(`${numbers} ${listings}) INSERT INTO listing_state SELECT 'have-' || i, 'm', 1, NULL, NULL FROM n`)
    if (queued > 0)
      database.change(`${numbers} ${queued}) INSERT INTO queue (id, url, host, state, tries, not_before)
        SELECT 'L' || i, '${address}/L' || i, '${host}', 'queued', 0, 0 FROM n`)
    database.change(`UPDATE run SET pages_ever = 1, stage = 'drain', collected = ${listings}, queued = ${queued}`)
  })
  database.close()
  return workspace
}

function residentMiB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) / 1024
}

test('with a million listings it is ready in a second', async () => {
  const workspace = workspaceWith('http://127.0.0.1:9/listings', 1_000_000, 0)
  writeFileSync(join(workspace, 'pause_collector.txt'), '')
  const times: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const from = performance.now()
    const collector = startCollector(['--workspace', workspace, '--cycles', '1'])
    await collector.waitFor('PAUSE DETECTED')
    times.push(performance.now() - from)
    collector.kill('SIGKILL')
    await collector.outcome
  }
  times.sort((a, b) => a - b)
  console.log(`ready after ${times.map((time) => time.toFixed(0)).join(', ')} ms`)
  expect(times[2]).toBeLessThan(1000)
})

test.runIf(process.platform === 'linux')('its memory does not grow with queue or database', async () => {
  const server = await startListingServer({ count: 0, reply: ({ id }) => ({ body: { id, price: 1 } }) })
  try {
    const sizes: number[] = []
    for (const [listings, queued] of [
      [0, 30_000],
      [1_000_000, 100_000],
    ] as const) {
      const workspace = workspaceWith(server.url, listings, queued)
      const collector = startCollector(['--workspace', workspace, '--cycles', '1'])
      await until('20,000 listings', () => doneIn(workspace) > listings + 20_000, 300_000)
      await sleep(500)
      sizes.push(residentMiB(collector.pid))
      collector.kill('SIGKILL')
      await collector.outcome
      rmSync(workspace, { recursive: true })
    }
    console.log(`resident memory: ${sizes.map((size) => size.toFixed(0)).join(' and ')} MiB`)
    // The page cache of the database is bounded to 16 MiB; the rest is noise of the garbage collector.
    expect((sizes[1] ?? 0) - (sizes[0] ?? 0)).toBeLessThan(60)
  } finally {
    await server.close()
  }
})

function doneIn(workspace: string): number {
  try {
    const status = readFileSync(join(workspace, 'collector', 'status.json'), 'utf8')
    return (JSON.parse(status) as { items: { done: number } }).items.done
  } catch {
    return 0
  }
}
