import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { killLeftPrograms } from '../support/built-program'
import { temporaryFolder } from '../support/temporary-folder'
import { until } from '../support/until'
import { numberIn, startCollector } from './support/built-collector'
import { startListingServer, type ListingServer, type ListingServerOptions } from './support/listing-server'
import { collectUnderPauses } from './support/pause-rounds'
import { seeded } from './support/seeded'

let servers: ListingServer[] = []

afterEach(async () => {
  killLeftPrograms()
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function prepared(options: ListingServerOptions) {
  const server = await startListingServer(options)
  servers = [...servers, server]
  const workspace = join(temporaryFolder(), 'workspace')
  mkdirSync(workspace)
  const args = ['--workspace', workspace, '--source', server.url, '--cycles', '1']
  return { server, workspace, args, pauseFile: join(workspace, 'pause_collector.txt') }
}

const pausedText = "PAUSE DETECTED: Collection paused\nDelete 'pause_collector.txt' to resume collection\n"

test('ten random pauses, resumes and stops of a moody site end with each listing once', async () => {
  const did = await collectUnderPauses(temporaryFolder(), 10, seeded(1))
  expect(did.pauses).toBeGreaterThan(2)
}, 120_000)

test('a pause file that is there at the start holds it before its first request', async () => {
  const { server, args, pauseFile } = await prepared({ count: 5 })
  writeFileSync(pauseFile, '')
  const collector = startCollector(args)
  await collector.waitFor(pausedText)
  await sleep(300)
  expect(server.seen).toMatchObject({ pages: 0, listings: 0 })
  rmSync(pauseFile)
  const { code, out } = await collector.outcome
  expect(code).toBe(0)
  expect(out).toContain(`${pausedText}RESUMING: Collection resumed\n`)
})

test('paused is said once, when the last worker is idle; before that, who is still busy', async () => {
  const { server, args, pauseFile } = await prepared({
    count: 40,
    reply: ({ id }) => ({ delayMs: id === 'L00007' ? 3000 : 20 }),
  })
  const collector = startCollector([...args, '--workers', '3'])
  await until('the slow listing to be asked for', () => server.timesOf.has('/listings/L00007'))
  writeFileSync(pauseFile, '')
  await collector.waitFor(/^Pausing: 1 of 3 workers busy: worker \d listing L00007$/m)
  expect(collector.printed.out).not.toContain('PAUSE DETECTED')
  const asked = server.seen.listings
  await collector.waitFor(pausedText)
  expect(server.seen.listings).toBe(asked)
  expect(collector.printed.out.match(/^Pausing: /gm)?.length).toBeLessThanOrEqual(4)
  expect(collector.printed.out.match(/^PAUSE DETECTED/gm)).toHaveLength(1)
  rmSync(pauseFile)
  expect((await collector.outcome).code).toBe(0)
})

test('a file deleted before the last worker was idle withdraws the pause', async () => {
  const { server, args, pauseFile } = await prepared({
    count: 30,
    reply: ({ id }) => ({ delayMs: id === 'L00003' ? 2000 : 5 }),
  })
  const collector = startCollector(args)
  await until('the slow listing to be asked for', () => server.timesOf.has('/listings/L00003'))
  writeFileSync(pauseFile, '')
  await collector.waitFor(/^Pausing: /m)
  rmSync(pauseFile)
  const { code, out } = await collector.outcome
  expect(code).toBe(0)
  expect(out).toContain('Pause withdrawn: the collection goes on\n')
  expect(out).not.toContain('PAUSE DETECTED')
})

test('it pauses between cycles too, and a stop while paused leaves with 130', async () => {
  const { workspace, args, pauseFile } = await prepared({ count: 5 })
  const collector = startCollector([...args.slice(0, -2), '--interval', '30'])
  await collector.waitFor(/^Cycle 1 done/m)
  writeFileSync(pauseFile, '')
  await collector.waitFor(pausedText)
  collector.kill('SIGINT')
  const { code, out } = await collector.outcome
  expect(code).toBe(130)
  expect(out.endsWith(`${pausedText}Progress saved: 5 of 5 items\n`)).toBe(true)
  expect(numberIn(workspace, 'SELECT count(*) FROM listings')).toBe(5)
  const next = startCollector([...args.slice(0, -2), '--interval', '30'])
  await next.waitFor('Continuing from item 6 of 5\n')
})

test('a request that hangs does not keep a stop waiting, and costs the listing no try', async () => {
  const { server, workspace, args } = await prepared({
    count: 8,
    reply: ({ id, times }) => (id === 'L00002' && times === 1 ? { hang: true } : undefined),
  })
  const collector = startCollector(args)
  await until('all others to be done', () => server.seen.listings === 8)
  const from = performance.now()
  collector.kill('SIGTERM')
  const { code, out } = await collector.outcome
  expect(code).toBe(130)
  expect(performance.now() - from).toBeLessThan(8000)
  expect(out).toMatch(/^Progress saved: 7 of 8 items$/m)
  expect(numberIn(workspace, 'SELECT tries FROM queue')).toBe(0)
  const next = startCollector(args)
  await next.waitFor('Continuing from item 8 of 8\n')
  expect((await next.outcome).code).toBe(0)
  expect(numberIn(workspace, 'SELECT count(*) FROM listings')).toBe(8)
})

test('paused, it uses no processor time worth measuring', async () => {
  const { args, pauseFile } = await prepared({ count: 500, reply: () => ({ delayMs: 5 }) })
  const collector = startCollector([...args, '--workers', '16'])
  await collector.waitFor(/ item \d\d+\//)
  writeFileSync(pauseFile, '')
  await collector.waitFor(pausedText)
  await sleep(500)
  if (process.platform !== 'linux') return
  const before = await cpuTicks(collector.pid)
  await sleep(2000)
  // Hundredths of a second.
  expect((await cpuTicks(collector.pid)) - before).toBeLessThanOrEqual(4)
})

async function cpuTicks(pid: number): Promise<number> {
  const { readFile } = await import('node:fs/promises')
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}
