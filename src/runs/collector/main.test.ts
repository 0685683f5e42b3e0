import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { parseCollectorProgress } from '../../shared/collector-lines'
import { parseCollectorRecord, parseCollectorStatus } from '../../shared/collector-status'
import { killLeftPrograms } from '../support/built-program'
import { temporaryFolder } from '../support/temporary-folder'
import { until } from '../support/until'
import { numberIn, rowsIn, runCollector, startCollector } from './support/built-collector'
import { expectWhole } from './support/kill-rounds'
import { startListingServer, type ListingServer, type ListingServerOptions } from './support/listing-server'

let servers: ListingServer[] = []

afterEach(async () => {
  killLeftPrograms()
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function prepared(options: ListingServerOptions) {
  const server = await startListingServer(options)
  servers = [...servers, server]
  const workspace = join(temporaryFolder(), 'workspace')
  return { server, workspace, args: ['--workspace', workspace, '--source', server.url, '--cycles', '1'] }
}

describe('the command line', () => {
  test.each([
    [['--bogus'], /^Unknown option '--bogus'/],
    [['--workers', '0'], /^--workers must be a whole number from 1 to 64/],
    [['--workers', 'many'], /^--workers/],
    [['--interval', 'soon'], /^--interval must be a number of seconds/],
    [['--cycles', '0'], /^--cycles/],
    [['--cycles'], /--cycles/],
    [['--source', 'ftp://x'], /^--source must be sample or an address/],
    [['--source', 'http://me:secret@x/'], /^--source must not hold/],
    [['--source', ''], /^--source needs a value/],
    [['--source', 'http://x/', '--items', '$['], /^--items '\$\[' is not a JSONPath/],
    [['--source', 'http://x/', '--listing', 'http://x/one'], /lacks \{id\}/],
    [['--source', 'http://x/', '--seed', '1'], /^--seed is for the sample/],
    [['--items', '$'], /^--items needs --source/],
    [['extra'], /extra/],
  ])('%j is refused in one line, and nothing is written', async (args, expected) => {
    const workspace = join(temporaryFolder(), 'workspace')
    const { code, out, err } = await runCollector([...args, '--workspace', workspace])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(expected)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect(existsSync(workspace)).toBe(false)
  })

  test('--help lists the options', async () => {
    const { code, out } = await runCollector(['--help'])
    expect(code).toBe(0)
    for (const flag of ['--pause-file', '--workspace', '--source', '--workers', '--interval', '--cycles', '--fresh'])
      expect(out).toContain(flag)
  })
})

test('it collects all listings of a site, with columns that other tools can use while it runs', async () => {
  const { server, workspace, args } = await prepared({ count: 45, reply: () => ({ delayMs: 100 }) })
  const collector = startCollector(args)
  await until('rows that another process sees', () => {
    return existsSync(join(workspace, 'collector.db')) && seenRows(workspace) > 5
  })
  const { code, out } = await collector.outcome
  expect(code).toBe(0)
  expectWhole(workspace, server)
  expect(server.seen).toMatchObject({ listings: 45, pages: 3 })
  const progress = out.split('\n').flatMap((line) => parseCollectorProgress(line) ?? [])
  expect(progress.at(-1)).toMatchObject({ cycle: 1, total: 45 })
  const status = parseCollectorStatus(readFileSync(join(workspace, 'collector', 'status.json'), 'utf8'))
  expect(status).toMatchObject({ state: 'ended', items: { done: 45, total: 45, failed: 0 }, holds: [] })
  expect(status?.workers.reduce((sum, { done }) => sum + done, 0)).toBe(45)
  const records = readFileSync(join(workspace, 'collector', 'metrics.jsonl'), 'utf8')
    .trim()
    .split('\n')
  const kinds = records.map((line) => parseCollectorRecord(line)?.kind)
  expect(kinds[0]).toBe('started')
  expect(kinds.slice(-2)).toEqual(['cycleDone', 'finished'])
})

test('what the site has answered is in the database within a second', async () => {
  const { server, workspace, args } = await prepared({ count: 6000, reply: () => ({ delayMs: 1 }) })
  const collector = startCollector(args)
  await until('the first rows', () => existsSync(join(workspace, 'collector.db')) && seenRows(workspace) > 0)
  for (let look = 0; look < 5; look += 1) {
    const asked = server.seen.listings
    const from = performance.now()
    // Of the four workers each may have a request under way.
    await until('rows for all that was asked', () => seenRows(workspace) >= asked - 4)
    expect(performance.now() - from).toBeLessThan(1000)
  }
  expect(collector.child.exitCode).toBe(null)
})

function seenRows(workspace: string): number {
  try {
    return numberIn(workspace, 'SELECT count(*) FROM listings')
  } catch {
    return 0 // The tables are just being made.
  }
}

test('a stop saves, and the next start continues with the next item', async () => {
  const { server, workspace, args } = await prepared({ count: 60, reply: () => ({ delayMs: 20 }) })
  const collector = startCollector([...args, '--workers', '2'])
  await until('some listings', () => server.seen.listings > 10)
  collector.kill('SIGINT')
  const stopped = await collector.outcome
  expect(stopped.code).toBe(130)
  const saved = /^Progress saved: (\d+) of (\d+) items\n$/m.exec(stopped.out)
  const done = Number(saved?.[1])
  expect(numberIn(workspace, 'SELECT count(*) FROM listings')).toBe(done)
  const next = await runCollector(args)
  expect(next.code).toBe(0)
  expect(next.out).toContain(`Continuing from item ${done + 1} of ${saved?.[2]}\n`)
  expectWhole(workspace, server)
  expect(server.seen.listings).toBe(60)
})

test('only what is new or changed is asked for again; changes and prices are kept, gone listings set apart', async () => {
  const { server, workspace, args } = await prepared({ count: 50 })
  expect((await runCollector(args)).code).toBe(0)
  const changed = server.listings.get('L00003') as Record<string, unknown>
  const price = changed.price
  server.listings.set('L00003', { ...changed, price: 1234, title: 'Flat 3, renovated' })
  server.listings.delete('L00050')
  server.listings.set('N1', { id: 'N1', title: 'New', price: 5, rooms: 1, sold: false, garden: 'yes' })
  expect((await runCollector(args)).code).toBe(0)
  expect(server.seen.listings).toBe(52)
  const fields = 'SELECT field, old_value, new_value FROM listing_changes WHERE id = '
  expect(rowsIn(workspace, `${fields} 'L00003' ORDER BY field`)).toEqual([
    { field: 'price', old_value: price, new_value: 1234 },
    { field: 'title', old_value: 'Flat 3', new_value: 'Flat 3, renovated' },
  ])
  expect(rowsIn(workspace, `SELECT price FROM price_history WHERE id = 'L00003' ORDER BY since`)).toEqual([
    { price },
    { price: 1234 },
  ])
  expect(rowsIn(workspace, 'SELECT id FROM gone_listings')).toEqual([{ id: 'L00050' }])
  expect(numberIn(workspace, 'SELECT count(*) FROM listings')).toBe(50)
  expect(rowsIn(workspace, `SELECT garden, title FROM listings WHERE id IN ('N1', 'L00001') ORDER BY id`)).toEqual([
    { garden: null, title: 'Flat 1' },
    { garden: 'yes', title: 'New' },
  ])
})

test('pages and listings that carry a tag are asked for with it, and not sent again', async () => {
  const answers: string[] = []
  const { server, workspace, args } = await prepared({
    count: 3,
    reply: ({ id, headers }) => {
      const tag = `"${id ?? 'page'}-1"`
      if (headers['if-none-match'] !== tag) return { headers: { etag: tag } }
      answers.push(id ?? 'page')
      return { status: 304 }
    },
  })
  expect((await runCollector(args)).code).toBe(0)
  const before = rowsIn(workspace, 'SELECT id, body, changed_at FROM listings')
  const { code } = await runCollector([...args.slice(0, -1), '2', '--interval', '0'])
  expect(code).toBe(0)
  expect(answers).toEqual(['page', 'page'])
  expect(rowsIn(workspace, 'SELECT id, body, changed_at FROM listings')).toEqual(before)
  expect(server.seen.listings).toBe(3)
})

test('listings that fail are tried a bounded number of times and kept with their reason; --retry-failed tries them again', async () => {
  let isBroken = true
  const { server, workspace, args } = await prepared({
    count: 20,
    reply: ({ id }) => {
      if (!isBroken) return undefined
      if (id === 'L00001') return { status: 500 }
      if (id === 'L00002') return { body: '{"id":"L00002","pri' }
      if (id === 'L00003') return { status: 404 }
      return id === 'L00004' ? { body: { id: 'L00005' } } : undefined
    },
  })
  const quick = [...args, '--tries', '3', '--retry-wait', '0.05']
  const first = await runCollector(quick)
  expect(first.code).toBe(0)
  expect(first.err).toContain('Failed: listing L00003: the site answered 404 (not found)\n')
  expect(rowsIn(workspace, 'SELECT id, reason, tries FROM failed_listings ORDER BY id')).toEqual([
    { id: 'L00001', reason: 'the site answered 500 (server error)', tries: 3 },
    { id: 'L00002', reason: 'the answer is not JSON', tries: 1 },
    { id: 'L00003', reason: 'the site answered 404 (not found)', tries: 1 },
    { id: 'L00004', reason: 'the answer is another listing: "L00005"', tries: 1 },
  ])
  expect(server.timesOf.get('/listings/L00001')).toBe(3)
  expect(numberIn(workspace, 'SELECT count(*) FROM listings')).toBe(16)
  isBroken = false
  const again = await runCollector([...quick, '--retry-failed'])
  expect(again.code).toBe(0)
  expect(again.out).toContain('4 failed listings are tried again\n')
  expect(numberIn(workspace, 'SELECT count(*) FROM listings')).toBe(20)
})

describe('what belongs to one run', () => {
  test('a second collector on the same database or pause file is refused; one after a kill is not', async () => {
    const { workspace, args } = await prepared({ count: 500, reply: () => ({ delayMs: 20 }) })
    const first = startCollector(args)
    await first.waitFor('Collecting from')
    const second = await runCollector([...args, '--pause-file', 'other.txt'])
    expect({ code: second.code, out: second.out }).toEqual({ code: 2, out: '' })
    expect(second.err).toMatch(/^The database .*collector\.db is in use by another run \(process \d+\)/)
    const third = await runCollector([
      ...['--workspace', `${workspace}2`, '--source', 'sample', '--pause-file', join(workspace, 'pause_collector.txt')],
    ])
    expect(third.code).toBe(2)
    expect(third.err).toMatch(/^The pause file /)
    first.kill('SIGKILL')
    await first.outcome
    const fourth = startCollector(args)
    await fourth.waitFor('Collecting from')
  })

  test('another source is refused with the difference, and --fresh keeps the old database', async () => {
    const { server, workspace, args } = await prepared({ count: 5 })
    expect((await runCollector(args)).code).toBe(0)
    const other = ['--workspace', workspace, '--source', `${server.url}?sort=new`, '--cycles', '1']
    const refused = await runCollector(other)
    expect(refused.code).toBe(2)
    expect(refused.err).toContain(`the source was ${server.url} and is now ${server.url}?sort=new`)
    expect(refused.err).toContain('--fresh')
    const reshaped = await runCollector([...args, '--require', 'price:number'])
    expect(reshaped.err).toContain('--require was not set and is now price:number')
    expect((await runCollector([...other, '--fresh'])).code).toBe(0)
    expect(readdirSync(workspace).filter((name) => /^collector\.\d{4}-.*\.db$/.test(name))).toHaveLength(1)
  })

  test('the source may be left out to go on with the one of the database', async () => {
    const { server, workspace, args } = await prepared({ count: 5 })
    expect((await runCollector(args)).code).toBe(0)
    const { code, out } = await runCollector(['--workspace', workspace, '--cycles', '1'])
    expect(code).toBe(0)
    expect(out).toContain(`Collecting from ${server.url} `)
  })

  test('a file that is no database of ours is refused and left alone', async () => {
    const workspace = temporaryFolder()
    mkdirSync(join(workspace, 'x'))
    writeFileSync(join(workspace, 'collector.db'), 'hello, this is a text and no database at all')
    const { code, err } = await runCollector(['--workspace', workspace, '--source', 'sample'])
    expect(code).toBe(1)
    expect(err).toContain('--fresh')
    expect(readFileSync(join(workspace, 'collector.db'), 'utf8')).toContain('hello')
  })
})

test('a source that can not be read ends with 1 and why; the address may then be corrected', async () => {
  const { server, workspace, args } = await prepared({ count: 5 })
  const wrong = ['--workspace', workspace, '--cycles', '1', '--tries', '2', '--retry-wait', '0.05']
  const failed = await runCollector([...wrong, '--source', `http://127.0.0.1:1/listings`])
  expect(failed.code).toBe(1)
  expect(failed.err.trimEnd().split('\n').at(-1)).toBe(
    "Can't read page http://127.0.0.1:1/listings?page=1: the connection was refused (ECONNREFUSED)",
  )
  expect((await runCollector(args)).code).toBe(0)
  expectWhole(workspace, server)
})

test('pages that name each other in a circle end', async () => {
  const { workspace, args } = await prepared({
    count: 4,
    reply: ({ id, path }) =>
      id === null
        ? { body: { items: [{ id: 'L00001', p: 1 }], next: path.endsWith('=1') ? '?page=2' : '?page=1' } }
        : undefined,
  })
  const { code, err } = await runCollector(args)
  expect(code).toBe(0)
  expect(err).toContain('it is taken for the last one')
  expect(numberIn(workspace, 'SELECT count(*) FROM listings')).toBe(1)
})

test('a later page that can not be read leaves the listings that stand on it alone, and ends with 1', async () => {
  let isBroken = false
  const { workspace, args } = await prepared({
    count: 45,
    reply: ({ path }) => (isBroken && path.endsWith('page=3') ? { status: 403 } : undefined),
  })
  expect((await runCollector(args)).code).toBe(0)
  isBroken = true
  const { code, err } = await runCollector(args)
  expect(code).toBe(1)
  expect(err).toContain('403')
  expect(numberIn(workspace, 'SELECT count(*) FROM listings')).toBe(45)
  expect(rowsIn(workspace, 'SELECT * FROM gone_listings')).toEqual([])
})
