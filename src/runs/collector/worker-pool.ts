import { Worker } from 'node:worker_threads'
import { readJournal } from './journal'
import type { SharedState } from './shared-state'
import type { FromWorker, Order, Outcome, ToWorker, WorkerSetup } from './worker-messages'

/** A worker as main thread sees it. */
export interface PoolWorker {
  /** Counted from 1. */
  readonly number: number
  /** How many orders it was given and has not reported on. */
  readonly inHand: number
  /** The order that it is at, or that its work is not yet kept of; null when all that it was given is done and kept. */
  readonly order: Order | null
  /** All orders that are given in one go reach it as one message. */
  give(order: Omit<Order, 'number'>): void
  /** What it reported so far, up to and with this report, is kept. */
  kept(report: Report): void
  /** Ends the request that is under way; the outcome comes as ever. */
  giveUp(): void
}

/** What a worker has to say of some of its orders. */
export interface Report {
  readonly number: number
  readonly outcomes: readonly { readonly order: Order; readonly outcome: Outcome }[]
  readonly quickestMs: number
}

/** What a pool needs. */
export interface WorkerPoolOptions {
  readonly count: number
  /** The built worker program. */
  readonly program: string
  readonly shared: SharedState
  readonly setup: Omit<WorkerSetup, 'number' | 'shared' | 'lastReport'>
  readonly onReport: (worker: PoolWorker, report: Report) => void
  /** A worker ended by a mistake of ours; another takes its place. */
  readonly onCrash: (worker: PoolWorker, reason: string) => void
  /** Workers end again and again: there is no going on. */
  readonly onBroken: (error: Error) => void
}

/** The worker threads. */
export interface WorkerPool {
  readonly workers: readonly PoolWorker[]
  close(): Promise<void>
}

/** A worker that ends by a mistake of ours is started again; after so many without one finished order there is no point. */
const mostCrashes = 5

/** Starts the worker threads. */
export function startWorkerPool(options: WorkerPoolOptions): WorkerPool {
  let crashes = 0
  let orders = 0
  let isClosing = false

  function startWorker(number: number): PoolWorker & { terminate(): Promise<unknown> } {
    const { shared, setup } = options
    const open = new Map<number, Order>()
    const unkept = new Map<number, Order>()
    let unsent: Order[] = []
    let reports = 0
    let thread = begin()

    function begin(): Worker {
      const workerData: WorkerSetup = { ...setup, number, shared: shared.buffer, lastReport: reports }
      const begun = new Worker(options.program, { workerData, name: `collector worker ${number}` })
      let reason = 'for no known reason'
      begun.on('message', (message: FromWorker) => {
        crashes = 0
        hear(message)
      })
      begun.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)))
      // Not before this has all that it said been heard.
      begun.on('exit', () => ended(reason))
      return begun
    }

    function hear({ report, outcomes, quickestMs }: FromWorker): void {
      reports = report
      const known = outcomes.flatMap(([orderNumber, outcome]) => {
        const order = open.get(orderNumber)
        return order === undefined ? [] : [{ order, outcome }]
      })
      for (const { order } of known) {
        open.delete(order.number)
        unkept.set(order.number, order)
      }
      options.onReport(worker, { number: report, outcomes: known, quickestMs })
    }

    /** What the worker could not tell any more stands in its journal; one request may have been under way. */
    function ended(reason: string): void {
      if (isClosing) return
      crashes += 1
      const why = `the worker ended: ${reason}`
      if (crashes > mostCrashes) return options.onBroken(new Error(why))
      unsent = []
      const written = readJournal(setup.journals, number)
      const outcomes = new Map(written.map(({ order, outcome }) => [order.number, outcome]))
      const asked = shared.workOf(number).order
      const lost: Outcome = { kind: 'problem', reason: why, again: true, free: false, requests: 1 }
      for (const order of open.keys())
        if (!outcomes.has(order)) outcomes.set(order, order === asked ? lost : { kind: 'untouched', requests: 0 })
      reports += 1
      thread = begin()
      options.onCrash(worker, why)
      hear({ report: reports, outcomes: [...outcomes], quickestMs: Number.POSITIVE_INFINITY })
    }

    function send(): void {
      if (unsent.length > 0) thread.postMessage({ kind: 'orders', orders: unsent } satisfies ToWorker)
      unsent = []
    }

    const worker = {
      number,
      get inHand() {
        return open.size
      },
      get order() {
        return open.get(shared.workOf(number).order) ?? firstOf(open) ?? firstOf(unkept)
      },
      give(next: Omit<Order, 'number'>) {
        if (unsent.length === 0) queueMicrotask(send)
        orders += 1
        const order = { ...next, number: orders }
        open.set(order.number, order)
        unsent.push(order)
      },
      kept(report: Report) {
        for (const { order } of report.outcomes) unkept.delete(order.number)
        shared.setKept(number, report.number)
      },
      giveUp: () => thread.postMessage({ kind: 'giveUp' } satisfies ToWorker),
      terminate: () => thread.terminate(),
    }
    return worker
  }

  const workers = Array.from({ length: options.count }, (_, index) => startWorker(index + 1))
  return {
    workers,
    async close() {
      isClosing = true
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function firstOf(orders: ReadonlyMap<number, Order>): Order | null {
  for (const order of orders.values()) return order
  return null
}
