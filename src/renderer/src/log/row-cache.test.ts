import { expect, test } from 'vitest'
import type { LogRow } from '../../../shared/log-service'
import { pieceRows, RowCache } from './row-cache'

function rowsOf(initial: number) {
  const log = { rows: initial, reads: [] as string[], text: 'line' }
  const cache = new RowCache(
    (first, count) => {
      log.reads.push(`${first}+${count}`)
      const length = Math.max(0, Math.min(count, log.rows - first + 1))
      return Promise.resolve(Array.from({ length }, (_, index) => rowOf(first + index, log.text)))
    },
    () => undefined,
  )
  cache.grow(initial)
  return { log, cache }
}

function rowOf(number: number, text: string): LogRow {
  return {
    number,
    time: null,
    level: null,
    message: `${text} ${number}`,
    mark: null,
    cut: false,
    styles: [],
    matches: [],
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

test('rows that are wanted are read once', async () => {
  const { log, cache } = rowsOf(1_000_000)
  cache.want(600_000, 600_040)
  cache.want(600_000, 600_040)
  await settled()
  expect(cache.row(600_000)?.message).toBe('line 600000')
  cache.want(600_000, 600_040)
  expect(log.reads).toHaveLength(2)
})

test('a few thousand rows of a log of millions are held', async () => {
  const { cache } = rowsOf(5_000_000)
  for (let first = 1; first < 100 * pieceRows; first += pieceRows) {
    cache.want(first, first + 30)
    await settled()
  }
  expect(cache.row(1)).toBeUndefined()
  expect(cache.row(100 * pieceRows - 10)?.number).toBe(100 * pieceRows - 10)
})

test('at the end of a growing log only what is new is read, the last row anew', async () => {
  const { log, cache } = rowsOf(10)
  cache.want(1, 10)
  await settled()
  log.rows = 12
  cache.grow(12)
  expect(cache.readEnd).toBe(10)
  cache.want(1, 12)
  await settled()
  expect(log.reads).toEqual(['1+100', '10+91'])
  expect(cache.readEnd).toBe(12)
})

test('what the service does not have is not asked for again and again', async () => {
  const { log, cache } = rowsOf(3)
  log.rows = 0
  cache.want(1, 3)
  await settled()
  cache.want(1, 3)
  cache.want(1, 3)
  await settled()
  expect(log.reads.length).toBeLessThanOrEqual(2)
})

test('rows to be shown in another way stand until the new ones are there', async () => {
  const { log, cache } = rowsOf(3)
  cache.want(1, 3)
  await settled()
  log.text = 'other'
  cache.refresh()
  expect(cache.row(2)?.message).toBe('line 2')
  cache.want(1, 3)
  await settled()
  expect(cache.row(2)?.message).toBe('other 2')
})

test('an answer that comes after everything was forgotten is not kept', async () => {
  const { cache } = rowsOf(3)
  cache.want(1, 3)
  cache.clear()
  await settled()
  expect(cache.row(1)).toBeUndefined()
})
