import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a test server says to one request. */
export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly delayMs?: number
  /** Never answer. */
  readonly hang?: boolean
  /** Cut the connection. */
  readonly cut?: boolean
}

/** A request as a test sees it. `times` counts those for the same path, this one included. */
export interface Seen {
  readonly path: string
  /** The listing's id; null for a page. */
  readonly id: string | null
  readonly times: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** A site with listings, on this machine. */
export interface ListingServer {
  readonly port: number
  /** Its pages: `http://127.0.0.1:PORT/listings`. */
  readonly url: string
  /** Requests for listings and for pages so far, and when the last one of either came (performance.now). */
  readonly seen: { listings: number; pages: number; lastAt: number }
  readonly timesOf: ReadonlyMap<string, number>
  /** Listings by id; a test may change them between cycles. */
  readonly listings: Map<string, Record<string, unknown>>
  close(): Promise<void>
}

/** What the site is like. */
export interface ListingServerOptions {
  readonly count: number
  readonly perPage?: number
  readonly host?: string
  /** Says something else than the listing or page; undefined leaves it at that. */
  readonly reply?: (seen: Seen) => Reply | undefined
}

/** A listing that is the same each time, for comparison. */
export function exampleListing(number: number): Record<string, unknown> {
  const id = `L${String(number).padStart(5, '0')}`
  return {
    id,
    title: `Flat ${number}`,
    price: 500 + ((number * 37) % 900),
    rooms: 1 + (number % 5),
    sold: number % 7 === 0,
  }
}

/** Starts a site of the default shape. */
export async function startListingServer(options: ListingServerOptions): Promise<ListingServer> {
  const { count, perPage = 20, host = '127.0.0.1', reply } = options
  const seen = { listings: 0, pages: 0, lastAt: 0 }
  const timesOf = new Map<string, number>()
  const listings = new Map(
    Array.from({ length: count }, (_, index) => exampleListing(index + 1)).map((listing) => [
      String(listing.id),
      listing,
    ]),
  )

  function usual(path: string, id: string | null): Reply {
    if (id !== null) return listings.has(id) ? { body: listings.get(id) } : { status: 404 }
    const number = Number(new URL(path, 'http://x').searchParams.get('page') ?? 1)
    const all = [...listings.values()]
    const items = all
      .slice((number - 1) * perPage, number * perPage)
      .map(({ id: itsId, price }) => ({ id: itsId, price }))
    const next = number * perPage < all.length ? `/listings?page=${number + 1}` : null
    return { body: { items, next } }
  }

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/'
    const part = /^\/listings\/([^/?]+)/.exec(path)?.[1]
    const id = part === undefined ? null : decodeURIComponent(part)
    const times = (timesOf.get(path) ?? 0) + 1
    timesOf.set(path, times)
    seen[id === null ? 'pages' : 'listings'] += 1
    seen.lastAt = performance.now()
    const said = reply?.({ path, id, times, headers: request.headers }) ?? {}
    const answer = said.body === undefined && said.status === undefined ? { ...usual(path, id), ...said } : said
    if (answer.hang) return
    if (answer.cut) return void request.socket.destroy()
    const send = (): void => {
      const { status = 200, headers = {}, body = '' } = answer
      const bytes = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body)
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(bytes)
    }
    if (answer.delayMs) setTimeout(send, answer.delayMs)
    else send()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://${host}:${port}/listings`,
    seen,
    timesOf,
    listings,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
