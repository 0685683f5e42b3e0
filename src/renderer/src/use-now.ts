import { useEffect, useReducer } from 'react'
import type { RunView } from '../../shared/ipc'
import { waitingSince } from './wording/phase'

/** Everything on screen that shows passing time ticks from this one timer, which stands still while nothing needs it. */
const subscribers = new Map<() => void, number>()
let timer: ReturnType<typeof setTimeout> | undefined

function schedule(): void {
  clearTimeout(timer)
  if (subscribers.size === 0 || document.hidden) return
  const step = Math.min(...subscribers.values())
  const now = Date.now()
  const due = (Math.floor(now / step) + 1) * step
  timer = setTimeout(() => {
    for (const [tick, every] of [...subscribers]) if (due % every < step) tick()
    schedule()
  }, due - now)
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) for (const tick of [...subscribers.keys()]) tick()
  schedule()
})

/** The time now; the component is drawn again every `stepMs`. */
export function useNow(stepMs: number): number {
  const [, tick] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    subscribers.set(tick, stepMs)
    schedule()
    return () => {
      subscribers.delete(tick)
      schedule()
    }
  }, [stepMs])
  return Date.now()
}

/** The time now, ticking as finely as this run's sentences show it. */
export function useRunNow(run: RunView): number {
  return useNow(stepOf(run, Date.now()))
}

function stepOf(run: RunView, now: number): number {
  // A hold that is about to end is counted down.
  if (run.holds.some(({ until }) => until !== null && until - now < 3_600_000)) return 1000
  const since = run.state.kind === 'paused' ? run.state.since : waitingSince(run)
  if (since !== null && now - since < 60_000) return 1000
  return run.state.kind === 'idle' || run.state.kind === 'ended' ? 60_000 : 10_000
}
