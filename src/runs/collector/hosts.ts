import type { RateLimit } from '../../shared/collector-lines'
import { growingWaitMs } from './retry-after'

/** When which host may be asked: holds that it asked for, and the pace that the user set. Times are milliseconds since the epoch. */
export interface Hosts {
  /** When the host may be asked next: `now` or earlier means at once, Infinity once the request under way is answered. */
  openAt(host: string, now: number): number
  /** A request to the host is sent. */
  begin(host: string, now: number): void
  /** It was answered, or not, after `requests` requests in all. */
  end(host: string, requests: number): void
  /** The host did its work: it isn't short of breath any more. */
  served(host: string): void
  /** The host asks to wait; null when it doesn't say for how long. Returns the hold when it is new or longer by a second. */
  limited(host: string, status: number, waitMs: number | null, now: number): RateLimit | null
  /** Takes up a hold from before. */
  restore(hold: RateLimit): void
  /** Holds that have ended since this was last asked. */
  takeEnded(now: number): readonly string[]
  readonly holds: readonly RateLimit[]
  waits(now: number): { readonly count: number; readonly totalMs: number }
}

/** The first wait for a host that doesn't say how long; each further one is about twice as long. */
const firstWaitMs = 1000

/** A host that says "wait no time" and goes on refusing must not be asked in a tight circle. */
export const shortestWaitMs = 250

interface HostState {
  nextAt: number
  until: number
  heldSince: number
  status: number
  isHeld: boolean
  /** Holds since it last did its work: while there are any, one request at a time has to do. */
  streak: number
  underWay: number
}

/** Makes the watch over all hosts; `rate` is requests a minute to one host, null for no limit. */
export function createHosts(rate: number | null, hold: (host: string, until: number) => void): Hosts {
  const states = new Map<string, HostState>()
  const gapMs = rate === null ? 0 : 60_000 / rate
  let [count, endedMs] = [0, 0]

  function stateOf(host: string): HostState {
    let state = states.get(host)
    if (state === undefined) {
      state = { nextAt: 0, until: 0, heldSince: 0, status: 0, isHeld: false, streak: 0, underWay: 0 }
      states.set(host, state)
    }
    return state
  }

  function setHold(
    host: string,
    state: HostState,
    { status, until }: { status: number; until: number },
    now: number,
  ): void {
    if (!state.isHeld) Object.assign(state, { isHeld: true, heldSince: now })
    Object.assign(state, { until, status })
    hold(host, until)
  }

  return {
    openAt(host, now) {
      const state = stateOf(host)
      if (state.until > now) return state.until
      // After a hold a single request asks whether things are well again.
      if (state.streak > 0 && state.underWay > 0) return Number.POSITIVE_INFINITY
      return state.nextAt
    },
    begin(host, now) {
      const state = stateOf(host)
      state.underWay += 1
      state.nextAt = Math.max(state.nextAt, now) + gapMs
    },
    end(host, requests) {
      const state = stateOf(host)
      state.underWay -= 1
      // Redirects count; a request that wasn't sent after all doesn't.
      state.nextAt += (requests - 1) * gapMs
    },
    served(host) {
      stateOf(host).streak = 0
    },
    limited(host, status, waitMs, now) {
      const state = stateOf(host)
      if (state.until <= now) state.streak += 1
      const growing = growingWaitMs(firstWaitMs, state.streak)
      const wait = Math.max(waitMs ?? growing, state.streak > 2 ? Math.min(growing, 60_000) : shortestWaitMs)
      const until = Math.ceil(Math.max(state.until, now + wait))
      const isNews = !state.isHeld || until > state.until + 1000
      if (!state.isHeld) count += 1
      setHold(host, state, { status, until }, now)
      return isNews ? { host, status, until } : null
    },
    restore({ host, status, until }) {
      const state = stateOf(host)
      state.streak = 1
      setHold(host, state, { status, until }, Date.now())
    },
    takeEnded(now) {
      const ended: string[] = []
      for (const [host, state] of states)
        if (state.isHeld && state.until <= now) {
          state.isHeld = false
          endedMs += Math.max(0, state.until - state.heldSince)
          ended.push(host)
        }
      return ended
    },
    get holds() {
      return [...states].flatMap(([host, { isHeld, status, until }]) => (isHeld ? [{ host, status, until }] : []))
    },
    waits(now) {
      let totalMs = endedMs
      for (const state of states.values())
        if (state.isHeld) totalMs += Math.max(0, Math.min(now, state.until) - state.heldSince)
      return { count, totalMs }
    },
  }
}
