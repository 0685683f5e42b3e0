import { describe, expect, test } from 'vitest'
import { emptyHistory, extendHistory, type SeriesPoint } from './run-history'
import { mostPoints, thinnedPoints } from './thinned-points'

/** Numbers that look random and are the same each time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A series with gaps, bursts and wild values. */
function series(seed: number, length: number): readonly SeriesPoint[] {
  const random = seeded(seed)
  let time = 1_800_000_000_000
  return Array.from({ length }, (_, item) => {
    time += Math.floor(random() ** 8 * 1_000_000)
    return { time, item, value: random() < 0.001 ? random() * 1e6 - 5e5 : random() }
  })
}

const lowest = (points: readonly SeriesPoint[]) => points.reduce((one, { value }) => Math.min(one, value), Infinity)
const highest = (points: readonly SeriesPoint[]) => points.reduce((one, { value }) => Math.max(one, value), -Infinity)

/** The points as a reader gets them, some at a time. */
function grown(all: readonly SeriesPoint[], pieceLength: number): readonly SeriesPoint[] {
  let kept: readonly SeriesPoint[] = []
  for (let at = 0; at < all.length; at += pieceLength)
    kept = thinnedPoints([...kept, ...all.slice(at, at + pieceLength)])
  return kept
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('a long series (seed %i)', (seed) => {
  const all = series(seed, 60_000)

  test('keeps its ends and its extremes, in order, and is bounded', () => {
    const kept = grown(all, 1 + seed * 97)
    expect(kept.length).toBeLessThanOrEqual(mostPoints)
    expect([kept[0], kept.at(-1)]).toEqual([all[0], all.at(-1)])
    expect([lowest(kept), highest(kept)]).toEqual([lowest(all), highest(all)])
    expect(kept.every((point, at) => at === 0 || point.item > (kept[at - 1]?.item ?? 0))).toBe(true)
  })

  test('keeps the extremes of each part that has a width on a screen', () => {
    const kept = grown(all, 500)
    const [from, to] = [all[0]?.time ?? 0, all.at(-1)?.time ?? 0]
    const parts = 50
    // A stretch that lies across an edge belongs to both sides: the next ones are looked at too.
    const edge = (to - from) / 500
    for (let part = 0; part < parts; part += 1) {
      const [left, right] = [from + ((to - from) * part) / parts, from + ((to - from) * (part + 1)) / parts]
      const inside = all.filter(({ time }) => time >= left && time < right)
      const around = kept.filter(({ time }) => time >= left - edge && time < right + edge)
      if (inside.length === 0) continue
      expect(lowest(around)).toBeLessThanOrEqual(lowest(inside))
      expect(highest(around)).toBeGreaterThanOrEqual(highest(inside))
    }
  })
})

test('a short series stays as it is', () => {
  const all = series(9, mostPoints)
  expect(thinnedPoints(all)).toBe(all)
})

test('a beginning that was read long ago is as fine as the end', () => {
  const all = Array.from({ length: 300_000 }, (_, item) => ({ time: item * 10, item, value: item % 7 }))
  const kept = grown(all, 700)
  const half = kept.filter(({ item }) => item < 150_000).length
  expect(half).toBeGreaterThan(1000)
})

test('many points of one moment, and a clock that is set back, end too', () => {
  const moment = Array.from({ length: 20_000 }, (_, item) => ({ time: 5, item, value: item }))
  expect(thinnedPoints(moment).map(({ item }) => item)).toEqual([0, 19_999])
  const shaken = Array.from({ length: 20_000 }, (_, item) => ({ time: 1e12 * (item % 2), item, value: item % 11 }))
  expect(thinnedPoints(shaken).length).toBeLessThanOrEqual(mostPoints)
})

test('a run’s history stays bounded however long its metrics get', () => {
  let history = emptyHistory
  for (let first = 0; first < 100_000; first += 1000) {
    const records = Array.from({ length: 1000 }, (_, at) => {
      return {
        kind: 'point' as const,
        time: (first + at) * 250,
        item: first + at,
        epoch: 1,
        loss: first + at === 33_333 ? 99 : 1,
      }
    })
    history = extendHistory(history, records)
  }
  expect(history.loss.length).toBeLessThanOrEqual(mostPoints)
  expect(highest(history.loss)).toBe(99)
})
