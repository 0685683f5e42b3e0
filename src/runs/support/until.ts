import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until a condition holds; fails with what it waited for. Generous, as test machines are busy. */
export async function until(what: string, condition: () => boolean, timeoutMs = 20_000): Promise<void> {
  const end = performance.now() + timeoutMs
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}`)
    await sleep(2)
  }
}
