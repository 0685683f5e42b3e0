import { expect, test } from 'vitest'
import type { LogRow } from '../../../shared/log-service'
import { cutToSelection, lineEnd, selectedRange } from './selection'
import { wordAround } from './text-points'

const rowOf = (message: string): LogRow => ({
  number: 1,
  time: null,
  level: null,
  message,
  mark: null,
  cut: false,
  styles: [],
  matches: [],
})
const first = rowOf('first message')
const last = rowOf('last message')
const text = '10:00 info first message\nbetween\n10:02 info last message'

test('a selection over lines takes whole lines between, and parts of the first and the last', () => {
  const forward = { anchor: { row: 5, at: 6 }, head: { row: 7, at: 4 } }
  const backward = { anchor: forward.head, head: forward.anchor }
  for (const selection of [forward, backward])
    expect(cutToSelection(text, selection, first, last)).toBe('message\nbetween\n10:02 info last')
})

test('from a line’s start to a line’s end it takes all of it, the time too', () => {
  const selection = { anchor: { row: 5, at: 0 }, head: { row: 7, at: lineEnd } }
  expect(cutToSelection(text, selection, first, last)).toBe(text)
  expect(cutToSelection(text, selection)).toBe(text)
})

test('within one line it takes the letters between', () => {
  const selection = { anchor: { row: 5, at: 6 }, head: { row: 5, at: 10 } }
  expect(cutToSelection('10:00 info first message', selection, first, first)).toBe('mess')
})

test('each line knows which part of it is selected', () => {
  const selection = { anchor: { row: 7, at: 4 }, head: { row: 5, at: 6 } }
  expect(selectedRange(selection, 4, 10)).toBeNull()
  expect(selectedRange(selection, 5, 10)).toEqual({ from: 6, to: 10 })
  expect(selectedRange(selection, 6, 10)).toEqual({ from: 0, to: 10 })
  expect(selectedRange(selection, 6, 0)).toEqual({ from: 0, to: 0 })
  expect(selectedRange(selection, 7, 10)).toEqual({ from: 0, to: 4 })
  expect(selectedRange(selection, 8, 10)).toBeNull()
})

test('a word is what is mostly copied: paths and numbers whole', () => {
  const line = 'saved to runs/24/ckpt-2878.json, ok'
  const { from, to } = wordAround(line, 12)
  expect(line.slice(from, to)).toBe('runs/24/ckpt-2878.json')
})
