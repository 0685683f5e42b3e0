import { expect, test } from 'vitest'
import type { PlacedNote } from '../../../shared/log-service'
import { Places } from './places'

const note = (before: number): PlacedNote => ({ before, time: 0, note: { kind: 'stopAsked' } })

test('notes stand before their lines, several in their order, and one behind the last line', () => {
  const places = new Places(3, [note(1), note(3), note(3), note(4), note(9)])
  expect(places.count).toBe(7)
  const shown = Array.from({ length: 7 }, (_, index) => places.at(index + 1))
  expect(shown.map((one) => (one.kind === 'row' ? one.row : `note ${one.at}`))).toEqual([
    'note 0',
    1,
    2,
    'note 1',
    'note 2',
    3,
    'note 3',
  ])
  expect([1, 2, 3].map((row) => places.ofRow(row))).toEqual([2, 3, 6])
  expect(places.rowFrom(4)).toBe(3)
  expect(places.rowFrom(7)).toBe(4)
})

test('every row has a place, and every place a row or a note', () => {
  const places = new Places(
    1000,
    Array.from({ length: 300 }, (_, index) => note(1 + Math.floor(index / 3) * 7)),
  )
  for (let row = 1; row <= 1000; row += 1) expect(places.at(places.ofRow(row))).toEqual({ kind: 'row', row })
})

test('without notes places are rows', () => {
  const places = new Places(5, [])
  expect(places.at(4)).toEqual({ kind: 'row', row: 4 })
  expect(places.ofRow(4)).toBe(4)
})
