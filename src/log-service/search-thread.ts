import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { LogRange } from '../shared/log-service'
import { Refusal } from './refusal'
import type { NumberedFilter, SearchOrder, SearchResult, SearchThreadSetup } from './search-messages'

/** The longest that one block or one screen may take, hundreds of times what it takes mostly; then the thread is ended. */
const limitMs = 2000
/** After this a block is no ordinary one: better a new thread than to wait for it. */
const patienceMs = 100

type ResultOf<Kind extends SearchResult['kind']> = SearchResult & { readonly kind: Kind }

/** A worker thread that searches, one order after the other; started when first needed. */
export class SearchThread {
  private worker: Worker | null = null
  private readonly at = new Int32Array(new SharedArrayBuffer(4))
  private askedAt: number | null = null
  private ended = new AbortController()
  private work: Promise<unknown> = Promise.resolve()

  constructor(private readonly program: string) {}

  /** The lines of a block that match; takes the block's bytes and gives them back. */
  lines(
    search: NumberedFilter,
    block: Omit<SearchOrder & { kind: 'lines' }, 'kind' | 'search'>,
  ): Promise<ResultOf<'lines'>> {
    return this.enqueue<'lines'>({ ...block, kind: 'lines', search }, [block.bytes.buffer])
  }

  /** The places in shown texts that match. `line` is the first one's, for when that takes too long. */
  async ranges(
    search: NumberedFilter,
    texts: readonly string[],
    line: number,
  ): Promise<readonly (readonly LogRange[])[]> {
    const { ranges } = await this.enqueue<'ranges'>({ kind: 'ranges', search, texts }, [], line)
    return ranges
  }

  /** What it does now is no longer wanted: ends it when it has been at it for long already. */
  giveUp(): void {
    if (this.askedAt !== null && Date.now() - this.askedAt > patienceMs) void this.close()
  }

  /** Ends the thread, whatever it is doing. */
  async close(): Promise<void> {
    const { worker } = this
    this.worker = null
    this.ended.abort()
    this.ended = new AbortController()
    await worker?.terminate()
  }

  private enqueue<Kind extends 'lines' | 'ranges'>(
    order: SearchOrder & { readonly kind: Kind },
    transferred: readonly ArrayBuffer[],
    line = 0,
  ): Promise<ResultOf<Kind>> {
    const result = this.work.then(() => this.ask(order, transferred, line))
    this.work = result.catch(() => undefined)
    return result as Promise<ResultOf<Kind>>
  }

  private async ask(order: SearchOrder, transferred: readonly ArrayBuffer[], line: number): Promise<SearchResult> {
    const worker = await this.running()
    Atomics.store(this.at, 0, line)
    this.askedAt = Date.now()
    worker.postMessage(order, [...transferred])
    const result = await this.answerOf(worker)
    this.askedAt = null
    if (result.kind === 'refused') throw new Refusal(result.problem)
    return result
  }

  private async answerOf(worker: Worker): Promise<SearchResult> {
    const limit = AbortSignal.timeout(limitMs)
    const signal = AbortSignal.any([limit, this.ended.signal])
    try {
      const [result] = (await once(worker, 'message', { signal })) as [SearchResult]
      return result
    } catch (error) {
      this.askedAt = null
      void this.close()
      if (!limit.aborted) throw new Refusal(`The search has failed: ${String(error)}`)
      const line = Atomics.load(this.at, 0).toLocaleString('en')
      throw new Refusal(`This expression takes too long on line ${line}. Make it simpler.`)
    }
  }

  /** A thread that is ready: the time that it takes to start counts against no expression. */
  private async running(): Promise<Worker> {
    if (this.worker) return this.worker
    const setup: SearchThreadSetup = { at: this.at.buffer }
    const worker = new Worker(this.program, { workerData: setup, name: 'log search' })
    this.worker = worker
    // A search that waits for the thread hears of its end by itself.
    worker.on('error', () => {
      if (this.worker === worker) this.worker = null
    })
    await once(worker, 'online')
    return worker
  }
}
