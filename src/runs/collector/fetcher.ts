import { programVersion } from '../program-version'
import { oneLine, reasonOf } from '../run-failure'
import { createConnections, isThisMachine } from './connections'
import { beginExchange, type Exchange, type Reply, type ReplyHead } from './exchange'
import { acceptedEncodings, BodyDamaged, BodyTooLong, bodyText, longestBodyBytes } from './http-body'
import { retryAfterMs } from './retry-after'
import { sampleOrigin } from './source'

/** What to ask for, and what is known from the last time. */
export interface Question {
  readonly url: string
  readonly etag: string | null
  readonly lastModified: string | null
}

/** What came of a question. `requests` counts those that were sent, with redirects. */
export type Answer = { readonly requests: number } & (
  | {
      readonly kind: 'content'
      readonly url: string
      readonly text: string
      readonly etag: string | null
      readonly lastModified: string | null
      readonly link: string | null
    }
  | { readonly kind: 'notModified' }
  /** The host asks to wait; null when it doesn't say for how long. */
  | { readonly kind: 'limited'; readonly host: string; readonly status: number; readonly waitMs: number | null }
  /** A redirect leads to a host that asked to wait, so it wasn't asked. */
  | { readonly kind: 'held'; readonly host: string; readonly until: number }
  /** `again`: it may work later. `free`: not the site's doing, so that it costs no try. */
  | { readonly kind: 'problem'; readonly reason: string; readonly again: boolean; readonly free: boolean }
)

/** Asks sites, politely: says who it is, follows few redirects, takes short answers, gives up in time. */
export interface Fetcher {
  ask(question: Question): Promise<Answer>
  /** Gives up the question that is being asked, if any. */
  giveUp(): void
  close(): Promise<void>
}

/** What a fetcher needs. */
export interface FetcherOptions {
  readonly timeoutMs: number
  /** Where the sample listens this time; null when the source is a real site. */
  readonly sampleServer: string | null
  readonly heldUntil: (host: string) => number
  /** Called with the moment at which the host may be asked again, as soon as its answer is there. */
  readonly hold: (host: string, until: number) => void
  readonly env?: NodeJS.ProcessEnv
}

const mostRedirects = 5

/** A connection that stood still longer than this may have been closed by the other side, as after a pause. */
const staleAfterMs = 2000

/** What answers mean "later, perhaps": timeouts, conflicts of the moment, and whatever breaks on the site's side. */
const laterStatuses = new Set([408, 421, 425, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524, 529])

const userAgent = `Fermata/${programVersion} (listings collector)`

/** Makes a fetcher for one question at a time. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const connections = createConnections(options)
  let current: Exchange | null = null
  let why: EndReason | null = null
  const lastHeardOf = new Map<string, number>()

  async function ask(question: Question): Promise<Answer> {
    why = null
    const timer = setTimeout(() => end('timeout'), options.timeoutMs)
    const { origin } = new URL(question.url)
    const heardAt = lastHeardOf.get(origin)
    const mayBeStale = heardAt !== undefined && performance.now() - heardAt > staleAfterMs
    try {
      return await follow(question)
    } catch (error) {
      return problemOf(error, { timeoutMs: options.timeoutMs, why, mayBeStale })
    } finally {
      clearTimeout(timer)
      current = null
      // Also after an error, so that a site that cuts each connection is given up in the end.
      lastHeardOf.set(origin, performance.now())
    }
  }

  function end(reason: EndReason): void {
    if (current === null) return
    why = reason
    const isStuck = !current.isConnected
    current.end(new Error(reason))
    if (isStuck) connections.cut()
  }

  async function follow(question: Question): Promise<Answer> {
    let url = new URL(question.url)
    for (let requests = 1; ; requests += 1) {
      const reply = await send(url, question)
      const target = redirectTarget(reply)
      if (target === null) return answerOf(reply, url, requests)
      const refusal = redirectProblem(url, target, requests)
      if (refusal !== null) return { kind: 'problem', reason: refusal, again: false, free: false, requests }
      url = new URL(target, url)
      const until = options.heldUntil(url.host)
      if (until > Date.now()) return { kind: 'held', host: url.host, until, requests }
    }
  }

  function send(url: URL, { etag, lastModified }: Question): Promise<Reply> {
    const { sampleServer } = options
    const isSample = sampleServer !== null && url.origin === sampleOrigin
    const wire = isSample ? new URL(url.pathname + url.search, sampleServer) : url
    const headers: Record<string, string> = { ...usualHeaders }
    if (etag !== null) headers['if-none-match'] = etag
    if (lastModified !== null) headers['if-modified-since'] = lastModified
    current = beginExchange(connections.to(wire), {
      url: wire,
      headers,
      longestBytes: longestBodyBytes,
      tooLong: () => new BodyTooLong(),
      onHead: (head) => obeyLimit(head, url.host),
    })
    return current.reply
  }

  /** Told at once, before the rest of the answer is there: nobody else should ask this host now. */
  function obeyLimit(head: ReplyHead, host: string): void {
    const waitMs = limitOf(head)?.waitMs ?? null
    if (waitMs !== null) options.hold(host, Date.now() + waitMs)
  }

  return {
    ask,
    giveUp: () => end('given up'),
    close: () => connections.close(),
  }
}

type EndReason = 'timeout' | 'given up'

const usualHeaders = {
  accept: 'application/json, */*;q=0.1',
  'accept-encoding': acceptedEncodings,
  'user-agent': userAgent,
}

/** Whether a site asks to wait, and for how long; null when it doesn't ask. */
function limitOf({ status, header }: ReplyHead): { readonly waitMs: number | null } | null {
  if (status !== 429 && status !== 503) return null
  const waitMs = retryAfterMs(header('retry-after'), header('date'), Date.now())
  return status === 429 || waitMs !== null ? { waitMs } : null
}

function answerOf(reply: Reply, url: URL, requests: number): Answer {
  const { status, header } = reply
  if (status === 200) {
    const text = bodyText(reply.body, header('content-encoding') ?? '')
    const known = { etag: header('etag'), lastModified: header('last-modified'), link: header('link') }
    return { kind: 'content', url: url.href, text, ...known, requests }
  }
  if (status === 304) return { kind: 'notModified', requests }
  const limit = limitOf(reply)
  if (limit !== null) return { kind: 'limited', host: url.host, status, ...limit, requests }
  return { kind: 'problem', reason: statusReason(status), again: laterStatuses.has(status), free: false, requests }
}

function redirectTarget({ status, header }: Reply): string | null {
  return [301, 302, 303, 307, 308].includes(status) ? (header('location') ?? '') : null
}

function redirectProblem(from: URL, target: string, requests: number): string | null {
  if (requests > mostRedirects) return `it was redirected more than ${mostRedirects} times`
  if (target === '' || !URL.canParse(target, from.href)) return 'it was redirected to nowhere'
  const to = new URL(target, from)
  if (to.protocol !== 'https:' && to.protocol !== from.protocol)
    return `a redirect from ${from.protocol} to ${to.protocol} is not followed`
  // A site out there has no business with what runs on this machine.
  if (isThisMachine(to.hostname) && !isThisMachine(from.hostname) && from.origin !== sampleOrigin)
    return 'a redirect to this machine is not followed'
  return null
}

function statusReason(status: number): string {
  const words = statusWords[status]
  return `the site answered ${status}${words === undefined ? '' : ` (${words})`}`
}

const statusWords: Readonly<Record<number, string>> = {
  400: 'bad request',
  401: 'not signed in',
  403: 'forbidden',
  404: 'not found',
  408: 'timed out',
  410: 'gone',
  500: 'server error',
  502: 'bad gateway',
  503: 'unavailable',
  504: 'gateway timed out',
}

/** Errors of a connection that was closed while nobody looked. */
const closedCodes = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'])

interface Circumstances {
  readonly timeoutMs: number
  readonly why: EndReason | null
  readonly mayBeStale: boolean
}

function problemOf(error: unknown, { timeoutMs, why, mayBeStale }: Circumstances): Answer {
  const problem = { kind: 'problem', requests: 1 } as const
  if (error instanceof BodyTooLong) return { ...problem, reason: error.message, again: false, free: false }
  if (error instanceof BodyDamaged) return { ...problem, reason: error.message, again: true, free: false }
  if (why === 'given up') return { ...problem, reason: 'it was given up', again: true, free: true }
  const code = (error as NodeJS.ErrnoException | null)?.code ?? ''
  if (why === 'timeout' || code.endsWith('TIMEOUT'))
    return { ...problem, reason: `no answer within ${timeoutMs / 1000} s`, again: true, free: false }
  const free = mayBeStale && closedCodes.has(code)
  return { ...problem, reason: connectionReasons[code] ?? oneLine(reasonOf(error)), again: true, free }
}

const connectionReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused (ECONNREFUSED)',
  ECONNRESET: 'the connection was cut (ECONNRESET)',
  EPIPE: 'the connection was cut (EPIPE)',
  UND_ERR_SOCKET: 'the connection was cut',
  ENOTFOUND: 'no such host (ENOTFOUND)',
  EAI_AGAIN: "the host's name can't be looked up now (EAI_AGAIN)",
  EHOSTUNREACH: "the host can't be reached (EHOSTUNREACH)",
  ENETUNREACH: 'no network (ENETUNREACH)',
}
