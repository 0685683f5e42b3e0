import { expect, test } from 'vitest'
import { type RunRules, usualRules } from '../../shared/rules'
import { conditionsOf, firstState, nextState, type RunRulesState, type RunSample } from './run-evaluation'

const start = Date.parse('2026-11-25T10:00Z')
const second = 1000
const minute = 60 * second
const gigabyte = 1e9
/** Memory is sold in others than disks. */
const memoryGigabyte = 1024 ** 3

/** A run with some rules on, looked at again and again; the time is the test's. */
class LookedAt {
  now = start
  private state: RunRulesState = firstState([])

  constructor(private readonly rules: RunRules) {}

  /** Looks at such a computer for a while, every five seconds; says what the rule finds at the end. */
  look(ruleId: string, seen: Partial<RunSample>, forMs = 0): unknown {
    const until = this.now + forMs
    for (;;) {
      this.lookOnce(seen)
      if (this.now >= until) return this.found(ruleId)
      this.now = Math.min(until, this.now + 5 * second)
    }
  }

  later(ms: number): void {
    this.now += ms
  }

  private found(ruleId: string): unknown {
    const found = conditionsOf(this.state, this.rules, { now: this.now, zone: 'UTC' })
    return found.get(ruleId as `rule:${string}`) ?? null
  }

  private lookOnce(seen: Partial<RunSample>): void {
    this.state = nextState(this.state, this.rules, {
      ...{ now: this.now, zone: 'UTC', workspace: '/work', power: null, otherPercent: null },
      ...{ freeMemory: null, freeDisk: null, collection: null },
      ...seen,
    })
  }
}

const battery = (percent: number | null) => ({ power: { onBattery: true, percent } })
const mains = { power: { onBattery: false, percent: 80 } }

function batteryRun(rule: Partial<RunRules['battery']> = {}): LookedAt {
  return new LookedAt({ ...usualRules, battery: { ...usualRules.battery, isOn: true, ...rule } })
}

test('on battery holds at once, and on until mains power has been back for as long as was set', () => {
  const run = batteryRun({ resumeMinutes: 2 })
  const held = { reason: { kind: 'battery', percent: 78 }, until: null }
  expect(run.look('rule:battery', mains)).toBeNull()
  expect(run.look('rule:battery', battery(78))).toEqual(held)
  expect(run.look('rule:battery', mains, 2 * minute - second)).toEqual(held)
  run.later(second)
  expect(run.look('rule:battery', mains)).toBeNull()
})

test('a plug that is loose doesn’t start the run again and again', () => {
  const run = batteryRun()
  run.look('rule:battery', battery(78))
  for (let time = 0; time < 5; time += 1) {
    expect(run.look('rule:battery', mains, 50 * second)).not.toBeNull()
    run.later(5 * second)
    expect(run.look('rule:battery', battery(70), 5 * second)).not.toBeNull()
  }
  expect(run.look('rule:battery', mains, minute)).toBeNull()
})

test('below a charge holds only below it, and what isn’t known changes nothing', () => {
  const run = batteryRun({ belowPercent: 30 })
  expect(run.look('rule:battery', battery(30))).toBeNull()
  expect(run.look('rule:battery', battery(null))).toBeNull()
  expect(run.look('rule:battery', battery(29))).toMatchObject({ reason: { percent: 29 } })
  expect(run.look('rule:battery', battery(null))).not.toBeNull()
  expect(run.look('rule:battery', { power: null }, 10 * minute)).not.toBeNull()
  expect(run.look('rule:battery', mains, minute)).toBeNull()
})

test('a clock that is set back an hour lengthens the wait by no more than itself', () => {
  const run = batteryRun()
  run.look('rule:battery', battery(50))
  run.look('rule:battery', mains, 30 * second)
  run.later(-60 * minute)
  expect(run.look('rule:battery', mains)).not.toBeNull()
  expect(run.look('rule:battery', mains, minute)).toBeNull()
})

function busyRun(): LookedAt {
  return new LookedAt({ ...usualRules, otherPrograms: { isOn: true, percent: 70, minutes: 2 } })
}
const others = (otherPercent: number | null) => ({ otherPercent })

test('other programs hold once they were over the limit for the set minutes', () => {
  const run = busyRun()
  expect(run.look('rule:otherPrograms', others(90), 2 * minute - second)).toBeNull()
  run.later(second)
  expect(run.look('rule:otherPrograms', others(81.4))).toEqual({
    reason: { kind: 'otherPrograms', percent: 81, minutes: 2 },
    until: null,
  })
})

test('a short dip doesn’t end a busy time, a calm moment does', () => {
  const dipped = busyRun()
  dipped.look('rule:otherPrograms', others(90), minute)
  dipped.look('rule:otherPrograms', others(60))
  expect(dipped.look('rule:otherPrograms', others(90), minute)).not.toBeNull()
  const calmed = busyRun()
  calmed.look('rule:otherPrograms', others(90), minute)
  calmed.look('rule:otherPrograms', others(50))
  expect(calmed.look('rule:otherPrograms', others(90), minute + 55 * second)).toBeNull()
})

test('the run goes on only after they were calm for a minute', () => {
  const run = busyRun()
  run.look('rule:otherPrograms', others(90), 2 * minute)
  expect(run.look('rule:otherPrograms', others(65), 10 * minute)).not.toBeNull() // Under the limit, but not calm.
  expect(run.look('rule:otherPrograms', others(40), 55 * second)).not.toBeNull()
  expect(run.look('rule:otherPrograms', others(90))).not.toBeNull()
  expect(run.look('rule:otherPrograms', others(40), minute - second)).not.toBeNull()
  run.later(second)
  expect(run.look('rule:otherPrograms', others(40))).toBeNull()
})

test('a computer that slept wasn’t busy meanwhile', () => {
  const run = busyRun()
  run.look('rule:otherPrograms', others(90), 30 * second)
  run.later(3 * 60 * minute)
  expect(run.look('rule:otherPrograms', others(90))).toBeNull()
  expect(run.look('rule:otherPrograms', others(90), 2 * minute)).not.toBeNull()
})

test('memory and disk hold below their limit, and on until clearly more is free', () => {
  const run = new LookedAt({
    ...usualRules,
    lowMemory: { isOn: true, gigabytes: 2 },
    lowDisk: { isOn: true, gigabytes: 5 },
  })
  expect(run.look('rule:lowMemory', { freeMemory: 2 * memoryGigabyte })).toBeNull()
  expect(run.look('rule:lowMemory', { freeMemory: 2 * memoryGigabyte - 1 })).toMatchObject({
    reason: { kind: 'lowMemory', freeBytes: 2 * memoryGigabyte - 1 },
  })
  expect(run.look('rule:lowMemory', { freeMemory: 2.3 * memoryGigabyte })).not.toBeNull()
  expect(run.look('rule:lowMemory', { freeMemory: null })).not.toBeNull()
  expect(run.look('rule:lowMemory', { freeMemory: 2.4 * memoryGigabyte })).toBeNull()
  expect(run.look('rule:lowDisk', { freeDisk: 4 * gigabyte })).toEqual({
    reason: { kind: 'lowDisk', freeBytes: 4 * gigabyte, folder: '/work' },
    until: null,
  })
  expect(run.look('rule:lowDisk', { freeDisk: 5.9 * gigabyte })).not.toBeNull()
  expect(run.look('rule:lowDisk', { freeDisk: 6 * gigabyte })).toBeNull()
})

function worker(phase: 'idle' | 'fetching', since: number) {
  return { number: 1, phase, since, listing: null, url: null, attempt: 1, tries: 3, done: 0, errors: 0 }
}
function collection(phase: 'idle' | 'fetching', since: number, waits: readonly [host: string, until: number][]) {
  return {
    holds: waits.map(([host, until]) => ({ host, until, status: 429 })),
    workers: [worker('idle', since), worker(phase, since)],
    items: { done: 1, total: 9, collected: 1, failed: 0, queued: 8 },
  }
}

test('a rate limit holds only while every host waits, until the first may be asked again', () => {
  const run = new LookedAt({ ...usualRules, rateLimit: { isOn: true } })
  const waits: [string, number][] = [
    ['b.example', start + 90 * second],
    ['a.example', start + 60 * second],
  ]
  const look = (seen: ReturnType<typeof collection>) => run.look('rule:rateLimit', { collection: seen })
  run.later(10 * second)
  expect(look(collection('fetching', start, waits))).toBeNull() // One host still answers.
  expect(look(collection('idle', run.now, waits))).toBeNull() // Idle only for this moment.
  expect(
    look({ ...collection('idle', start, waits), items: { ...collection('idle', 0, []).items, queued: 0 } }),
  ).toBeNull()
  expect(look(collection('idle', start, []))).toBeNull() // Between two cycles.
  expect(look(collection('idle', start, waits))).toEqual({
    reason: { kind: 'rateLimit', host: 'a.example' },
    until: start + 60 * second,
  })
  run.now = start + 60 * second - 1
  expect(look(collection('idle', start, waits))).not.toBeNull()
  run.now = start + 60 * second
  expect(look(collection('fetching', start, waits))).toBeNull()
})

test('a rule that is off finds nothing, whatever there is', () => {
  const run = new LookedAt(usualRules)
  const seen = { ...battery(1), otherPercent: 100, freeMemory: 0, freeDisk: 0 }
  for (const rule of ['battery', 'otherPrograms', 'lowMemory', 'lowDisk', 'rateLimit'])
    expect(run.look(`rule:${rule}`, seen, 5 * minute)).toBeNull()
})

test('what held before the app was started is held on until it’s known to be over', () => {
  const reason = { kind: 'otherPrograms', percent: 81, minutes: 2 } as const
  const rules = { ...usualRules, otherPrograms: { isOn: true, percent: 70, minutes: 2 } }
  const unknown = { now: start, zone: 'UTC', workspace: '/', power: null, otherPercent: null }
  const sample = { ...unknown, freeMemory: null, freeDisk: null, collection: null }
  const state = nextState(firstState([{ reason, until: null }]), rules, sample)
  expect(conditionsOf(state, rules, sample).get('rule:otherPrograms')).toEqual({ reason, until: null })
})
