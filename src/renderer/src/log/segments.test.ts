import { expect, test } from 'vitest'
import type { LogRow } from '../../../shared/log-service'
import { colourOf } from './colours'
import { segmentsOf } from './segments'

const row: LogRow = {
  number: 1,
  time: null,
  level: null,
  message: 'epoch 1/20 loss 0.5',
  mark: null,
  cut: false,
  styles: [],
  matches: [],
}

test('figures stand out where the run gives no colours', () => {
  expect(segmentsOf(row, null, true).map(({ text, tone }) => [text, tone])).toEqual([
    ['epoch ', 'plain'],
    ['1/20', 'position'],
    [' loss ', 'plain'],
    ['0.5', 'value'],
  ])
  expect(segmentsOf(row, null, false)).toHaveLength(1)
})

test('colours, matches and selection overlap without losing or doubling a letter', () => {
  const red = { from: 0, to: 10, colour: { kind: 'indexed', index: 1 } } as const
  const coloured = { ...row, styles: [red], matches: [{ from: 6, to: 15 }] }
  const segments = segmentsOf(coloured, { from: 8, to: 12 }, true)
  expect(segments.map(({ text }) => text).join('')).toBe(row.message)
  expect(segments.map((one) => [one.text, one.style !== null, one.isMatch, one.isSelected])).toEqual([
    ['epoch ', true, false, false],
    ['1/', true, true, false],
    ['20', true, true, true],
    [' l', false, true, true],
    ['oss', false, true, false],
    [' 0.5', false, false, false],
  ])
})

test('a terminal’s colours are the theme’s 16, the cube, the greys, and its own', () => {
  expect(colourOf({ kind: 'indexed', index: 1 })).toBe('var(--ansi-red)')
  expect(colourOf({ kind: 'indexed', index: 12 })).toBe('var(--ansi-bright-blue)')
  expect(colourOf({ kind: 'indexed', index: 196 })).toBe('rgb(255 0 0)')
  expect(colourOf({ kind: 'indexed', index: 67 })).toBe('rgb(95 135 175)')
  expect(colourOf({ kind: 'indexed', index: 255 })).toBe('rgb(238 238 238)')
  expect(colourOf({ kind: 'rgb', rgb: 0x00ff07 })).toBe('#00ff07')
})
