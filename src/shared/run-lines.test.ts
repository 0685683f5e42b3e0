import { describe, expect, test } from 'vitest'
import {
  continuingLine,
  howToResumeLine,
  markOf,
  modelSavedLine,
  parseLine,
  parseProgressLine,
  pausedLine,
  progressLine,
  progressSavedLine,
  resumedLine,
} from './run-lines'

const hash = 'ab'.repeat(32)

// Spelled out: a changed line must fail here, not pass by being compared with itself.
test('the contract’s lines, word for word', () => {
  expect(pausedLine('training')).toBe('PAUSE DETECTED: Training paused')
  expect(pausedLine('collection')).toBe('PAUSE DETECTED: Collection paused')
  expect(howToResumeLine('training', 'pause.txt')).toBe("Delete 'pause.txt' to resume training")
  expect(howToResumeLine('collection', 'pause_collector.txt')).toBe("Delete 'pause_collector.txt' to resume collection")
  expect(resumedLine('training')).toBe('RESUMING: Training resumed')
  expect(resumedLine('collection')).toBe('RESUMING: Collection resumed')
  expect(progressSavedLine(3, 10)).toBe('Progress saved: 3 of 10 items')
  expect(continuingLine(3, 10)).toBe('Continuing from item 4 of 10')
  expect(modelSavedLine('/w/model', hash)).toBe(`Model saved: /w/model sha256=${hash}`)
})

describe('marks', () => {
  test.each([
    ['PAUSE DETECTED: Training paused', 'paused'],
    ['PAUSE DETECTED: Collection paused', 'paused'],
    ['RESUMING: Training resumed', 'resumed'],
    ["Delete 'a folder/pause.txt' to resume training", 'howToResume'],
    ['Progress saved: 3 of 10 items', 'saved'],
    ['Continuing from item 4 of 10', 'continuing'],
    [`Model saved: C:\\w\\my model sha256=${hash}`, 'modelSaved'],
    ['  RESUMING: Training resumed  ', 'resumed'],
    ['I saw PAUSE DETECTED: Training paused', null],
    ['PAUSE DETECTED: Training paused?', null],
    ['PAUSE DETECTED: training paused', null],
    ['Progress saved: some of 10 items', null],
    ['Model saved: /w/model sha256=short', null],
    ['', null],
  ])('%s', (message, mark) => expect(markOf(message)).toBe(mark))
})

describe('a timestamp and a level may stand before', () => {
  const said = 'PAUSE DETECTED: Training paused'
  test.each([
    [said, null, null],
    [`2026-11-24T10:00:00.250Z ${said}`, Date.UTC(2026, 10, 24, 10, 0, 0, 250), null],
    [`[2026-11-24T10:00:00Z] [INFO] ${said}`, Date.UTC(2026, 10, 24, 10), 'info'],
    [`2026-11-24T10:00:00+01:00 WARNING: ${said}`, Date.UTC(2026, 10, 24, 9), 'warn'],
    [`2026-11-24 10:00:00,250 - INFO - ${said}`, new Date(2026, 10, 24, 10, 0, 0, 250).getTime(), 'info'],
    [`ERROR ${said}`, null, 'error'],
    [`CRITICAL: ${said}`, null, 'error'],
    [`debug ${said}`, null, 'debug'],
  ])('%s', (line, time, level) => {
    expect(parseLine(line)).toEqual({ time, level, message: said })
    expect(markOf(parseLine(line).message)).toBe('paused')
  })

  test('what only looks like a timestamp stays part of the message', () => {
    const line = '2026-99-99T99:99:99Z hello'
    expect(parseLine(line)).toEqual({ time: null, level: null, message: line })
  })
})

test('a progress line is read back as it was written', () => {
  const progress = {
    epoch: 2,
    epochs: 3,
    batch: 17,
    batches: 640,
    item: 657,
    total: 1920,
    loss: 0.12346,
    rate: 12.3,
    etaSeconds: 103,
  }
  expect(parseProgressLine(progressLine(progress))).toEqual(progress)
  expect(parseProgressLine('epoch two of three')).toBeNull()
  expect(parseProgressLine(progressLine({ ...progress, loss: Number.NaN }))?.loss).toBeNaN()
})
