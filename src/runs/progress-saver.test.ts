import { describe, expect, test } from 'vitest'
import { createProgressSaver } from './progress-saver'
import { RunFailure } from './run-failure'

function saverWith(savedItem: number | null = null) {
  const saved: number[] = []
  const said: string[] = []
  const world = { ms: 0, isFull: false }
  const saver = createProgressSaver({
    savedItem,
    now: () => world.ms,
    printer: { print: (...lines) => void said.push(...lines), warn: (line) => void said.push(line) },
    save(item) {
      if (world.isFull) throw new RunFailure('failed', `Can't save: disk full`)
      saved.push(item)
    },
  })
  return { saver, saved, said, world }
}

describe('progress saver', () => {
  test('saves every two seconds', () => {
    const { saver, saved, world } = saverWith()
    for (let item = 1; item <= 50; item += 1) {
      world.ms = item * 100
      saver.saveWhenDue(item)
    }
    expect(saved).toEqual([20, 40])
  })

  test('does not save twice what is saved', () => {
    const { saver, saved } = saverWith(7)
    saver.mustSave(7)
    saver.trySave(8)
    saver.mustSave(8)
    expect(saved).toEqual([8])
  })

  test('a failure is a warning, tried again, said at most once a minute, and its end is said', () => {
    const { saver, saved, said, world } = saverWith()
    world.isFull = true
    for (let item = 1; item <= 35; item += 1) {
      world.ms = item * 2000
      saver.saveWhenDue(item)
    }
    const warning = "Can't save: disk full; the run goes on and tries again"
    expect(said).toEqual([warning, warning])
    world.isFull = false
    world.ms += 2000
    saver.saveWhenDue(36)
    expect(saved).toEqual([36])
    expect(said.at(-1)).toBe('Saving works again: 36 items are saved')
  })

  test('a save that must succeed throws', () => {
    const { saver, world } = saverWith()
    world.isFull = true
    expect(() => saver.mustSave(1)).toThrow("Can't save: disk full")
  })
})
