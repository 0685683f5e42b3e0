import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ComputerView } from '../../shared/computer'
import type { RuleCondition } from '../../shared/holds'
import { type RunRules, usualRules } from '../../shared/rules'
import { testFolder } from '../support/folders'
import type { ComputerWish } from './computer-watch'
import { RuleEngine } from './rule-engine'
import { RuleStore } from './rule-store'
import type { RuledRun } from './ruled-run'
import { zoneOfComputer } from './window-times'

/** Wednesday, in the computer's own zone. */
const start = new Date(2026, 10, 25, 10, 0, 0).getTime()
const minute = 60_000

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  vi.useRealTimers()
})

const idle: RuledRun = { profileId: 'a', isActive: false, pid: null, workspace: '/a', collection: null, held: [] }
const active: RuledRun = { ...idle, isActive: true, pid: 100 }

function owner(rules: RunRules, run: RuledRun = active) {
  const store = new RuleStore(join(testFolder(), 'rules.json'))
  store.save('a', rules)
  const told: [ruleId: string, condition: RuleCondition | null][] = []
  const runs = [run]
  let wish: ComputerWish | null = null
  const engine = new RuleEngine({
    store,
    runs: () => runs,
    setRule: (_profileId, ruleId, condition) => void told.push([ruleId, condition]),
    wish: (next) => {
      wish = next
    },
    changed: () => undefined,
  })
  return {
    engine,
    /** What was said since this was last asked, without the rules that found nothing. */
    news: () => told.splice(0).filter(([, condition]) => condition !== null),
    /** What was said since this was last asked. */
    all: () => told.splice(0),
    wish: () => wish,
    becomes: (next: RuledRun) => {
      runs[0] = next
      engine.runChanged(next)
    },
  }
}

function windowAt(from: string, to: string): RunRules {
  return { ...usualRules, windows: [{ id: 'w', name: 'Backup', isOn: true, days: [1, 2, 3, 4, 5, 6, 7], from, to }] }
}

function computer(seen: Partial<ComputerView>): ComputerView {
  const memory = { totalBytes: 32e9, freeBytes: 20e9 }
  return { at: Date.now(), cpuPercent: 1, otherPercent: null, memory, power: null, freeDisk: {}, ...seen }
}

test('a window that is in progress when the app starts holds at once, until its end', () => {
  const { engine, news } = owner(windowAt('09:30', '10:30'))
  engine.look()
  expect(news()).toEqual([
    ['rule:window:w', { reason: { kind: 'window', name: 'Backup' }, until: start + 30 * minute }],
  ])
  engine.stop()
})

test('a window begins and ends on the very moment, and each is said once', () => {
  const { engine, all } = owner(windowAt('10:10', '10:20'))
  engine.look()
  all()
  vi.advanceTimersByTime(10 * minute - 1)
  expect(all()).toEqual([])
  vi.advanceTimersByTime(2)
  expect(all()).toEqual([['rule:window:w', expect.objectContaining({ until: start + 20 * minute })]])
  vi.advanceTimersByTime(10 * minute - 2)
  expect(all()).toEqual([])
  vi.advanceTimersByTime(2)
  expect(all()).toEqual([['rule:window:w', null]])
  engine.stop()
})

test('a run that isn’t active is left alone, and one that is started within a window is held', () => {
  const { engine, all, news, becomes } = owner(windowAt('09:00', '11:00'), idle)
  engine.look()
  vi.advanceTimersByTime(minute)
  expect(all()).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
  becomes(active)
  expect(news()).toHaveLength(1)
  becomes(active)
  expect(all()).toEqual([])
  becomes(idle)
  becomes(active)
  expect(news()).toHaveLength(1)
  engine.stop()
})

test('a rule that is switched off, and a window that is removed, release what they hold', () => {
  const rules = { ...windowAt('09:00', '11:00'), lowMemory: { isOn: true, gigabytes: 30 } }
  const { engine, news, all } = owner(rules)
  engine.computerChanged(computer({}))
  expect(news().map(([ruleId]) => ruleId)).toEqual(['rule:window:w', 'rule:lowMemory'])
  engine.save('a', { ...rules, lowMemory: { isOn: false, gigabytes: 30 } })
  expect(all()).toEqual([['rule:lowMemory', null]])
  engine.save('a', usualRules)
  expect(all()).toEqual([['rule:window:w', null]])
})

test('the computer is asked only for what a rule of an active run needs', () => {
  const { engine, wish, becomes } = owner({ ...usualRules, otherPrograms: { isOn: true, percent: 70, minutes: 2 } })
  engine.look()
  expect(wish()).toEqual({ everyMs: 5000, roots: [100], folders: {} })
  engine.save('a', { ...usualRules, lowDisk: { isOn: true, gigabytes: 1 } })
  expect(wish()).toEqual({ everyMs: 5000, roots: null, folders: { a: '/a' } })
  engine.save('a', windowAt('09:00', '11:00'))
  expect(wish()).toBeNull()
  engine.save('a', { ...usualRules, battery: { isOn: true, belowPercent: null, resumeMinutes: 1 } })
  expect(wish()).not.toBeNull()
  becomes(idle)
  expect(wish()).toBeNull()
  expect(vi.getTimerCount()).toBe(0)
})

test('what was seen long ago says nothing of now', () => {
  const { engine, news, all } = owner({ ...usualRules, lowMemory: { isOn: true, gigabytes: 30 } })
  engine.computerChanged(computer({ at: start - 2 * minute }))
  expect(news()).toEqual([])
  engine.computerChanged(computer({}))
  expect(news()).toHaveLength(1)
  vi.advanceTimersByTime(5 * minute)
  expect(all()).toEqual([]) // And what isn't known any more changes nothing.
  engine.stop()
})

test('what is on next is told for the coming days, the one in progress first, those that are off not at all', () => {
  const { engine } = owner({
    ...usualRules,
    windows: [
      { id: 'later', name: 'Later', isOn: true, days: [3], from: '23:00', to: '01:00' },
      { id: 'now', name: 'Now', isOn: true, days: [3], from: '09:00', to: '11:00' },
      { id: 'off', name: 'Off', isOn: false, days: [3], from: '09:00', to: '11:00' },
    ],
  })
  expect(zoneOfComputer()).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
  expect(engine.view('a').times.map(({ windowId }) => windowId)).toEqual(['now', 'later', 'now', 'later'])
})
