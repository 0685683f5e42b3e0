import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { FloodWatch } from './flood-watch'

const gapMs = 50
const fast = 21_000 * gapMs
const slow = 19_000 * gapMs

beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
})

/** A flood whose file grows by so many bytes between looks. */
function flood() {
  const heard: string[] = []
  const watch = new FloodWatch(gapMs, {
    onBegin: () => void heard.push('begin'),
    onEnd: () => void heard.push('end'),
    look: () => void heard.push('look'),
  })
  const looks = (growth: number, count: number) => {
    for (let look = 0; look < count; look += 1) {
      vi.advanceTimersByTime(gapMs)
      watch.noteLook(growth)
    }
  }
  return { watch, heard, looks }
}

test('much that is new at once is a flood, and so is growth at every look for a while; a line now and then is not', () => {
  const big = flood()
  big.looks(256 * 1024, 1)
  expect(big.watch.isFlood).toBe(true)
  const small = flood()
  small.looks(100, 9)
  expect(small.watch.isFlood).toBe(false)
  small.looks(100, 3)
  expect(small.watch.isFlood).toBe(true)
  const rare = flood()
  for (let line = 0; line < 30; line += 1) {
    vi.advanceTimersByTime(100)
    rare.watch.noteLook(100)
  }
  expect(rare.watch.isFlood).toBe(false)
})

test('a flood is looked at by a timer until nothing has come for a while', () => {
  const { watch, heard, looks } = flood()
  looks(fast, 1)
  expect(heard).toEqual(['begin'])
  looks(fast, 4)
  expect(heard).toEqual(['begin', 'look', 'look', 'look', 'look'])
  looks(0, 7)
  expect(watch.isFlood).toBe(true)
  looks(0, 1)
  expect(watch.isFlood).toBe(false)
  expect(heard.at(-1)).toBe('end')
})

test('who is patient lets a fast flood pass for a second at a time, and none that is slow', () => {
  const { watch, looks } = flood()
  looks(fast, 1)
  expect(watch.mayPass).toBe(false)
  const passed = Array.from({ length: 44 }, () => {
    looks(fast, 1)
    return watch.mayPass
  })
  expect(passed.map((may, at) => (may ? null : at)).filter((at) => at !== null)).toEqual([20, 41])
  looks(slow, 1)
  expect([watch.isFlood, watch.isFast, watch.mayPass]).toEqual([true, false, false])
})

test('looks in quick succession don’t pass for a slow flood', () => {
  const { watch, looks } = flood()
  looks(fast, 2)
  expect(watch.isFast).toBe(true)
  watch.noteLook(0)
  vi.advanceTimersByTime(1)
  watch.noteLook(0)
  expect(watch.isFast).toBe(true)
})
