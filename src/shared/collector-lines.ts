/**
 * The lines that only a collector prints, besides those that all runs share (run-lines.ts): one place, so that the
 * collector and the app can't drift apart.
 */

/** One look at where a collection stands. An item is one listing; rate and remaining time count active time only. */
export interface CollectorProgress {
  readonly cycle: number
  /** Pages read in this cycle. */
  readonly pages: number
  /** Items done: collected, found unchanged or kept as failed. */
  readonly item: number
  /** Items known so far; grows while pages are read. */
  readonly total: number
  readonly failed: number
  readonly queued: number
  readonly ratePerMinute: number
  /** Until the queue is empty; null when nothing moves. */
  readonly etaSeconds: number | null
}

/** A progress line of the collector. */
export function collectorProgressLine(p: CollectorProgress): string {
  return (
    `cycle ${p.cycle} pages ${p.pages} item ${p.item}/${p.total} failed ${p.failed} queue ${p.queued}` +
    ` rate ${p.ratePerMinute.toFixed(1)}/min eta ${p.etaSeconds === null ? '?' : Math.round(p.etaSeconds)} s`
  )
}

const progressPattern =
  /^cycle (\d+) pages (\d+) item (\d+)\/(\d+) failed (\d+) queue (\d+) rate ([\d.]+)\/min eta (\d+|\?) s$/

/** Reads a progress line back; null for any other line. */
export function parseCollectorProgress(message: string): CollectorProgress | null {
  const match = progressPattern.exec(message.trim())
  if (!match) return null
  const [cycle = 0, pages = 0, item = 0, total = 0, failed = 0, queued = 0, ratePerMinute = 0, eta = 0] = match
    .slice(1)
    .map(Number)
  return { cycle, pages, item, total, failed, queued, ratePerMinute, etaSeconds: Number.isNaN(eta) ? null : eta }
}

/** What a collector that was asked to pause still waits for. */
export interface StillBusy {
  readonly workers: number
  readonly busy: readonly { readonly worker: number; readonly listing: string }[]
  /** The page being read, counted from 1; null when none is. */
  readonly page: number | null
}

/** At most so many busy workers are named in a line. */
const namedWorkers = 4

/** Printed while a pause waits for workers, at most once a second. */
export function pausingLine({ workers, busy, page }: StillBusy): string {
  const named = busy.slice(0, namedWorkers).map(({ worker, listing }) => `worker ${worker} listing ${listing}`)
  if (busy.length > namedWorkers) named.push(`${busy.length - namedWorkers} more`)
  if (page !== null) named.push(`page ${page}`)
  return `Pausing: ${busy.length} of ${workers} workers busy${named.length > 0 ? `: ${named.join(', ')}` : ''}`
}

/** Reads from a pausing line how many workers are busy; null for any other line. */
export function parsePausingLine(message: string): { readonly busy: number; readonly workers: number } | null {
  const match = /^Pausing: (\d+) of (\d+) workers busy(?:: |$)/.exec(message.trim())
  return match ? { busy: Number(match[1]), workers: Number(match[2]) } : null
}

/** Printed when the pause file went away before the last worker was idle, if a pausing line had been printed. */
export const pauseWithdrawnLine = 'Pause withdrawn: the collection goes on'

/** A host that asked to wait. `until` is in milliseconds since the epoch, `status` the HTTP status it answered with. */
export interface RateLimit {
  readonly host: string
  readonly status: number
  readonly until: number
}

/** Printed when a host asks to wait; other hosts go on. */
export function rateLimitLine({ host, status, until }: RateLimit, now: number): string {
  const seconds = Math.max(1, Math.round((until - now) / 1000))
  return `Rate limit: ${host} answered ${status}, waiting ${seconds} s until ${new Date(until).toISOString()}`
}

/** Reads a rate limit line back; null for any other line. */
export function parseRateLimitLine(message: string): RateLimit | null {
  const match = /^Rate limit: (\S+) answered (\d{3}), waiting \d+ s until (\S+)$/.exec(message.trim())
  const until = Date.parse(match?.[3] ?? '')
  return match?.[1] && Number.isFinite(until) ? { host: match[1], status: Number(match[2]), until } : null
}

/** Printed when a host is asked again after a rate limit. */
export function rateLimitOverLine(host: string): string {
  return `Rate limit over: ${host}`
}

/** Printed when a listing was given up; it stays in the database with its reason. */
export function listingFailedLine(listing: string, reason: string): string {
  return `Failed: listing ${listing}: ${reason}`
}

/** A listing that was given up, and why. `time` is when the line said so, null when it didn't say. */
export interface FailedListing {
  readonly listing: string
  readonly reason: string
  readonly time: number | null
}

/** Reads such a line back; null for any other line. An id may hold anything but the `: ` that ends it. */
export function parseListingFailedLine(message: string): Omit<FailedListing, 'time'> | null {
  const match = /^Failed: listing (.+?): (.+)$/.exec(message.trim())
  return match?.[1] && match[2] ? { listing: match[1], reason: match[2] } : null
}
