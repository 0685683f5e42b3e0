import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { parseRateLimitLine } from '../../shared/collector-lines'
import { killLeftPrograms } from '../support/built-program'
import { temporaryFolder } from '../support/temporary-folder'
import { until } from '../support/until'
import { numberIn, rowsIn, runCollector, startCollector } from './support/built-collector'
import { startListingServer, type ListingServer } from './support/listing-server'

let servers: ListingServer[] = []

afterEach(async () => {
  killLeftPrograms()
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function site(options: Parameters<typeof startListingServer>[0]): Promise<ListingServer> {
  const started = await startListingServer(options)
  servers = [...servers, started]
  return started
}

test('a host that asks to wait gets no request meanwhile, and another keeps its speed', async () => {
  const holdSeconds = 4
  let limitedAt: number | null = null
  const toA: number[] = []
  const toB: number[] = []
  const a = await site({
    count: 0,
    reply: ({ path }) => {
      toA.push(performance.now())
      const body = { id: path.split('/').at(-1), price: 1 }
      if (toA.length !== 30) return { body, delayMs: 10 }
      limitedAt = performance.now()
      return { status: 429, headers: { 'retry-after': String(holdSeconds) } }
    },
  })
  const b = await site({
    count: 0,
    host: '127.0.0.2',
    reply: ({ path }) => {
      toB.push(performance.now())
      return { body: { id: path.split('/').at(-1), price: 2 }, delayMs: 10 }
    },
  })
  const address = (at: ListingServer, id: string): string => `${at.url}/${id}`
  const items = Array.from({ length: 3000 }, (_, n) => `${n % 2 === 0 ? 'a' : 'b'}${n}`)
  const pages = await site({
    count: 0,
    reply: () => ({
      body: { items: items.map((id) => ({ id, url: address(id[0] === 'a' ? a : b, id), n: 1 })), next: null },
    }),
  })
  const workspace = join(temporaryFolder(), 'w')
  const args = ['--workspace', workspace, '--source', pages.url, '--listing', '$.url', '--cycles', '1']
  const collector = startCollector([...args, '--workers', '4'])
  await collector.waitFor(/./)
  await until('the limit', () => limitedAt !== null)
  const from = limitedAt ?? 0
  await until('the end of the hold', () => performance.now() > from + holdSeconds * 1000 - 50)
  const between = (times: readonly number[], begin: number, end: number): number =>
    times.filter((time) => time > begin && time < end).length
  // Those that were on their way when the answer came can't be called back.
  expect(between(toA, from + 100, from + holdSeconds * 1000 - 50)).toBe(0)
  const beforeHold = between(toB, (toB[0] ?? 0) + 50, from) / (from - (toB[0] ?? 0) - 50)
  const duringHold = between(toB, from + 200, from + 3500) / 3300
  expect(duringHold).toBeGreaterThan(0.95 * beforeHold)
  const limit = collector.printed.err.split('\n').flatMap((line) => parseRateLimitLine(line) ?? [])
  expect(limit).toMatchObject([{ host: `127.0.0.1:${a.port}`, status: 429 }])
  await collector.waitFor(`Rate limit over: 127.0.0.1:${a.port}\n`)
  expect(await collector.outcome).toMatchObject({ code: 0 })
  expect(numberIn(workspace, 'SELECT count(*) FROM listings')).toBe(3000)
}, 60_000)

test('a wait outlives a kill, and a refusal costs a listing no try', async () => {
  let firstAt = 0
  const host = await site({
    count: 6,
    reply: ({ id, times }) => {
      if (id !== 'L00001') return undefined
      if (times === 1) {
        firstAt = performance.now()
        return { status: 503, headers: { 'retry-after': '3' } }
      }
      return undefined
    },
  })
  const workspace = join(temporaryFolder(), 'w')
  const args = ['--workspace', workspace, '--source', host.url, '--cycles', '1', '--workers', '1', '--tries', '1']
  const collector = startCollector(args)
  await until('the refusal to be kept', () => firstAt > 0 && collector.printed.err.includes('Rate limit: '))
  await until('the row', () => rowsIn(workspace, 'SELECT * FROM host_holds').length === 1)
  collector.kill('SIGKILL')
  await collector.outcome
  const seen = { ...host.seen }
  const next = await runCollector(args)
  expect({ code: next.code, err: next.err }).toMatchObject({ code: 0 })
  expect(next.err).toContain(`Rate limit: 127.0.0.1:${host.port} answered 503, waiting `)
  expect(host.seen.lastAt - firstAt).toBeGreaterThan(2900)
  expect(host.timesOf.get('/listings/L00001')).toBe(2)
  expect(host.seen.listings - seen.listings).toBe(6)
  expect(rowsIn(workspace, 'SELECT * FROM host_holds')).toEqual([])
  expect(numberIn(workspace, 'SELECT count(*) FROM listings')).toBe(6)
})

test('--rate keeps its distance, pages included', async () => {
  const times: number[] = []
  const host = await site({
    count: 8,
    reply: () => {
      times.push(performance.now())
      return undefined
    },
  })
  const workspace = join(temporaryFolder(), 'w')
  const { code } = await runCollector([
    '--workspace',
    workspace,
    '--source',
    host.url,
    '--cycles',
    '1',
    '--rate',
    '300',
  ])
  expect(code).toBe(0)
  expect(times).toHaveLength(9)
  // 300 a minute is one each 200 ms.
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(8 * 200 - 100)
})
