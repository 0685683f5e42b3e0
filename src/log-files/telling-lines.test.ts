import { expect, test } from 'vitest'
import { countLines, lastLines, lastProgress, tellingLines } from './telling-lines'

const progress = (item: number) => `epoch 1/2 batch ${item}/9 item ${item}/18 loss 0.5 rate 3.0/s eta 5 s`
const filler = 'nothing of note ü\n'.repeat(6000) // Longer than a window that is decoded at once.
const text = `first\n${filler}2026-11-24T12:00:00Z WARN low\n${progress(1)}\n${filler}PAUSE DETECTED: Training paused\n${progress(2)}\nepoch of its own\n\nlast\n`
const block = Buffer.from(text)
const lines = text.split('\n')

test('the lines that say something are found with their numbers, wherever they stand', () => {
  expect(tellingLines(block, 100).map(({ number, message }) => [number, message])).toEqual([
    [100 + lines.indexOf('2026-11-24T12:00:00Z WARN low') + 1, 'low'],
    [100 + lines.indexOf('PAUSE DETECTED: Training paused') + 1, 'PAUSE DETECTED: Training paused'],
  ])
  expect(tellingLines(Buffer.from('no\nerror: without an end'), 0).map(({ number }) => number)).toEqual([2])
  expect(tellingLines(Buffer.from('error: one error\nerror: two\n'), 0).map(({ number }) => number)).toEqual([1, 2])
})

test('the last progress line counts, also when other lines look a little like it', () => {
  expect(lastProgress(block)?.item).toBe(2)
  expect(lastProgress(Buffer.from('epoch\nno progress\n'))).toBeNull()
  expect(lastProgress(Buffer.from(progress(7)))?.item).toBe(7)
})

test('the last lines are those that say anything', () => {
  expect(lastLines(block, 3).map(String)).toEqual([progress(2), 'epoch of its own', 'last'])
  expect(lastLines(Buffer.from('\n\n'), 3)).toEqual([])
  expect(lastLines(Buffer.from('only'), 3).map(String)).toEqual(['only'])
})

test('lines are counted by their ends', () => {
  expect(countLines(block)).toBe(lines.length - 1)
})
