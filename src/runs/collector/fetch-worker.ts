import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { createFetcher, type Answer } from './fetcher'
import { createListingCheck } from './listing-check'
import { sharedState } from './shared-state'
import { orderPoint } from './write-point'
import type { FromWorker, Order, Outcome, ToWorker, WorkerSetup } from './worker-messages'

/** A worker thread: asks for one listing at a time, checks it, and hands it to main thread, which keeps it. */
function work(port: MessagePort, setup: WorkerSetup): void {
  const { number } = setup
  const shared = sharedState(setup.shared)
  const check = createListingCheck(setup.source)
  const fetcher = createFetcher({ ...setup, heldUntil: shared.heldUntil, hold: shared.hold })
  const post = (message: FromWorker): void => port.postMessage(message)

  async function outcomeOf(order: Order): Promise<Outcome> {
    const hasStopped = await passPause()
    if (hasStopped) return { kind: 'untouched', requests: 0 }
    const { host } = new URL(order.url)
    const until = shared.heldUntil(host)
    if (until > Date.now()) return { kind: 'held', host, until, requests: 0 }
    shared.setPhase(number, 'fetching')
    const answer = await fetcher.ask(order)
    shared.setPhase(number, 'checking')
    return judge(answer, order.id)
  }

  /** The look at the pause before each item: one word of shared memory. True when the run is to stop. */
  async function passPause(): Promise<boolean> {
    for (;;) {
      const { signalNumber, signal } = shared
      if (signal !== 'pause') return signal === 'stop'
      shared.setPhase(number, 'paused')
      post({ kind: 'waiting', signalNumber })
      await shared.untilAfter(signalNumber)
    }
  }

  function judge(answer: Answer, id: string): Outcome {
    if (answer.kind === 'notModified') return { kind: 'unchanged', requests: answer.requests }
    if (answer.kind !== 'content') return answer
    const { etag, lastModified, requests } = answer
    const listing = check(answer.text, id)
    if ('reason' in listing) return { kind: 'problem', reason: listing.reason, again: false, free: false, requests }
    return { kind: 'stored', listing, etag, lastModified, requests }
  }

  port.on('message', (message: ToWorker) => {
    if (message.kind === 'giveUp') return fetcher.giveUp()
    // A throw would be a mistake of ours: it ends this worker, and main thread counts the try and starts another.
    const { order } = message
    void outcomeOf(order).then((outcome) => {
      shared.setPhase(number, 'saving')
      post({ kind: 'outcome', number: order.number, outcome })
      orderPoint()
    })
  })
}

if (parentPort) work(parentPort, workerData as WorkerSetup)
