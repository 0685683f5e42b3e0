import { expect, test } from 'vitest'
import { ribbonLabels } from './ribbon-labels'

const texts = ['CPU rule, 16 min', '16 min']
const shown = (...places: readonly (readonly [left: number, right: number])[]) =>
  ribbonLabels(places.map(([left, right]) => ({ left, right, texts }))).map(({ piece, text, isAtEnd }) => [
    piece.left,
    text,
    isAtEnd,
  ])

test('each label stands at its piece where there is room', () => {
  expect(shown([10, 12], [40, 60])).toEqual([
    [40, 'CPU rule, 16 min', false],
    [10, 'CPU rule, 16 min', false],
  ])
})

test('an older label is shortened, and left out where even that would touch', () => {
  expect(shown([10, 12], [20, 22], [23, 24])).toEqual([
    [23, 'CPU rule, 16 min', false],
    [10, '16 min', false],
  ])
})

test('a label that would reach beyond the ribbon ends with its piece', () => {
  expect(shown([60, 62], [95, 100])).toEqual([
    [95, 'CPU rule, 16 min', true],
    [60, 'CPU rule, 16 min', false],
  ])
})
