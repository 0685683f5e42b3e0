import { describe, expect, test } from 'vitest'
import { createListingCheck, fieldsOf } from './listing-check'

const check = (text: unknown, given: Partial<Parameters<typeof createListingCheck>[0]> = {}) =>
  createListingCheck({ body: '$', listingId: '$.id', require: '', ...given })(
    typeof text === 'string' ? text : JSON.stringify(text),
    '7',
  )

describe('a listing is refused with its reason', () => {
  test.each([
    ['{"id":7,"pri', 'the answer is not JSON'],
    [' <html>', 'the answer is not JSON but a web page'],
    [[1], 'the listing is not as it should be: it is not an object'],
    ['null', 'the listing is not as it should be: it is not an object'],
    [{}, 'the listing is not as it should be: it is empty'],
    [{ price: 5 }, 'the listing is not as it should be: it has no id'],
    [{ id: 8 }, 'the answer is another listing: 8'],
  ])('%o', (text, reason) => {
    expect(check(text)).toEqual({ reason })
  })

  test.each([
    [{ id: 7 }, "the listing is not as it should be: 'price' is missing"],
    [{ id: 7, price: '5' }, `the listing is not as it should be: 'price' is not a number: "5"`],
    [{ id: 7, price: 5, city: 1 }, "the listing is not as it should be: 'city' is not a text"],
  ])('%o lacks what is required', (text, reason) => {
    expect(check(text, { require: 'price:number, city:text' })).toEqual({ reason })
  })
})

test('a listing may stand deeper, and may lack an id', () => {
  expect(check({ data: { price: 5 } }, { body: '$.data', listingId: 'none' })).toEqual({
    body: '{"price":5}',
  })
})

test('the scalar fields are taken, also of objects in it, whatever they are called', () => {
  const listing = '{"a":1,"b":{"c":"x","d":{"e":true,"f":{"g":1}}},"h":[1],"i":null,"__proto__":5}'
  expect({ ...fieldsOf(listing) }).toEqual(
    Object.fromEntries([
      ['a', 1],
      ['b_c', 'x'],
      ['b_d_e', true],
      ['i', null],
      ['__proto__', 5],
    ]),
  )
})

test.each(['price:money', ':number'])('--require %s is not understood', (require) => {
  expect(() => createListingCheck({ body: '$', listingId: '$.id', require })).toThrow('--require')
})
