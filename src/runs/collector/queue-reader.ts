import type { Hosts } from './hosts'
import type { QueueEntry, QueuePlace, QueueTable } from './queue-table'

/** Takes out of the queue what comes next, host by host in turn, so that one that waits holds up no other. */
export interface QueueReader {
  /** The next entry that may be asked for now; or else the moment at which to look again (Infinity: when something happens). */
  next(now: number): { readonly host: string; readonly entry: QueueEntry } | { readonly lookAgainAt: number }
  /** Something was added to the queue. */
  grown(): void
  /** An entry is done with: its row is gone, or says when it may be asked for again. */
  done(entry: QueueEntry, host: string, notBefore: number | null): void
  /** An entry wasn't asked for: it comes next again. */
  putBack(entry: QueueEntry, host: string): void
}

/** Rows that are read at a time: few enough to be nothing in memory, many enough that reading costs nothing. */
const bufferRows = 256

const beginning: QueuePlace = { notBefore: -1, place: 0 }

interface HostQueue {
  readonly host: string
  entries: QueueEntry[]
  /** What stands up to here was read. Whatever has to wait again stands after it. */
  readUpTo: QueuePlace
  /** Nothing can be read from the table before then. */
  emptyUntil: number
}

/** Makes a reader that knows what was taken out and isn't done yet. */
export function createQueueReader(table: Pick<QueueTable, 'hosts' | 'next'>, hosts: Hosts): QueueReader {
  const taken = new Set<string>()
  let queues: HostQueue[] = []
  let turn = 0

  function readHosts(): void {
    const before = new Map(queues.map((queue) => [queue.host, queue]))
    queues = table.hosts().map((host) => before.get(host) ?? { host, entries: [], readUpTo: beginning, emptyUntil: 0 })
  }

  function refill(queue: HostQueue, now: number): void {
    let rows: readonly QueueEntry[]
    do {
      rows = table.next(queue.host, queue.readUpTo, bufferRows)
      const open = rows.filter(({ notBefore }) => notBefore <= now)
      queue.readUpTo = open.at(-1) ?? queue.readUpTo
      // What was taken out still stands in the table.
      queue.entries = open.filter(({ id }) => !taken.has(id))
    } while (queue.entries.length === 0 && rows.length === bufferRows && rows.at(-1) === queue.readUpTo)
    const later = rows.find(({ notBefore, id }) => notBefore > now && !taken.has(id))
    queue.emptyUntil = queue.entries.length > 0 ? 0 : (later?.notBefore ?? Number.POSITIVE_INFINITY)
  }

  readHosts()
  return {
    next(now) {
      let lookAgainAt = Number.POSITIVE_INFINITY
      for (let step = 0; step < queues.length; step += 1) {
        const queue = queues[(turn + step) % queues.length] as HostQueue
        if (queue.entries.length === 0 && queue.emptyUntil > now) {
          lookAgainAt = Math.min(lookAgainAt, queue.emptyUntil)
          continue
        }
        const openAt = hosts.openAt(queue.host, now)
        if (openAt > now) {
          lookAgainAt = Math.min(lookAgainAt, openAt)
          continue
        }
        if (queue.entries.length === 0) refill(queue, now)
        const entry = queue.entries.shift()
        if (entry === undefined) {
          lookAgainAt = Math.min(lookAgainAt, queue.emptyUntil)
          continue
        }
        turn = (turn + step + 1) % queues.length
        taken.add(entry.id)
        return { host: queue.host, entry }
      }
      return { lookAgainAt }
    },
    grown() {
      readHosts()
      for (const queue of queues) {
        queue.emptyUntil = 0
        // What is new needn't wait, so it stands before all that had to.
        if (queue.readUpTo.notBefore > 0) queue.readUpTo = beginning
      }
    },
    done(entry, host, notBefore) {
      taken.delete(entry.id)
      if (notBefore === null) return
      const queue = queues.find((candidate) => candidate.host === host)
      if (queue) queue.emptyUntil = Math.min(queue.emptyUntil, notBefore)
    },
    putBack(entry, host) {
      taken.delete(entry.id)
      const queue = queues.find((candidate) => candidate.host === host)
      queue?.entries.unshift(entry)
    },
  }
}
