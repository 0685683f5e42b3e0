import { describe, expect, it } from 'vitest'
import type { LogLine } from '../../../shared/ipc'
import { LogCache, type LogPage, pieceLines } from './log-cache'
import { scrollMap, topFor, visibleLines } from './scroll-map'

function logOf(initial: number, pageLimit = 500) {
  const log = { lines: initial, reads: [] as string[] }
  const read = (first: number, count: number): Promise<LogPage> => {
    log.reads.push(`${first}+${count}`)
    const length = Math.max(0, Math.min(count, pageLimit, log.lines - first + 1))
    const lines = Array.from({ length }, (_, index) => lineOf(first + index))
    return Promise.resolve({ lines, lineCount: log.lines })
  }
  return { log, read }
}

function lineOf(number: number): LogLine {
  return { number, time: null, level: null, message: `line ${number}`, mark: null, cut: false }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('the log cache', () => {
  it('reads what is wanted, once', async () => {
    const { log, read } = logOf(1_000_000)
    const cache = new LogCache(read, () => undefined)
    cache.grow(1_000_000)
    cache.want(600_000, 600_040)
    cache.want(600_000, 600_040)
    await settled()
    expect(cache.line(600_000)?.message).toBe('line 600000')
    cache.want(600_000, 600_040)
    expect(log.reads).toHaveLength(2)
  })

  it('holds a few thousand lines of a log of millions', async () => {
    const { read } = logOf(5_000_000)
    const cache = new LogCache(read, () => undefined)
    cache.grow(5_000_000)
    for (let first = 1; first < 100 * pieceLines; first += pieceLines) {
      cache.want(first, first + 30)
      await settled()
    }
    expect(cache.line(1)).toBeUndefined()
    expect(cache.line(100 * pieceLines - 10)?.number).toBe(100 * pieceLines - 10)
  })

  it('reads on at the end of a growing log, the last line anew', async () => {
    const { log, read } = logOf(10)
    const cache = new LogCache(read, () => undefined)
    cache.grow(10)
    cache.want(1, 10)
    await settled()
    log.lines = 12
    cache.grow(12)
    expect(cache.readEnd).toBe(10)
    cache.want(1, 12)
    await settled()
    expect(log.reads).toEqual(['1+250', '10+241'])
    expect(cache.readEnd).toBe(12)
    expect(cache.line(12)?.number).toBe(12)
  })

  it('does not ask again and again for what main does not have', async () => {
    const { log, read } = logOf(3)
    const cache = new LogCache(read, () => undefined)
    cache.grow(3)
    log.lines = 0
    cache.want(1, 3)
    await settled()
    cache.want(1, 3)
    cache.want(1, 3)
    await settled()
    expect(log.reads.length).toBeLessThanOrEqual(2)
  })
})

describe('the scroll map', () => {
  it('is one to one for ordinary logs', () => {
    expect(scrollMap(1000, 500)).toEqual({ height: 20_000, maxTop: 19_500, scale: 1 })
    expect(scrollMap(3, 500)).toEqual({ height: 60, maxTop: 0, scale: 1 })
  })

  it('reaches the last of ten million lines below the height that browsers clamp', () => {
    const { height, maxTop, scale } = scrollMap(10_000_000, 500)
    expect(height).toBeLessThan(33_554_428)
    expect((height - 500) * scale).toBeCloseTo(maxTop)
    expect(visibleLines(maxTop, 500, 10_000_000)).toEqual({ first: 9_999_976, last: 10_000_000 })
  })

  it('puts a line into the upper third', () => {
    expect(topFor(100, 600, 1e6)).toBe(99 * 20 - 200)
    expect(topFor(1, 600, 1e6)).toBe(0)
  })
})
