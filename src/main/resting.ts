import { setTimeout as delay } from 'node:timers/promises'

/** How long main may be at work that nobody waits for before it looks after the window again. */
const workMs = 4
const restMs = 20

/** Called between the steps of long work that nobody waits for, so that it takes a fifth of main's time at most. */
export function restingAtTimes(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < workMs) return
    await delay(restMs)
    since = performance.now()
  }
}
