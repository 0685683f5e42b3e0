import { describe, expect, test } from 'vitest'
import { listingsOf, unscaled } from './listings'
import type { Table } from './table'

const options = { target: 'price', seed: 1, limit: null }

function tableOf(columns: string, rows: readonly string[], hasDecimalComma = false): Table {
  const cells = rows.map((row) => row.split('|'))
  return { columns: columns.split('|'), rows: cells, hasDecimalComma, fingerprint: '' }
}

function rowsOf(count: number, row: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => row(index))
}

describe('listings', () => {
  test('finds numbers and classes by looking, and holds out a fifth', () => {
    const table = tableOf(
      'area|city|price',
      rowsOf(100, (i) => `${i}|${['Bonn', 'Celle'][i % 2]}|${100 + i}`),
    )
    const listings = listingsOf(table, options)
    expect(listings.columns.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['area number', 'city class'])
    expect([listings.trainingRows, listings.heldOutRows, listings.width]).toEqual([80, 20, 3])
    expect(listings.features.length).toBe(300)
  })

  test('which rows are held out follows from the seed alone', () => {
    const table = tableOf(
      'area|price',
      rowsOf(100, (i) => `${i}|${100 + i}`),
    )
    const heldOut = (seed: number): number[] => [...listingsOf(table, { ...options, seed }).targets.subarray(80)]
    expect(heldOut(1)).toEqual(heldOut(1))
    expect(heldOut(1)).not.toEqual(heldOut(2))
  })

  test('missing numbers and classes have a place of their own', () => {
    const table = tableOf(
      'area|city|price',
      rowsOf(100, (i) => (i % 4 === 0 ? `|NA|${100 + i}` : `${i}|Bonn|${100 + i}`)),
    )
    const listings = listingsOf(table, options)
    expect(listings.width).toBe(4)
    const missing = [...listings.targets].findIndex((price) => (price - 100) % 4 === 0)
    expect([...listings.features.subarray(missing * 4, missing * 4 + 4)]).toEqual([0, 1, 1, 0])
  })

  test('a wild number is clipped at five deviations', () => {
    const table = tableOf(
      'area|price',
      rowsOf(400, (i) => `${i === 7 ? 1e9 : i % 10}|${100 + i}`),
    )
    expect(Math.max(...listingsOf(table, options).features)).toBeLessThanOrEqual(5)
  })

  test('columns that name single rows, or say nothing, are left out and named', () => {
    const table = tableOf(
      'listing_id|link|unit|empty|area|price',
      rowsOf(60, (i) => `${1000 + i}|/offer/${i}|EUR||${i}|${100 + i}`),
    )
    const { columns, leftOut } = listingsOf(table, options)
    expect(columns.map(({ name }) => name)).toEqual(['area'])
    expect(leftOut.map(({ name }) => name)).toEqual(['listing_id', 'link', 'unit', 'empty'])
  })

  test('rows without a target are left out and counted', () => {
    const table = tableOf(
      'area|price',
      rowsOf(60, (i) => `${i}|${i % 6 === 0 ? '' : 100 + i}`),
    )
    expect(listingsOf(table, options)).toMatchObject({ droppedRows: 10, trainingRows: 40, heldOutRows: 10 })
  })

  test('prices spread over magnitudes are learned by their logarithm and come back', () => {
    const spread = listingsOf(
      tableOf(
        'a|price',
        rowsOf(100, (i) => `${i}|${2 ** (i / 8)}`),
      ),
      options,
    )
    expect(spread.target.isLogarithmic).toBe(true)
    const even = listingsOf(
      tableOf(
        'a|price',
        rowsOf(100, (i) => `${i}|${i - 50}`),
      ),
      options,
    )
    expect(even.target.isLogarithmic).toBe(false)
    for (const { target, scaledTargets, targets } of [spread, even])
      expect(unscaled(target, scaledTargets[3] as number)).toBeCloseTo(targets[3] as number, 3)
  })

  test('a prediction stays between the targets that were learned from', () => {
    const { target } = listingsOf(
      tableOf(
        'a|price',
        rowsOf(100, (i) => `${i}|${2 ** (i / 8)}`),
      ),
      options,
    )
    expect(unscaled(target, 1e6)).toBe(target.greatest)
    expect(unscaled(target, -1e6)).toBe(target.least)
  })

  test('a decimal comma is understood where ; separates', () => {
    const table = tableOf(
      'a|price',
      rowsOf(30, (i) => `${i}|1.${String(200 + i)},5`),
      true,
    )
    expect([...listingsOf(table, options).targets].sort((a, b) => a - b)[0]).toBe(1200.5)
  })

  test.each([
    ['a|cost', () => '1|2', "The table has no column 'price': choose one with --target (it has a, cost)"],
    [
      'a|price',
      () => '1|cheap',
      "The target 'price' must hold numbers, but it holds 'cheap': choose another with --target",
    ],
    [
      'a|price',
      (i: number) => `${i}|${i < 11 ? '' : i}`,
      "The table has 19 rows with a 'price', and at least 20 are needed to learn from",
    ],
    ['price', (i: number) => `${i}`, "The table has no column to learn 'price' from"],
  ])('%s: says what is wrong', (columns, row, message) => {
    expect(() => listingsOf(tableOf(columns, rowsOf(30, row)), options)).toThrow(message)
  })
})
