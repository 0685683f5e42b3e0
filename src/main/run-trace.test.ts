import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createSleepWatch } from '../shared/sleep-watch'
import { timeIn } from '../shared/run-history'
import { testMachine } from '../shared/support/test-machine'
import { RunTrace } from './run-trace'

const itemsPerSecond = 10
const total = 100_000

/** A user's own run on a machine whose time a test makes pass: it tells of its items each second, the app looks each two. */
function tracedRun() {
  const machine = testMachine()
  const trace = new RunTrace()
  let item = 0
  const watch = createSleepWatch(machine.clocks, (ms) => trace.asleep(machine.now() - ms, machine.now()))
  trace.begin(machine.now())
  const tell = () => trace.take({ item, total, percent: null, figures: {}, time: null, line: '' }, machine.now())
  return {
    ...{ machine, trace, tell, look: () => watch.look() },
    works(seconds: number): void {
      for (let second = 1; second <= seconds; second += 1) {
        machine.pass(1000)
        item += itemsPerSecond
        tell()
        if (second % 2 === 0) watch.look()
      }
    },
    pauses(seconds: number, sleepsMs = 0): void {
      trace.stateChanged({ kind: 'paused', since: machine.now() })
      machine.pass(seconds * 500, 0)
      machine.sleep(sleepsMs)
      machine.pass(seconds * 500, 0)
      watch.look()
      trace.stateChanged({ kind: 'running', since: machine.now(), withdrawn: false })
    },
    times() {
      const inSeconds = (kind: 'active' | 'paused' | 'asleep') =>
        Math.round(timeIn(kind, trace.history.spans, machine.now()) / 1000)
      return { active: inSeconds('active'), paused: inSeconds('paused'), asleep: inSeconds('asleep') }
    },
    /** How far off the remaining time is, as a share of it. */
    etaError() {
      const right = (total - item) / itemsPerSecond
      return Math.abs((trace.progress?.etaSeconds ?? 0) - right) / right
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  return () => void vi.useRealTimers()
})

describe('a user’s own run', () => {
  test('has its active, paused and asleep time told apart to the second, also when it sleeps in a pause', () => {
    const run = tracedRun()
    run.works(60)
    run.pauses(3600)
    run.works(30)
    run.machine.sleep(8 * 3_600_000)
    run.look()
    run.works(30)
    run.pauses(600, 1_800_000)
    run.works(10)
    expect(run.times()).toEqual({ active: 130, paused: 4200, asleep: 8 * 3600 + 1800 })
  })

  test('has the right remaining time in the first lines after a pause and after a sleep', () => {
    const run = tracedRun()
    run.works(120)
    run.pauses(3600)
    run.works(1)
    expect(run.etaError()).toBeLessThan(0.05)
    run.works(20)
    run.machine.sleep(3_600_000)
    // The app is told of the sleep only after a line has come.
    run.tell()
    run.look()
    run.works(1)
    expect(run.etaError()).toBeLessThan(0.05)
    expect(run.trace.progress?.ratePerSecond).toBeCloseTo(itemsPerSecond, 0)
    run.works(60)
    expect(run.etaError()).toBeLessThan(0.001)
  })

  test('has the sleep taken out of the past when its lines are read again', () => {
    const run = tracedRun()
    const from = run.machine.now()
    run.works(60)
    // Nothing was looked at meanwhile: the notes tell of it at the end.
    run.machine.sleep(600_000)
    const to = run.machine.now()
    run.machine.pass(1000)
    run.trace.asleep(to - 600_000, to)
    expect(run.times()).toEqual({ active: 61, paused: 0, asleep: 600 })
    expect(run.trace.history.spans[0]).toMatchObject({ kind: 'active', from, to: to - 600_000 })
  })
})
