import { uptime } from 'node:os'
import { createSleepWatch, type MachineClocks, type SleepWatch } from '../shared/sleep-watch'

/** How often is looked: a sleep is told of this long after it at most. */
const lookEveryMs = 2000

const clocks: MachineClocks = {
  monotonicMs: () => performance.now(),
  // Node reads /proc/uptime there; on other systems this clock tells nothing that the monotonic one doesn't.
  sinceBootMs: () => (process.platform === 'linux' ? uptime() * 1000 : null),
  cpuMs() {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
}

/** How long this machine has slept since it was started, in milliseconds; null where no clock tells. */
export function asleepSinceBoot(): number | null {
  const sinceBootMs = clocks.sinceBootMs()
  // There this clock began with the machine too, unlike `performance.now()`, and stands still in sleep.
  return sinceBootMs === null ? null : sinceBootMs - Number(process.hrtime.bigint()) / 1e6
}

/** A watch for sleep that looks by itself until it is closed. */
export interface SleepTicks extends Pick<SleepWatch, 'awakeMs'> {
  close(): void
}

/** A watch for this machine's sleep, for those who have a timer of their own to look by. */
export function machineSleepWatch(onAsleep: (ms: number) => void): SleepWatch {
  return createSleepWatch(clocks, onAsleep)
}

/** Watches for the machine's sleep. */
export function watchSleep(onAsleep: (ms: number) => void): SleepTicks {
  const watch = machineSleepWatch(onAsleep)
  const timer = setInterval(() => watch.look(), lookEveryMs)
  timer.unref()
  return {
    awakeMs: () => watch.awakeMs(),
    close() {
      // It may have slept since the last look.
      watch.look()
      clearInterval(timer)
    },
  }
}
