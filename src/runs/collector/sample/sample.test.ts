import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { killLeftPrograms } from '../../support/built-program'
import { temporaryFolder } from '../../support/temporary-folder'
import { numberIn, rowsIn, runCollector, startCollector } from '../support/built-collector'
import { createSampleAnswers } from './sample-answers'
import { createSampleListings } from './sample-listings'

afterEach(killLeftPrograms)

const table = readFileSync(createRequire(import.meta.url).resolve('@observablehq/sample-datasets/diamonds.csv'), 'utf8')

describe('the sample', () => {
  test('is the same for the same seed, and another for another', () => {
    const [one, two, other] = [1, 1, 2].map((seed) => createSampleListings(table, seed))
    expect(one?.at(17, 5)).toEqual(two?.at(17, 5))
    expect(one?.at(17, 5).id).not.toBe(other?.at(17, 5).id)
  })

  test('has some other prices in each cycle, and keeps them', () => {
    const listings = createSampleListings(table, 1)
    const prices = (cycle: number): unknown[] =>
      Array.from({ length: listings.count }, (_, place) => listings.at(place, cycle).fields.price)
    const [first, second, third] = [prices(1), prices(2), prices(3)]
    const changes = (a: unknown[], b: unknown[]): number => a.filter((price, place) => price !== b[place]).length
    expect(changes(first, second)).toBeGreaterThan(40)
    expect(changes(first, second)).toBeLessThan(160)
    expect(changes(first, third)).toBeGreaterThan(changes(first, second))
    expect(prices(3)).toEqual(third)
  })

  test('has 200 pages, a rate limit and an error now and then, and a few broken records', () => {
    const listings = createSampleListings(table, 1)
    const site = createSampleAnswers(listings, true)
    expect(JSON.parse(site.answer('/listings?page=200', null).body)).toMatchObject({ next: null, total: 8000 })
    expect(site.answer('/listings?page=201', null).status).toBe(404)
    const all = Array.from({ length: listings.count }, (_, place) => listings.at(place, 1).id)
    const statuses = all.map((id) => site.answer(`/listings/${id}`, null).status)
    const refused = statuses.filter((status) => status === 429).length
    const broken = statuses.filter((status) => status === 500).length
    expect([refused, broken].every((count) => count > 0 && count < 20)).toBe(true)
    expect(new Set(all.map((id) => site.answer(`/listings/${id}`, null).status))).toEqual(new Set([200]))
    const { etag = '' } = site.answer('/listings?page=3', null).headers
    expect(site.answer('/listings?page=3', etag).status).toBe(304)
  })
})

test('two cycles of it end with the same rows, stopped and killed on the way or not', async () => {
  const args = ['--source', 'sample', '--seed', '9', '--cycles', '2', '--interval', '0', '--sample-without-delays']
  const [calm, rough] = [join(temporaryFolder(), 'calm'), join(temporaryFolder(), 'rough')]
  expect((await runCollector([...args, '--workspace', calm])).code).toBe(0)
  // By what they have done, not by the clock: a fast machine is through in three seconds, and the next start would go on
  // with a third cycle.
  for (const [place, signal] of [
    ['cycle 1 pages', 'SIGINT'],
    ['cycle 1 pages', 'SIGKILL'],
    ['Cycle 1 done', 'SIGKILL'],
    ['cycle 2 pages', 'SIGINT'],
  ] as const) {
    const collector = startCollector([...args, '--workspace', rough])
    await collector.waitFor(place)
    collector.kill(signal)
    expect((await collector.outcome).out).not.toContain('Finished')
  }
  expect((await runCollector([...args, '--workspace', rough])).code).toBe(0)
  const rows = (workspace: string, sql: string) => rowsIn(workspace, sql)
  for (const sql of [
    'SELECT id, source_url, body, price, carat FROM listings ORDER BY id',
    'SELECT id, cycle, field, old_value, new_value FROM listing_changes ORDER BY id, cycle, field',
    'SELECT id, reason FROM failed_listings ORDER BY id',
  ])
    expect(rows(rough, sql)).toEqual(rows(calm, sql))
  expect(numberIn(calm, 'SELECT count(*) FROM listings')).toBe(7995)
  expect(numberIn(calm, 'SELECT count(*) FROM listing_changes')).toBeGreaterThan(40)
}, 180_000)
