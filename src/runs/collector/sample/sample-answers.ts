import { createHash } from 'node:crypto'
import { listingsPerPage, type SampleListing, type SampleListings } from './sample-listings'

/** What the sample's server sends, and after how long. */
export interface SampleAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly delayMs: number
}

/** Answers questions as a site would that has its weak moments. */
export interface SampleAnswers {
  /** `path` with its query; `etag` is the If-None-Match header. */
  answer(path: string, etag: string | null): SampleAnswer
  /** Prices are those of this cycle from now on. */
  setCycle(cycle: number): void
}

/** Five of the listings are broken for good, each in a way of its own. */
const brokenPlaces = [777, 2222, 3636, 5151, 6464]

/** How often listings are met with a weak moment of the site, once each: about five of either in a whole cycle. */
const limitShare = 1 / 1600
const errorShare = 1 / 1600

const limitSeconds = 2

/** Makes the answers; without delays they are sent at once, and the site has no weak moments. */
export function createSampleAnswers(listings: SampleListings, withDelays: boolean): SampleAnswers {
  let cycle = 1
  const met = new Set<string>()

  /** True the first time that something is asked for in a cycle. */
  function isFirst(what: string): boolean {
    const key = `${cycle} ${what}`
    if (met.has(key)) return false
    met.add(key)
    return true
  }

  function page(number: number): SampleAnswer {
    const first = (number - 1) * listingsPerPage
    if (!Number.isSafeInteger(number) || number < 1 || first >= listings.count) return notFound
    const last = Math.min(first + listingsPerPage, listings.count)
    const items = Array.from({ length: last - first }, (_, index) => summaryOf(listings.at(first + index, cycle)))
    const next = last < listings.count ? `/listings?page=${number + 1}` : null
    const delayMs = withDelays ? 20 + 60 * listings.chance(number, 'page') : 0
    return { ...json({ items, next, total: listings.count }), delayMs }
  }

  function listing(id: string): SampleAnswer {
    const place = listings.placeOf(id)
    if (place === null) return notFound
    const { fields } = listings.at(place, cycle)
    const delayMs = withDelays ? 10 + 35 * listings.chance(place, 'delay') : 0
    if (withDelays && listings.chance(place, `limit in ${cycle}`) < limitShare && isFirst(`limit ${id}`))
      return { status: 429, headers: { 'retry-after': String(limitSeconds) }, body: 'slow down', delayMs }
    if (withDelays && listings.chance(place, `error in ${cycle}`) < errorShare && isFirst(`error ${id}`))
      return { status: 500, headers: {}, body: 'out of order', delayMs }
    const broken = brokenPlaces.indexOf(place)
    const whole = json({ id, ...fields })
    return { ...whole, ...(broken < 0 ? {} : brokenAnswer(broken, { id, ...fields })), delayMs }
  }

  return {
    setCycle(now) {
      cycle = now
      met.clear()
    },
    answer(path, etag) {
      const url = new URL(path, 'http://sample')
      const id = /^\/listings\/([^/]+)$/.exec(url.pathname)?.[1]
      const answer =
        id === undefined ? page(Number(url.searchParams.get('page') ?? 1)) : listing(decodeURIComponent(id))
      if (url.pathname !== '/listings' && id === undefined) return notFound
      if (etag === null || etag !== answer.headers.etag) return answer
      return { status: 304, headers: { etag }, body: '', delayMs: answer.delayMs }
    },
  }
}

function summaryOf({ id, fields }: SampleListing) {
  return { id, carat: fields.carat, price: fields.price }
}

function json(value: unknown): Omit<SampleAnswer, 'delayMs'> {
  const body = JSON.stringify(value)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`
  return { status: 200, headers: { 'content-type': 'application/json', etag }, body }
}

function brokenAnswer(kind: number, listing: Readonly<Record<string, unknown>>): Partial<SampleAnswer> {
  const { carat: _carat, ...withoutCarat } = listing
  const bodies = [
    JSON.stringify(listing).slice(0, 40),
    JSON.stringify({ ...listing, price: 'on request' }),
    JSON.stringify(withoutCarat),
    '<!doctype html><title>Sold</title>',
    JSON.stringify({ ...listing, id: 'diamond-00000' }),
  ]
  return { headers: {}, body: bodies[kind] ?? '' }
}

const notFound: SampleAnswer = { status: 404, headers: {}, body: 'not found', delayMs: 0 }
