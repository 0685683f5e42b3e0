import type { Dispatcher } from 'undici'
import { programVersion } from '../program-version'
import { oneLine, reasonOf } from '../run-failure'
import { createConnections, isThisMachine } from './connections'
import { acceptedEncodings, BodyDamaged, BodyTooLong, readBody } from './http-body'
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
  let current: AbortController | null = null
  let isAnswered = false
  const lastHeardOf = new Map<string, number>()

  async function ask(question: Question): Promise<Answer> {
    const controller = new AbortController()
    current = controller
    isAnswered = false
    const timer = setTimeout(() => end('timeout'), options.timeoutMs)
    const { origin } = new URL(question.url)
    const heardAt = lastHeardOf.get(origin)
    const mayBeStale = heardAt !== undefined && performance.now() - heardAt > staleAfterMs
    try {
      return await follow(question, controller.signal)
    } catch (error) {
      return problemOf(error, { timeoutMs: options.timeoutMs, why: controller.signal.reason as unknown, mayBeStale })
    } finally {
      clearTimeout(timer)
      current = null
      // Also after an error, so that a site that cuts each connection is given up in the end.
      lastHeardOf.set(origin, performance.now())
    }
  }

  /** Ends the question that is being asked. A connection that is still being made hears no signal: it is cut. */
  function end(why: 'timeout' | 'given up'): void {
    if (current === null) return
    current.abort(why)
    if (!isAnswered) connections.cut()
  }

  async function follow(question: Question, signal: AbortSignal): Promise<Answer> {
    let url = new URL(question.url)
    for (let requests = 1; ; requests += 1) {
      const response = await send(url, question, signal)
      isAnswered = true
      // Whoever reads it hears of errors; those that come when nobody does any more have nothing to say.
      response.body.on('error', () => {})
      const target = redirectTarget(response)
      if (target === null) return answerOf(response, url, requests)
      await response.body.dump({ limit: 128 * 1024 })
      const refusal = redirectProblem(url, target, requests)
      if (refusal !== null) return { kind: 'problem', reason: refusal, again: false, free: false, requests }
      url = new URL(target, url)
      isAnswered = false
      const until = options.heldUntil(url.host)
      if (until > Date.now()) return { kind: 'held', host: url.host, until, requests }
    }
  }

  function send(url: URL, { etag, lastModified }: Question, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const { sampleServer } = options
    const wire =
      sampleServer !== null && url.origin === sampleOrigin ? new URL(url.pathname + url.search, sampleServer) : url
    return connections.to(wire).request({
      origin: wire.origin,
      path: wire.pathname + wire.search,
      method: 'GET',
      signal,
      headers: {
        accept: 'application/json, */*;q=0.1',
        'accept-encoding': acceptedEncodings,
        'user-agent': userAgent,
        ...(etag === null ? {} : { 'if-none-match': etag }),
        ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
      },
    })
  }

  async function answerOf(response: Dispatcher.ResponseData, url: URL, requests: number): Promise<Answer> {
    const { statusCode: status, body } = response
    const header = (name: string): string | null => headerOf(response, name)
    if (status === 200) {
      const text = await readBody(body, header('content-length'), header('content-encoding') ?? '').finally(() =>
        body.destroy(),
      )
      const known = { etag: header('etag'), lastModified: header('last-modified'), link: header('link') }
      return { kind: 'content', url: url.href, text, ...known, requests }
    }
    const waitMs = retryAfterMs(header('retry-after'), header('date'), Date.now())
    const isLimit = status === 429 || (status === 503 && waitMs !== null)
    // Told at once, before the rest of the answer is read: nobody else should ask this host now.
    if (isLimit && waitMs !== null) options.hold(url.host, Date.now() + waitMs)
    await body.dump({ limit: 128 * 1024 })
    if (status === 304) return { kind: 'notModified', requests }
    if (isLimit) return { kind: 'limited', host: url.host, status, waitMs, requests }
    const again = laterStatuses.has(status)
    return { kind: 'problem', reason: statusReason(status), again, free: false, requests }
  }

  return {
    ask,
    giveUp: () => end('given up'),
    close: () => connections.close(),
  }
}

function headerOf({ headers }: Dispatcher.ResponseData, name: string): string | null {
  const value = headers[name]
  return (Array.isArray(value) ? value.join(', ') : value) ?? null
}

function redirectTarget(response: Dispatcher.ResponseData): string | null {
  return [301, 302, 303, 307, 308].includes(response.statusCode) ? (headerOf(response, 'location') ?? '') : null
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
  readonly why: unknown
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
