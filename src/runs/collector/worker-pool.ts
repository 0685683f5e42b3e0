import { Worker } from 'node:worker_threads'
import type { SharedState } from './shared-state'
import type { FromWorker, Order, Outcome, ToWorker, WorkerSetup } from './worker-messages'

/** A worker as main thread sees it. */
export interface PoolWorker {
  /** Counted from 1. */
  readonly number: number
  /** What it was given; null when it has nothing to do. It is busy with it until {@link PoolWorker.free} is called. */
  readonly order: Order | null
  /** It has an order and holds it back because of a pause. */
  readonly isWaiting: boolean
  give(order: Omit<Order, 'number'>): void
  /** Its order is done with and stored. */
  free(): void
  /** Ends the request that is under way; the outcome comes as ever. */
  giveUp(): void
}

/** What a pool needs. */
export interface WorkerPoolOptions {
  readonly count: number
  /** The built worker program. */
  readonly program: string
  readonly shared: SharedState
  readonly setup: Omit<WorkerSetup, 'number' | 'shared'>
  readonly onOutcome: (worker: PoolWorker, outcome: Outcome) => void
  /** A worker has begun to wait for the end of a pause. */
  readonly onWaiting: () => void
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
    const { shared } = options
    let order: Order | null = null
    /** The order's outcome is there already; it is being kept. */
    let isReported = false
    let waitsFor: number | null = null
    let thread = begin()

    function begin(): Worker {
      const workerData: WorkerSetup = { ...options.setup, number, shared: shared.buffer }
      const begun = new Worker(options.program, { workerData, name: `collector worker ${number}` })
      begun.on('message', hear)
      begun.on('error', (error) => crashed(error instanceof Error ? error : new Error(String(error))))
      return begun
    }

    function hear(message: FromWorker): void {
      if (message.kind === 'waiting') {
        waitsFor = message.signalNumber
        if (worker.isWaiting) options.onWaiting()
      } else if (message.number === order?.number) {
        crashes = 0
        report(message.outcome)
      }
    }

    function report(outcome: Outcome): void {
      if (isReported) return
      isReported = true
      waitsFor = null
      options.onOutcome(worker, outcome)
    }

    function crashed(error: Error): void {
      if (isClosing) return
      crashes += 1
      if (crashes > mostCrashes) return options.onBroken(error)
      thread = begin()
      const reason = `the worker ended: ${error.message}`
      options.onCrash(worker, reason)
      if (order !== null) report({ kind: 'problem', reason, again: true, free: false, requests: 1 })
    }

    const worker = {
      number,
      get order() {
        return order
      },
      get isWaiting() {
        // A pause that ended and began anew meanwhile: the worker is on its way to say so again.
        return order !== null && waitsFor === shared.signalNumber
      },
      give(next: Omit<Order, 'number'>) {
        if (order !== null) throw new Error(`Worker ${number} was given a second order`)
        orders += 1
        order = { ...next, number: orders }
        isReported = false
        waitsFor = null
        thread.postMessage({ kind: 'order', order } satisfies ToWorker)
      },
      free() {
        order = null
        shared.setPhase(number, 'idle')
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
