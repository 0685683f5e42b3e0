import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { createFetcher, type Answer } from './fetcher'
import { shortestWaitMs } from './hosts'
import { openJournal } from './journal'
import { createListingCheck } from './listing-check'
import { sharedState } from './shared-state'
import { orderPoint } from './write-point'
import type { FromWorker, Order, Outcome, ToWorker, WorkerSetup } from './worker-messages'

/** So long outcomes wait for others to be reported with: waking main thread for each would take longer than asking for it. */
const reportMs = 20

/** A worker whose request takes longer gives its other orders back, so that they don't wait for it. */
const longRequestMs = 50

/**
 * A worker thread: asks for one listing after the other, checks it and writes it into its journal, so that a kill takes
 * nothing of it, before it begins with the next; then hands it to main thread, which keeps it.
 */
function work(port: MessagePort, setup: WorkerSetup): void {
  const { number } = setup
  const shared = sharedState(setup.shared)
  const check = createListingCheck(setup.source)
  const fetcher = createFetcher({ ...setup, heldUntil: shared.heldUntil, hold: shared.hold })
  const journal = openJournal({
    ...{ folder: setup.journals, worker: number, lastReport: setup.lastReport },
    keptReport: () => shared.keptOf(number),
  })
  let waiting: Order[] = []
  let outcomes: [number, Outcome][] = []
  let reports = setup.lastReport
  let isWorking = false
  let askedAt = 0
  let quickestMs = Number.POSITIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  async function workOff(): Promise<void> {
    isWorking = true
    for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
      shared.setOrder(number, order.number)
      const outcome = await outcomeOf(order)
      shared.setPhase(number, 'saving')
      note(order, outcome)
      orderPoint()
    }
    isWorking = false
    shared.setOrder(number, 0)
    shared.setPhase(number, 'idle')
    report()
  }

  async function outcomeOf(order: Order): Promise<Outcome> {
    // The look at the pause before each item: one word of shared memory.
    if (shared.signal !== 'go') return { kind: 'untouched', requests: 0 }
    const { host } = order
    const until = shared.heldUntil(host)
    if (until > Date.now()) return { kind: 'held', host, until, requests: 0 }
    askedAt = performance.now()
    shared.setPhase(number, 'fetching')
    const answer = await fetcher.ask(order)
    quickestMs = Math.min(quickestMs, performance.now() - askedAt)
    shared.setPhase(number, 'checking')
    return judge(answer, order.id)
  }

  function judge(answer: Answer, id: string): Outcome {
    if (answer.kind === 'notModified') return { kind: 'unchanged', requests: answer.requests }
    if (answer.kind !== 'content') return answer
    const { etag, lastModified, requests } = answer
    const listing = check(answer.text, id)
    if ('reason' in listing) return { kind: 'problem', reason: listing.reason, again: false, free: false, requests }
    return { kind: 'stored', listing, etag, lastModified, requests }
  }

  function note({ number: order, place, id, tries }: Order, outcome: Outcome): void {
    if (outcome.requests > 0) journal.add({ order: { number: order, place, id, tries }, outcome })
    outcomes.push([order, outcome])
    if (outcome.kind !== 'limited') return reportSoon()
    // How long to wait is for main thread to say; until it has heard of it, nobody else should ask this host.
    shared.hold(outcome.host, Date.now() + shortestWaitMs)
    report()
  }

  function reportSoon(): void {
    timer ??= setTimeout(look, reportMs)
  }

  function look(): void {
    timer = undefined
    if (isWorking && performance.now() - askedAt > longRequestMs) giveOthersBack()
    report()
    if (waiting.length > 0) reportSoon()
  }

  function giveOthersBack(): void {
    for (const order of waiting) outcomes.push([order.number, { kind: 'untouched', requests: 0 }])
    waiting = []
  }

  function report(): void {
    if (outcomes.length === 0) return
    reports += 1
    const message: FromWorker = { report: reports, outcomes, quickestMs }
    outcomes = []
    quickestMs = Number.POSITIVE_INFINITY
    port.postMessage(message)
    journal.reported(reports)
  }

  port.on('message', (message: ToWorker) => {
    if (message.kind === 'giveUp') return fetcher.giveUp()
    waiting.push(...message.orders)
    if (waiting.length > 0) reportSoon()
    // A throw would be a mistake of ours: it ends this worker, and main thread counts the try and starts another.
    if (!isWorking) void workOff()
  })
}

if (parentPort) work(parentPort, workerData as WorkerSetup)
