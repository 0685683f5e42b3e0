import { describe, expect, test } from 'vitest'
import { createSleepWatch } from '../../shared/sleep-watch'
import { testMachine } from '../../shared/support/test-machine'
import { type ActiveClock, createActiveClock } from '../active-clock'
import type { MetricsEntry } from '../metrics-log'
import { createProgressReport } from './progress-report'

function reportOn(total: number, otherClock?: ActiveClock) {
  const time = { ms: 0 }
  const clock = otherClock ?? createActiveClock(() => time.ms)
  const lines: string[] = []
  const entries: MetricsEntry[] = []
  const report = createProgressReport({
    plan: { epochs: 4, itemsPerEpoch: total / 4, total },
    startItem: 0,
    clock,
    printer: { print: (...printed) => void lines.push(...printed) },
    metrics: { append: (entry) => void entries.push(entry), close() {} },
  })
  return { time, clock, lines, entries, report }
}

describe('progress report', () => {
  test('says at most twice a second where the training stands', () => {
    const { time, lines, report } = reportOn(4000)
    for (let item = 1; item <= 300; item += 1) {
      time.ms += 10
      report.itemDone(item, 0.25)
    }
    expect(lines).toHaveLength(6)
    expect(lines[0]).toBe('epoch 1/4 batch 50/1000 item 50/4000 loss 0.25000 rate 100.0/s eta 40 s')
  })

  test('says how far it came also when it is done before the first line is due', () => {
    const { time, lines, report } = reportOn(400)
    for (let item = 1; item <= 400; item += 1) {
      time.ms += 1
      report.itemDone(item, 0.25)
    }
    expect(lines).toEqual(['epoch 4/4 batch 100/100 item 400/400 loss 0.25000 rate 1000.0/s eta 0 s'])
  })

  test('a last line right after another leaves the rate as it was', () => {
    const { time, lines, report } = reportOn(8)
    for (const ms of [500, 500, 500, 500, 500, 500, 500, 0]) {
      time.ms += ms
      report.itemDone(lines.length + 1, 0.25)
    }
    expect(lines.slice(-2)).toEqual([
      'epoch 4/4 batch 1/2 item 7/8 loss 0.25000 rate 2.0/s eta 1 s',
      'epoch 4/4 batch 2/2 item 8/8 loss 0.25000 rate 2.0/s eta 0 s',
    ])
  })

  test('an hour of pause changes neither rate nor remaining time', () => {
    const { time, clock, lines, report } = reportOn(4000)
    for (let item = 1; item <= 100; item += 1) {
      time.ms += 10
      if (item === 75) {
        clock.hold()
        time.ms += 3_600_000
        clock.release()
      }
      report.itemDone(item, 0.25)
    }
    expect(lines.at(-1)).toBe('epoch 1/4 batch 100/1000 item 100/4000 loss 0.25000 rate 100.0/s eta 39 s')
  })

  test('after a pause and a sleep of the machine the remaining time is right at once', () => {
    const machine = testMachine()
    const watch = createSleepWatch(machine.clocks, () => undefined)
    const { clock, lines, report } = reportOn(100_000, createActiveClock(watch.awakeMs))
    let item = 0
    const work = (seconds: number) => {
      for (let done = 0; done < seconds * 10; done += 1) {
        machine.pass(100)
        item += 1
        report.itemDone(item, 0.25)
      }
    }
    work(60)
    clock.hold()
    machine.pass(3_600_000)
    clock.release()
    machine.sleep(60_000)
    work(1)
    const eta = / eta (.+)$/.exec(lines.at(-1) ?? '')?.[1]
    // (100,000 - 610) items at 10 a second
    expect(eta).toBe('9939 s')
    work(59)
    expect(clock.activeMs).toBe(120_000)
  })

  test('charts get at most four points a second and 2000 in all', () => {
    const slow = reportOn(4000)
    for (let item = 1; item <= 1000; item += 1) {
      slow.time.ms += 10
      slow.report.itemDone(item, 1)
    }
    expect(slow.entries).toHaveLength(40)
    const long = reportOn(4_000_000)
    for (let item = 1; item <= 10_000; item += 1) {
      long.time.ms += 250
      long.report.itemDone(item, 1)
    }
    expect(long.entries).toHaveLength(5)
  })
})
