/** The clocks of a machine, in milliseconds from points of their own. */
export interface MachineClocks {
  /** Never set back. Stands still while a Linux machine is suspended, goes on then on other systems. */
  monotonicMs(): number
  /** Time since the machine was started, its sleep counted; null where no clock differs from the monotonic one in this. */
  sinceBootMs(): number | null
  /** Processor time that this process has used. */
  cpuMs(): number
}

/** Finds out how long the machine slept. */
export interface SleepWatch {
  /** To be called every few seconds. */
  look(): void
  /** Time that goes on only while the machine is awake. */
  awakeMs(): number
}

/** Less than this is a clock's rounding, not a sleep. */
export const leastAsleepMs = 1000
/** Where no clock tells of sleep, only a longer silence than this counts: a busy machine is late too. */
const leastSilenceMs = 30_000
/** Who used more of the silence than this for work was not asleep. */
const mostWorkShare = 0.1

/**
 * Watches for the machine's sleep; `onAsleep` gets how long one lasted, once it is over.
 *
 * Linux: the clock since boot counts sleep, the monotonic one doesn't; setting the time of day changes neither.
 * Elsewhere both go on (macOS: mach_continuous_time, Windows: the performance counter). There a sleep is a silence: no
 * look for 30 s, and no work done in it. A process that was itself stopped for so long is told of as asleep too.
 */
export function createSleepWatch(clocks: MachineClocks, onAsleep: (ms: number) => void): SleepWatch {
  let last = readingOf(clocks)
  let asleepMs = 0

  function look(): void {
    const now = readingOf(clocks)
    const slept = sleptBetween(last, now)
    const isClockOfSleep = now.sinceBootMs !== null
    if (slept > 0 && !isClockOfSleep) asleepMs += slept
    // With a clock of sleep what is too little now is counted with the next look.
    if (slept > 0 || !isClockOfSleep) last = now
    if (slept > 0) onAsleep(slept)
  }

  return {
    look,
    awakeMs() {
      if (last.sinceBootMs === null) look()
      return clocks.monotonicMs() - asleepMs
    },
  }
}

interface Reading {
  readonly monotonicMs: number
  readonly sinceBootMs: number | null
  readonly cpuMs: number
}

function readingOf(clocks: MachineClocks): Reading {
  return { monotonicMs: clocks.monotonicMs(), sinceBootMs: clocks.sinceBootMs(), cpuMs: clocks.cpuMs() }
}

function sleptBetween(before: Reading, after: Reading): number {
  const passed = after.monotonicMs - before.monotonicMs
  if (after.sinceBootMs !== null && before.sinceBootMs !== null) {
    const slept = after.sinceBootMs - before.sinceBootMs - passed
    return slept >= leastAsleepMs ? slept : 0
  }
  const isSilence = passed >= leastSilenceMs && after.cpuMs - before.cpuMs <= passed * mostWorkShare
  return isSilence ? passed : 0
}
