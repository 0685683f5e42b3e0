const beatMs = 1000

const takers = new Set<() => void>()
let timer: NodeJS.Timeout | null = null

/**
 * Calls once a second until what it returns is called; all that is asked for shares one timer.
 *
 * Being woken is most of what an idle app costs: measured in Electron, a look of its own time costs more than what is
 * looked at, and ten looks in one wake cost little more than one.
 */
export function eachSecond(act: () => void): () => void {
  const taker = (): void => act()
  takers.add(taker)
  timer ??= setInterval(() => {
    for (const take of [...takers]) if (takers.has(take)) take()
  }, beatMs)
  return () => {
    takers.delete(taker)
    if (takers.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }
}

/** Calls every few seconds, in the same wakes. */
export function everySeconds(seconds: number, act: () => void): () => void {
  let beat = 0
  return eachSecond(() => {
    beat += 1
    if (beat % seconds === 0) act()
  })
}
