import { optionLimits } from '../../shared/built-in-options'
import type { WorkerPhase } from '../../shared/collector-status'

/** What main thread and workers tell each other without a message, so that nobody has to be asked before an item. */
export interface SharedState {
  /** To hand to a worker. */
  readonly buffer: SharedArrayBuffer
  readonly signal: Signal
  give(signal: Signal): void
  /** Asks everyone to leave a host alone until then; never shortens a hold. */
  hold(host: string, until: number): void
  /** Until when a host is to be left alone, milliseconds since the epoch; 0 when it isn't. */
  heldUntil(host: string): number
  /** A worker is at the order with this number from now on; 0: at none. */
  setOrder(worker: number, order: number): void
  setPhase(worker: number, phase: WorkerPhase): void
  /** What a worker is at, and since when, milliseconds since the epoch. */
  workOf(worker: number): { readonly order: number; readonly since: number; readonly phase: WorkerPhase }
  /** All that a worker reported up to its report with this number is in the database. */
  setKept(worker: number, report: number): void
  keptOf(worker: number): number
}

/** `go`: fetch. `pause`, `stop`: begin no further item. */
export type Signal = 'go' | 'pause' | 'stop'

const signals: readonly Signal[] = ['go', 'pause', 'stop']
const phases: readonly WorkerPhase[] = ['idle', 'fetching', 'checking', 'saving', 'paused']

/** More workers than any one site would bear; also the size of the tables that have a row for each. */
const [, mostWorkers] = optionLimits.workers

/** Hosts that can be held at once; of more, main thread alone knows the holds. */
const holdPlaces = 256

/** Eight bytes each: when a worker began with its order, and when the hold of a host ends. */
const timesBytes = 8 * (mostWorkers + holdPlaces)

/** Four bytes each: the signal, three words of each worker, the names of hosts as hashes. */
const wordsBytes = 4 * (1 + 3 * mostWorkers + holdPlaces)

/** Makes the state, or takes part in the one in a buffer. */
export function sharedState(buffer = new SharedArrayBuffer(timesBytes + wordsBytes)): SharedState {
  const begun = new BigInt64Array(buffer, 0, mostWorkers)
  const ends = new BigInt64Array(buffer, 8 * mostWorkers, holdPlaces)
  const words = new Int32Array(buffer, timesBytes, 1 + 3 * mostWorkers)
  const hosts = new Int32Array(buffer, timesBytes + 4 * words.length, holdPlaces)
  const orderPlace = (worker: number): number => worker
  const phasePlace = (worker: number): number => mostWorkers + worker
  const keptPlace = (worker: number): number => 2 * mostWorkers + worker
  return {
    buffer,
    get signal() {
      return signals[Atomics.load(words, 0)] ?? 'stop'
    },
    give: (signal) => void Atomics.store(words, 0, signals.indexOf(signal)),
    hold(host, until) {
      const place = placeOfHost(hosts, host, true)
      if (place === null) return
      for (let before = Atomics.load(ends, place); before < BigInt(until); before = Atomics.load(ends, place))
        Atomics.compareExchange(ends, place, before, BigInt(Math.ceil(until)))
    },
    heldUntil(host) {
      const place = placeOfHost(hosts, host, false)
      return place === null ? 0 : Number(Atomics.load(ends, place))
    },
    setOrder(worker, order) {
      Atomics.store(begun, worker - 1, BigInt(Date.now()))
      Atomics.store(words, orderPlace(worker), order)
    },
    setPhase: (worker, phase) => void Atomics.store(words, phasePlace(worker), phases.indexOf(phase)),
    workOf: (worker) => ({
      order: Atomics.load(words, orderPlace(worker)),
      since: Number(Atomics.load(begun, worker - 1)),
      phase: phases[Atomics.load(words, phasePlace(worker))] ?? 'idle',
    }),
    setKept: (worker, report) => void Atomics.store(words, keptPlace(worker), report),
    keptOf: (worker) => Atomics.load(words, keptPlace(worker)),
  }
}

/** A host's place in the table, by the hash of its name; takes a free one when asked to. */
function placeOfHost(hosts: Int32Array, host: string, take: boolean): number | null {
  const hash = hashOf(host)
  for (let step = 0; step < hosts.length; step += 1) {
    const place = ((hash >>> 0) + step) % hosts.length
    const there = take ? Atomics.compareExchange(hosts, place, 0, hash) : Atomics.load(hosts, place)
    if (there === hash || (take && there === 0)) return place
    if (there === 0) return null
  }
  return null
}

/** FNV-1a, 32 bits; never 0, which stands for a free place. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5 | 0
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash === 0 ? 1 : hash
}
