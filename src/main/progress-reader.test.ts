import { describe, expect, test } from 'vitest'
import type { ProgressPattern } from '../shared/own-run'
import { ProgressReader } from './progress-reader'

function read(pattern: ProgressPattern, text: string) {
  return new ProgressReader(pattern).read(Buffer.from(text))
}

const count = { kind: 'count' } as const
const tqdm = { kind: 'tqdm' } as const

describe('a run’s own words for its progress', () => {
  test.each([
    ['step 1840/9000 mae 0.081', 1840, 9000],
    ['Epoch 3/10 batch 20/640', 20, 640],
    ['done 1,200 of 12,800 items', 1200, 12_800],
  ])('a count: %s', (line, item, total) => {
    expect(read(count, line)).toMatchObject([{ item, total, line }])
  })

  test('a date, a path and a price are no count', () => {
    for (const line of ['on 24/11/2026', 'wrote a/1/2/3', '3.5/4.5 stars', '7/2.5'])
      expect(read(count, line)).toEqual([])
  })

  test('percent', () => {
    expect(read({ kind: 'percent' }, 'copied 12.5 % so far')).toMatchObject([{ percent: 12.5, item: null }])
  })

  test('a bar that rewrites its line: its last state counts, with what it says besides', () => {
    const bar =
      '\r  0%|          | 0/400 [00:00<?, ?it/s]\r 45%|████▌     | 180/400 [00:12<00:15, 14.6it/s, loss=0.123, mae=4.5e-2]'
    expect(read(tqdm, bar)).toMatchObject([
      { percent: 45, item: 180, total: 400, figures: { loss: 0.123, mae: 0.045 } },
    ])
    const scaled = 'fetch:  34%|███▍      | 1.20k/3.50M [00:10<00:20, 120it/s]'
    expect(read(tqdm, scaled)).toMatchObject([{ item: 1200, total: 3_500_000 }])
  })

  test('an expression of one’s own names further figures, and a line’s own time is kept', () => {
    const own = { kind: 'own', expression: String.raw`step (?<item>\d+)/(?<total>\d+) mae (?<mae>[\d.]+)` } as const
    const [reading] = read(own, '2026-11-24T13:45:04Z INFO step 7/9 mae 0.5')
    expect(reading).toMatchObject({ item: 7, total: 9, figures: { mae: 0.5 }, time: Date.UTC(2026, 10, 24, 13, 45, 4) })
    expect(read(own, 'nothing of the kind')).toEqual([])
  })

  test('an expression that takes for ever holds nothing up, and is not tried again', () => {
    const reader = new ProgressReader({ kind: 'own', expression: '^(a+)+$' })
    const line = Buffer.from(`${'a'.repeat(60)}b`)
    const began = performance.now()
    expect(reader.read(line)).toEqual([])
    expect(reader.isTooSlow).toBe(true)
    expect(performance.now() - began).toBeLessThan(5000)
    expect(reader.read(Buffer.from('aaa'))).toEqual([])
  })
})
