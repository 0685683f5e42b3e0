import { expect, test } from 'vitest'
import { matchName, readQuery } from './palette-search'

const marked = (name: string, text: string) =>
  matchName(name, text)
    ?.map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join('') ?? null

test('every typed word must be in the name, and is marked', () => {
  expect(marked('Pause Training', 'pau')).toBe('[Pau]se Training')
  expect(marked('Pause Training', 'train pause')).toBe('[Pause] [Train]ing')
  expect(marked('Pause Training', 'pause collector')).toBeNull()
  expect(marked('Pause Training', '')).toBe('Pause Training')
})

test('a word is rather marked at the beginning of a word', () => {
  expect(marked('Unpause all pauses', 'pause')).toBe('Unpause all [pause]s')
  expect(marked('Copy command', 'opy')).toBe('C[opy] command')
})

test('a name whose lower case is longer is found, and cut nowhere wrong', () => {
  expect(marked('İzmir prices', 'prices')).toBe('İzmir prices')
})

test('the first sign says what is looked for', () => {
  expect(readQuery(' pau ')).toEqual({ kind: 'all', text: 'pau' })
  expect(readQuery('> pau')).toEqual({ kind: 'commands', text: 'pau' })
  expect(readQuery('#loss')).toEqual({ kind: 'log', text: 'loss' })
})
