import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openItemLog, readItemLog } from './item-log'
import { temporaryFolder } from './support/temporary-folder'

/** Writes starts (below zero: after how many items, plus one) and items, and reads what became of them. */
function recorded(...stretches: { from: number; items: readonly number[] }[]) {
  const path = join(temporaryFolder(), 'items')
  for (const { from, items } of stretches) {
    const log = openItemLog(path, from)
    for (const item of items) log.done(item, item / 10)
    log.close()
  }
  return { path, ...readItemLog(path) }
}

test('what a kill threw away counts once, as it was done again', () => {
  const { losses, fault } = recorded(
    { from: 0, items: [1, 2, 3] },
    { from: 1, items: [2, 3, 4] },
    { from: 4, items: [5] },
  )
  expect(fault).toBeNull()
  expect(losses).toEqual([0.1, 0.2, 0.3, 0.4, 0.5])
})

test('an item that is left out or done twice is named', () => {
  expect(recorded({ from: 0, items: [1, 2] }, { from: 3, items: [4] }).fault).toBe('item 3 was left out')
  expect(recorded({ from: 0, items: [1, 3] }).fault).toBe('item 2 was left out')
  expect(recorded({ from: 0, items: [1, 2, 2, 3] }).fault).toBe('item 2 was done twice')
})

test('a record that a kill cut short is taken back at the next start', () => {
  const { path } = recorded({ from: 0, items: [1, 2] })
  appendFileSync(path, Buffer.alloc(7))
  expect(readItemLog(path).losses).toEqual([0.1, 0.2])
  openItemLog(path, 2).done(3, 0.3)
  expect(readItemLog(path)).toEqual({ losses: [0.1, 0.2, 0.3], fault: null })
})
