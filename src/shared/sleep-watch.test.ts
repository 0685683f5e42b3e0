import { describe, expect, test } from 'vitest'
import type { MetricsRecord } from './metrics'
import { emptyHistory, extendHistory, pausesIn, timeIn } from './run-history'
import { createSleepWatch } from './sleep-watch'
import { testMachine } from './support/test-machine'

/** A run that writes its records as time passes, and looks for sleep every two seconds. */
function testRun({ countsSleep }: { readonly countsSleep: boolean }) {
  const machine = testMachine({ countsSleep })
  const records: MetricsRecord[] = []
  const watch = createSleepWatch(machine.clocks, (ms) => write('asleep', { ms }))
  function write(kind: MetricsRecord['kind'], more = {}): void {
    records.push({ kind, time: machine.now(), item: 0, ...more } as MetricsRecord)
  }
  write('started', { total: 10, epochs: 1, itemsPerEpoch: 10 })
  return {
    ...{ machine, records, write, look: () => watch.look() },
    live(seconds: number, workShare?: number): void {
      for (let passed = 0; passed < seconds; passed += 2) {
        machine.pass(2000, workShare)
        watch.look()
      }
    },
    times() {
      const { spans } = extendHistory(emptyHistory, records)
      const now = machine.now()
      const inSeconds = (kind: 'active' | 'paused' | 'asleep') => Math.round(timeIn(kind, spans, now) / 1000)
      return { active: inSeconds('active'), paused: inSeconds('paused'), asleep: inSeconds('asleep') }
    },
    pauses: () => pausesIn(extendHistory(emptyHistory, records).spans),
  }
}

describe.each([
  ['a clock that counts sleep', { countsSleep: true }],
  ['clocks that all go on in sleep', { countsSleep: false }],
])('with %s', (_name, options) => {
  test('active, paused and asleep time are told apart to the second', () => {
    const run = testRun(options)
    run.live(60)
    run.write('paused')
    run.live(3600, 0)
    run.write('resumed')
    run.machine.sleep(60_000)
    run.look()
    run.live(60)
    expect(run.times()).toEqual({ active: 120, paused: 3600, asleep: 60 })
    expect(run.pauses()).toHaveLength(1)
  })

  test('a sleep within a pause leaves it one pause, also when the run goes on before it tells of the sleep', () => {
    const run = testRun(options)
    run.live(10)
    run.write('paused')
    run.live(20, 0)
    run.machine.sleep(8 * 3_600_000)
    run.look()
    run.live(20, 0)
    run.machine.sleep(3_600_000)
    run.write('resumed')
    run.look()
    run.live(10)
    expect(run.times()).toEqual({ active: 20, paused: 40, asleep: 9 * 3600 })
    expect(run.pauses()).toEqual([expect.objectContaining({ from: run.records[1]?.time })])
  })

  test('a second that passes late is no sleep, nor is setting the time of day', () => {
    const run = testRun(options)
    for (let round = 0; round < 100; round += 1) {
      run.machine.pass(2000 + round)
      run.machine.setWall(60_000)
      run.look()
    }
    expect(run.records).toHaveLength(1)
  })
})

test('with clocks that all go on, a long item that works is no sleep', () => {
  const run = testRun({ countsSleep: false })
  run.machine.pass(300_000)
  run.look()
  expect(run.records).toHaveLength(1)
})

test('short sleeps add up', () => {
  const run = testRun({ countsSleep: true })
  for (let round = 0; round < 10; round += 1) {
    run.machine.sleep(400)
    run.live(2)
  }
  expect(run.times().asleep).toBeGreaterThanOrEqual(3)
})
