import type { MachineClocks } from '../sleep-watch'

/** A machine whose time passes when a test says so. `countsSleep`: as on Linux, a clock tells of sleep. */
export function testMachine({ countsSleep = true } = {}) {
  let wallMs = 1_800_000_000_000
  let monotonicMs = 5000
  let bootMs = 90_000
  let cpuMs = 0
  const clocks: MachineClocks = {
    monotonicMs: () => monotonicMs,
    sinceBootMs: () => (countsSleep ? bootMs : null),
    cpuMs: () => cpuMs,
  }
  return {
    clocks,
    now: () => wallMs,
    /** Time passes, a share of it in work. */
    pass(ms: number, workShare = 0.9): void {
      wallMs += ms
      monotonicMs += ms
      bootMs += ms
      cpuMs += ms * workShare
    },
    sleep(ms: number): void {
      wallMs += ms
      bootMs += ms
      if (!countsSleep) monotonicMs += ms
    },
    /** Someone sets the time of day. */
    setWall(byMs: number): void {
      wallMs += byMs
    },
  }
}
