import type { Answer, Fetcher } from './fetcher'
import type { Hosts } from './hosts'
import type { Page, PageReader } from './page-reader'
import type { PatientWrite } from './patient-write'
import { growingWaitMs } from './retry-after'
import type { ReadPage, Store } from './store'

/** Reads the pages of a cycle, one after the other. */
export interface PageLoop {
  /** Address of the page that is being asked for; null when none is. */
  readonly current: string | null
  /** Reads from the stored next page on. Returns why a page can't be read, or null when all are, or the run is to stop. */
  readPages(): Promise<string | null>
}

/** What a page loop needs. */
export interface PageLoopOptions {
  readonly store: Store
  readonly hosts: Hosts
  readonly fetcher: Fetcher
  readonly read: PageReader
  readonly tries: number
  readonly retryWaitMs: number
  /** Resolves when a request may be sent as far as pause and stop go. */
  readonly untilRunning: () => Promise<void>
  readonly isStopping: () => boolean
  /** Sleeps, or less when the run is to stop. */
  readonly sleep: (ms: number) => Promise<void>
  readonly onLimited: (answer: {
    readonly host: string
    readonly status: number
    readonly waitMs: number | null
  }) => void
  /** A page was read or given up, and the loop has come to rest for a moment; `queued` listings were put in the queue. */
  readonly onRest: (queued: number) => void
  readonly write: PatientWrite
  readonly warn: (line: string) => void
}

/**
 * With so much in the queue there is no hurry with further pages: they may take a tenth of the main thread's time, so
 * that workers needn't wait for it.
 */
const fullQueue = 500
const restPerWork = 9

/** A machine that slept meanwhile makes the work look long; after so short a rest the queue can't have run dry. */
const longestRestMs = 100

/** Makes a page loop. */
export function createPageLoop(options: PageLoopOptions): PageLoop {
  const { store, hosts, fetcher, warn } = options
  let current: string | null = null

  /** Waits until the host may be asked; false when the run is to stop. */
  async function clearance(host: string): Promise<boolean> {
    for (;;) {
      await options.untilRunning()
      if (options.isStopping()) return false
      const now = Date.now()
      const openAt = hosts.openAt(host, now)
      if (openAt <= now) return true
      // Infinity: until a worker's request is answered.
      await options.sleep(Math.min(openAt - now, 100))
    }
  }

  /** Asks for a page once. */
  async function ask(url: string): Promise<Answer> {
    const { host } = new URL(url)
    const known = store.pages.get(url)
    current = url
    hosts.begin(host, Date.now())
    const { etag = null, lastModified = null } = known ?? {}
    const answer = await fetcher.ask({ url, etag, lastModified })
    hosts.end(host, answer.requests)
    if (answer.kind === 'content' || answer.kind === 'notModified') hosts.served(host)
    return answer
  }

  /** Keeps what an answer says; returns a reason when it says nothing that can be used. */
  async function keep(url: string, answer: Answer): Promise<string | null> {
    let page: ReadPage
    if (answer.kind === 'notModified') {
      const known = store.pages.get(url)
      if (known === null) return 'the site says that a page has not changed that was never read'
      page = { ...known, url }
    } else if (answer.kind === 'content') {
      const read = options.read(answer.text, answer.url, answer.link)
      if ('reason' in read) return read.reason
      sayProblems(url, read, warn)
      page = { url, etag: answer.etag, lastModified: answer.lastModified, next: read.next, items: read.items }
    } else return null
    const { cycle } = store.progress
    const isCircle = page.next !== null && (page.next === url || store.pages.cycleOf(page.next) === cycle)
    if (isCircle)
      warn(`Page ${url} names a next page that was read in this cycle already: it is taken for the last one`)
    const queued = await options.write(() => store.keepPage(isCircle ? { ...page, next: null } : page))
    current = null
    options.onRest(queued)
    return null
  }

  async function keepAndRest(url: string, answer: Answer): Promise<string | null> {
    const from = performance.now()
    const reason = await keep(url, answer)
    current = null
    const workMs = performance.now() - from
    if (store.progress.queued > fullQueue) await options.sleep(Math.min(restPerWork * workMs, longestRestMs))
    return reason
  }

  /** Reads one page, with all its tries; returns why it can't be read. */
  async function readPage(url: string): Promise<string | null> {
    const { host } = new URL(url)
    for (let tries = 0; ; ) {
      if (!(await clearance(host))) return null
      const answer = await ask(url)
      if (answer.kind === 'content' || answer.kind === 'notModified') return keepAndRest(url, answer)
      current = null
      options.onRest(0)
      if (answer.kind === 'limited') options.onLimited(answer)
      if (answer.kind === 'held') await options.sleep(Math.max(0, answer.until - Date.now()))
      if (answer.kind !== 'problem' || answer.free) continue
      tries += 1
      if (!answer.again || tries >= options.tries) return answer.reason
      const waitMs = growingWaitMs(options.retryWaitMs, tries)
      warn(`Page ${url}: ${answer.reason}; trying again in ${(waitMs / 1000).toFixed(1)} s`)
      await options.sleep(waitMs)
    }
  }

  return {
    get current() {
      return current
    },
    async readPages() {
      while (store.progress.stage === 'pages' && !options.isStopping()) {
        const url = store.progress.nextPage
        if (url === null) return null
        const reason = await readPage(url)
        if (reason !== null) return `Can't read page ${url}: ${reason}`
      }
      return null
    },
  }
}

function sayProblems(url: string, { problems }: Page, warn: (line: string) => void): void {
  for (const problem of problems) warn(`Page ${url}: ${problem}; the others on it are taken`)
}
