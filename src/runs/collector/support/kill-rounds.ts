import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { until } from '../../support/until'
import { numberIn, rowsIn, startCollector } from './built-collector'
import { startListingServer, type ListingServer } from './listing-server'
import type { Seeded } from './seeded'

const workers = 4

/** A collection that is killed again and again until it is done, and what came of it. */
export interface KilledCollection {
  readonly kills: number
  readonly requests: number
}

/**
 * Milliseconds from the start, soon enough for no machine to finish; how many listings were asked for by then; or a point
 * at which main thread or a worker writes.
 */
export interface KillMoment {
  readonly afterMs?: number
  readonly atRequests?: number
  readonly atWrite?: number
  readonly atRecord?: number
}

/** What a round is made of. */
export interface KillRound {
  readonly folder: string
  readonly count: number
  /** How long the site takes to answer at most. */
  readonly slowestMs: number
  /** When each start is killed; null: it may finish. */
  readonly nextEnd: (start: number) => KillMoment | null
  readonly random: Seeded
}

/**
 * Starts the collector, kills it (signal 9, as a power cut would), starts it again, until it finishes; then compares
 * the database with the site, row by row, and the site's own count of requests with what was promised.
 */
export async function collectUnderKills(round: KillRound): Promise<KilledCollection> {
  const { random } = round
  const delayOf = (): number => random.whole(0, round.slowestMs)
  const server = await startListingServer({ count: round.count, perPage: 10, reply: () => ({ delayMs: delayOf() }) })
  const workspace = join(round.folder, 'workspace')
  const args = ['--workspace', workspace, '--source', server.url, '--cycles', '1', '--workers', String(workers)]
  let kills = 0
  try {
    for (let start = 0; ; start += 1) {
      const end = round.nextEnd(start)
      // At 0 nothing happens.
      const env = {
        FERMATA_KILL_AT_WRITE: String(end?.atWrite ?? 0),
        FERMATA_KILL_AT_RECORD: String(end?.atRecord ?? 0),
      }
      const asked = server.seen.listings
      const collector = startCollector(args, { env })
      const isReached = (): boolean =>
        server.seen.listings > asked + (end?.atRequests ?? 0) || collector.child.exitCode !== null
      if (end?.atRequests !== undefined) await until('its requests', isReached, 60_000)
      if (end?.afterMs !== undefined) await Promise.race([collector.outcome, sleep(end.afterMs)])
      if (end?.atRequests !== undefined || end?.afterMs !== undefined) collector.kill('SIGKILL')
      const { code, signal, err } = await collector.outcome
      // Killed between its last transaction and its end, it has done what it was started for: a further start begins a new cycle.
      if (signal === 'SIGKILL' && hasFinishedCycle(workspace)) break
      if (signal === 'SIGKILL') {
        kills += 1
        continue
      }
      expect({ code, err }).toEqual({ code: 0, err: '' })
      break
    }
    expectWhole(workspace, server)
    expect(server.seen.listings).toBeLessThanOrEqual(round.count + workers * kills)
    expect(server.seen.pages).toBeLessThanOrEqual(Math.ceil(round.count / 10) + kills)
    return { kills, requests: server.seen.listings }
  } finally {
    await server.close()
  }
}

/** Whether a cycle is written down as finished; a collector killed early leaves no table, or no file, to ask. */
function hasFinishedCycle(workspace: string): boolean {
  if (!existsSync(join(workspace, 'collector.db'))) return false
  if (rowsIn(workspace, "SELECT 1 FROM sqlite_master WHERE name = 'run'").length === 0) return false
  return numberIn(workspace, "SELECT count(*) FROM run WHERE cycle > 0 AND stage = 'wait'") > 0
}

/** The database holds each listing of the site once and as it is, and nothing else; nothing is left to do. */
export function expectWhole(workspace: string, server: ListingServer): void {
  const rows = rowsIn(workspace, 'SELECT id, title, price, rooms, sold, body FROM listings ORDER BY id')
  const expected = [...server.listings.values()]
    .map(({ id, title, price, rooms, sold }) => ({
      id,
      title,
      price,
      rooms,
      sold: Number(sold),
      body: JSON.stringify({ id, title, price, rooms, sold }),
    }))
    .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))
  expect(rows).toEqual(expected)
  expect(rowsIn(workspace, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(numberIn(workspace, 'SELECT count(*) FROM queue')).toBe(0)
  expect(rowsIn(workspace, 'SELECT collected, failed, queued, stage FROM run')).toEqual([
    { collected: expected.length, failed: 0, queued: 0, stage: 'wait' },
  ])
}
