import { describe, expect, test } from 'vitest'
import { createPageReader, type Page } from './page-reader'
import { pageAddress, sourceWithDefaults, type Source } from './source'

const address = 'https://flats.example/api/listings'

function read(document: unknown, given: Partial<Source> = {}, link: string | null = null) {
  const text = typeof document === 'string' ? document : JSON.stringify(document)
  return createPageReader(sourceWithDefaults({ address, ...given }))(text, `${address}?page=1`, link)
}

const page = (document: unknown, given: Partial<Source> = {}, link: string | null = null): Page =>
  read(document, given, link) as Page

describe('the default shape', () => {
  test('names listings and the next page', () => {
    const { items, next, problems } = page({
      items: [
        { id: 7, price: 1 },
        { id: 'a/b', price: 2 },
      ],
      next: '?page=2',
    })
    expect(items.map(({ id, url }) => [id, url])).toEqual([
      ['7', `${address}/7`],
      ['a/b', `${address}/a%2Fb`],
    ])
    expect(next).toBe(`${address}?page=2`)
    expect(problems).toEqual([])
  })

  test('ends with null', () => {
    expect(page({ items: [], next: null }).next).toBeNull()
  })

  test('marks what an item says, not the order in which it says it', () => {
    const [a, b, c] = [
      { id: 1, price: 5, x: { a: 1, b: 2 } },
      { x: { b: 2, a: 1 }, price: 5, id: 1 },
      { id: 1, price: 6, x: {} },
    ]
    const marks = [a, b, c].map((item) => page({ items: [item] }).items[0]?.mark)
    expect(marks[0]).toBe(marks[1])
    expect(marks[0]).not.toBe(marks[2])
  })

  test('an item with nothing but its id has no mark: a change could not be seen', () => {
    expect(page({ items: [{ id: 1 }, 'b', 3] }).items.map(({ id, mark }) => [id, mark])).toEqual([
      ['1', null],
      ['b', null],
      ['3', null],
    ])
  })
})

describe('other shapes', () => {
  test('items at the top, the next page in a Link header', () => {
    const link = '<https://flats.example/?p=1>; rel="first", <https://flats.example/?p=3>; rel="next"'
    const { items, next } = page([{ key: 'x', n: 1 }], { items: '$', id: '$.key' }, link)
    expect(items[0]?.id).toBe('x')
    expect(next).toBe('https://flats.example/?p=3')
  })

  test('numbered pages', () => {
    const given = { address: `${address}?seite={page}`, items: '$.data.list', next: '$.data.next' }
    expect(pageAddress(sourceWithDefaults(given), 1)).toBe(`${address}?seite=1`)
    expect(page({ data: { list: [], next: 2 } }, given).next).toBe(`${address}?seite=2`)
    expect(page({ data: { list: [], next: '3' } }, given).next).toBe(`${address}?seite=3`)
  })

  test('an address in each item', () => {
    const { items } = page({ items: [{ id: 1, href: '/flat/one', n: 2 }] }, { listing: '$.href' })
    expect(items[0]?.url).toBe('https://flats.example/flat/one')
  })

  test('items found one by one', () => {
    expect(
      page({ groups: [{ of: [{ id: 1 }] }, { of: [{ id: 2 }] }] }, { items: '$.groups[*].of[*]' }).items,
    ).toHaveLength(2)
  })
})

describe('what can not be read', () => {
  test.each([
    ['<!doctype html>', 'the page is not JSON but a web page'],
    ['{"items":[', 'the page is not JSON'],
    [{ results: [] }, 'the page has no array of items at $.items: name its place with --items'],
    [{ items: [{ name: 1 }, {}] }, 'no item can be used: item 1 has no id at $.id'],
  ])('%o', (document, reason) => {
    expect(read(document)).toEqual({ reason })
  })

  test('single bad items are named, the others are taken', () => {
    const { items, problems } = page({
      items: [{ id: 1 }, { id: null }, { id: 12345678901234567890n.toString() }, { id: true }],
    })
    expect(items.map(({ id }) => id)).toEqual(['1', '12345678901234567890'])
    expect(problems).toEqual(['item 2 has no id at $.id', 'item 4 has no id at $.id'])
    expect(page('{"items":[{"id":1},{"id":12345678901234567890}]}').problems).toEqual(['item 2 has no id at $.id'])
  })

  test('an address that is not of the web', () => {
    expect(read({ items: [{ id: 1, href: 'file:///etc/passwd' }] }, { listing: '$.href' })).toEqual({
      reason: 'no item can be used: item 1 names no web address: file:///etc/passwd',
    })
    expect(page({ items: [], next: 'javascript:alert(1)' }).next).toBeNull()
  })
})
