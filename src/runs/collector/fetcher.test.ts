import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createFetcher, type Answer, type Fetcher } from './fetcher'

const closers: (() => Promise<unknown> | void)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A site that answers like this. */
async function site(answer: RequestListener): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

function fetcherWith(options: Partial<Parameters<typeof createFetcher>[0]> = {}): Fetcher {
  const fetcher = createFetcher({
    ...{ timeoutMs: 5000, sampleServer: null, heldUntil: () => 0, hold: () => {}, env: {} },
    ...options,
  })
  closers.push(() => fetcher.close())
  return fetcher
}

const ask = (fetcher: Fetcher, url: string): Promise<Answer> => fetcher.ask({ url, etag: null, lastModified: null })

describe('what it asks', () => {
  test('it says who it is, and what it knows from the last time', async () => {
    const { url, asked } = await site((_, response) => response.writeHead(304).end())
    const answer = await fetcherWith().ask({ url, etag: '"a"', lastModified: 'Tue, 24 Nov 2026 10:00:00 GMT' })
    expect(answer).toEqual({ kind: 'notModified', requests: 1 })
    expect(asked[0]?.headers).toMatchObject({
      'user-agent': expect.stringMatching(/^Fermata\/\d/) as string,
      'if-none-match': '"a"',
      'if-modified-since': 'Tue, 24 Nov 2026 10:00:00 GMT',
      'accept-encoding': 'gzip, deflate, br',
    })
  })

  test('a connection is used again', async () => {
    const { url, asked } = await site((_, response) => response.end('{}'))
    const fetcher = fetcherWith()
    for (let time = 0; time < 3; time += 1) await ask(fetcher, url)
    expect(new Set(asked.map(({ socket }) => socket.remotePort)).size).toBe(1)
  })
})

describe('what it takes', () => {
  test.each([
    ['identity', Buffer.from('{"a":"ä"}')],
    ['gzip', gzipSync('{"a":"ä"}')],
    ['br', brotliCompressSync('{"a":"ä"}')],
    ['deflate', deflateSync('{"a":"ä"}')],
    ['deflate', deflateRawSync('{"a":"ä"}')],
  ])('an answer packed as %s', async (encoding, bytes) => {
    const headers = { 'content-encoding': encoding, etag: '"x"', link: '<b>; rel="next"' }
    const { url } = await site((_, response) => response.writeHead(200, headers).end(bytes))
    expect(await ask(fetcherWith(), url)).toMatchObject({
      ...{ kind: 'content', text: '{"a":"ä"}', etag: '"x"', lastModified: null, link: '<b>; rel="next"' },
    })
  })

  test('no answer longer than 16 MiB, and none that becomes so when it is unpacked', async () => {
    const huge = Buffer.alloc(17 * 1024 * 1024)
    const { url } = await site((request, response) => {
      if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(huge))
      else response.end(huge)
    })
    const tooLong = { kind: 'problem', reason: 'the answer is longer than 16 MiB', again: false }
    expect(await ask(fetcherWith(), url)).toMatchObject(tooLong)
    expect(await ask(fetcherWith(), `${url}/bomb`)).toMatchObject(tooLong)
  })

  test('no damaged packing', async () => {
    const { url } = await site((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'))
    expect(await ask(fetcherWith(), url)).toMatchObject({ kind: 'problem', again: true })
  })

  test.each(['/never', '/half'])('nothing that takes longer than it may (%s)', async (path) => {
    const { url } = await site((request, response) => {
      if (request.url === '/half') response.writeHead(200).write('{"a":')
    })
    const from = performance.now()
    const answer = await ask(fetcherWith({ timeoutMs: 300 }), url + path)
    expect(answer).toMatchObject({ kind: 'problem', reason: 'no answer within 0.3 s', again: true, free: false })
    expect(performance.now() - from).toBeLessThan(2000)
  })

  test('what was given up costs no try', async () => {
    const { url, asked } = await site(() => {})
    const fetcher = fetcherWith()
    const answer = ask(fetcher, url)
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    fetcher.giveUp()
    expect(await answer).toMatchObject({ kind: 'problem', free: true })
  })
})

describe('where it follows', () => {
  test('five redirects, and no more', async () => {
    const { url } = await site((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end()
      else response.end('{}')
    })
    expect(await ask(fetcherWith(), `${url}/5`)).toMatchObject({ kind: 'content', url: `${url}/0`, requests: 6 })
    expect(await ask(fetcherWith(), `${url}/6`)).toMatchObject({
      ...{ kind: 'problem', reason: 'it was redirected more than 5 times', again: false },
    })
  })

  test.each([
    ['ftp://127.0.0.1/x', 'a redirect from http: to ftp: is not followed'],
    ['file:///etc/passwd', 'a redirect from http: to file: is not followed'],
    ['', 'it was redirected to nowhere'],
  ])('never to %s', async (location, reason) => {
    const { url } = await site((_, response) => response.writeHead(301, { location }).end())
    expect(await ask(fetcherWith(), url)).toMatchObject({ kind: 'problem', reason, again: false })
  })

  test('not to a host that asked to wait', async () => {
    const { url } = await site((_, response) => response.writeHead(302, { location: 'http://localhost:9/' }).end())
    const until = Date.now() + 10_000
    const fetcher = fetcherWith({ heldUntil: (host) => (host === 'localhost:9' ? until : 0) })
    expect(await ask(fetcher, url)).toEqual({ kind: 'held', host: 'localhost:9', until, requests: 1 })
  })
})

describe('what it makes of refusals', () => {
  test.each([
    [429, { 'retry-after': '7' }, { kind: 'limited', status: 429, waitMs: 7000 }],
    [429, {}, { kind: 'limited', status: 429, waitMs: null }],
    [503, { 'retry-after': '1' }, { kind: 'limited', status: 503, waitMs: 1000 }],
    [503, {}, { kind: 'problem', again: true }],
    [500, {}, { kind: 'problem', again: true }],
    [404, {}, { kind: 'problem', again: false, reason: 'the site answered 404 (not found)' }],
    [204, {}, { kind: 'problem', again: false }],
  ])('%i with %o', async (status, headers, expected) => {
    const { url } = await site((_, response) => response.writeHead(status, headers).end())
    const hold = vi.fn<(host: string, until: number) => void>()
    expect(await ask(fetcherWith({ hold }), url)).toMatchObject(expected)
    expect(hold).toHaveBeenCalledTimes('waitMs' in expected && expected.waitMs !== null ? 1 : 0)
  })

  test('a connection that was closed while it stood still costs no try; one that is cut at once does', async () => {
    let cut = false
    const { url } = await site((request, response) => {
      if (cut) request.socket.destroy()
      else response.end('{}')
    })
    const fetcher = fetcherWith()
    await ask(fetcher, url)
    cut = true
    await sleep(2100)
    expect(await ask(fetcher, url)).toMatchObject({ kind: 'problem', again: true, free: true })
    expect(await ask(fetcher, url)).toMatchObject({ kind: 'problem', again: true, free: false })
  })

  test('a host that is not there', async () => {
    expect(await ask(fetcherWith(), 'http://127.0.0.1:1/')).toMatchObject({
      ...{ kind: 'problem', reason: 'the connection was refused (ECONNREFUSED)', again: true },
    })
  })
})

test('a proxy is used for hosts elsewhere, never for this machine', async () => {
  const { url: proxy, asked } = await site((_, response) => response.end('{}'))
  const { url } = await site((_, response) => response.end('{"here":1}'))
  vi.stubEnv('HTTP_PROXY', proxy)
  closers.push(() => void vi.unstubAllEnvs())
  const warnings = vi.spyOn(process, 'emitWarning')
  const fetcher = fetcherWith({ env: { HTTP_PROXY: proxy }, timeoutMs: 1000 })
  expect(await ask(fetcher, url)).toMatchObject({ kind: 'content', text: '{"here":1}' })
  expect(asked).toHaveLength(0)
  // The proxy of this test takes no CONNECT, so that the question fails there and not at a name that doesn't exist.
  expect(await ask(fetcher, 'http://listings.invalid/')).toMatchObject({ kind: 'problem' })
  expect(warnings).not.toHaveBeenCalled()
})
