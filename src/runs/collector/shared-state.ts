import type { WorkerPhase } from '../../shared/collector-status'

/** What main thread and workers tell each other without a message, so that nobody has to be asked before an item. */
export interface SharedState {
  /** To hand to a worker. */
  readonly buffer: SharedArrayBuffer
  /** Changes whenever the signal is given, also when the same one is given again. */
  readonly signalNumber: number
  readonly signal: Signal
  give(signal: Signal): void
  /** Resolves as soon as the signal isn't the one with this number any more. */
  untilAfter(signalNumber: number): Promise<void>
  /** Asks everyone to leave a host alone until then; never shortens a hold. */
  hold(host: string, until: number): void
  /** Until when a host is to be left alone, milliseconds since the epoch; 0 when it isn't. */
  heldUntil(host: string): number
  setPhase(worker: number, phase: WorkerPhase): void
  phaseOf(worker: number): WorkerPhase
}

/** `go`: fetch. `pause`, `stop`: begin no further item. */
export type Signal = 'go' | 'pause' | 'stop'

const signals: readonly Signal[] = ['go', 'pause', 'stop']
const phases: readonly WorkerPhase[] = ['idle', 'fetching', 'checking', 'saving', 'paused']

/** More workers than any one site would bear; also the size of the table of their phases. */
export const mostWorkers = 64

/** Hosts that can be held at once; of more, main thread alone knows the holds. */
const holdPlaces = 256

const holdsStart = 4 * (1 + mostWorkers + 1) // Rounded up to whole eights, as the ends of holds take eight bytes.
const bufferBytes = holdsStart + holdPlaces * 8 + holdPlaces * 4

/** Atomics.waitAsync is there in all runtimes in use, but not yet in the language version that types are checked for. */
type WaitAsync = (
  array: Int32Array,
  index: number,
  value: number,
) => { readonly async: false } | { readonly async: true; readonly value: Promise<unknown> }

/** Makes the state, or takes part in the one in a buffer. */
export function sharedState(buffer = new SharedArrayBuffer(bufferBytes)): SharedState {
  const words = new Int32Array(buffer, 0, 1 + mostWorkers)
  const ends = new BigInt64Array(buffer, holdsStart, holdPlaces)
  const hosts = new Int32Array(buffer, holdsStart + holdPlaces * 8, holdPlaces)
  const { waitAsync } = Atomics as unknown as { readonly waitAsync: WaitAsync }
  return {
    buffer,
    get signalNumber() {
      return Atomics.load(words, 0)
    },
    get signal() {
      return signals[Atomics.load(words, 0) % signals.length] ?? 'stop'
    },
    give(signal) {
      const round = Math.floor(Atomics.load(words, 0) / signals.length) + 1
      Atomics.store(words, 0, round * signals.length + signals.indexOf(signal))
      Atomics.notify(words, 0)
    },
    async untilAfter(signalNumber) {
      const wait = waitAsync(words, 0, signalNumber)
      if (wait.async) await wait.value
    },
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
    setPhase: (worker, phase) => Atomics.store(words, worker, phases.indexOf(phase)),
    phaseOf: (worker) => phases[Atomics.load(words, worker)] ?? 'idle',
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
