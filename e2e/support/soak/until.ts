import { setTimeout as sleep } from 'node:timers/promises'

/** So long anything may take on a busy machine. */
export const busyLimitMs = 180_000

/** Waits, as patiently as a busy machine wants it, until `look` gives something other than null, undefined or false, and returns it. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  limitMs = busyLimitMs,
): Promise<Exclude<T, null | undefined | false>> {
  const end = performance.now() + limitMs
  for (;;) {
    const found = await look()
    if (found !== null && found !== undefined && found !== false) return found as Exclude<T, null | undefined | false>
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}`)
    await sleep(50)
  }
}
