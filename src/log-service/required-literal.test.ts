import { expect, test } from 'vitest'
import { requiredLiteral } from './required-literal'

test.each([
  ['epoch [0-9]+', 'epoch '],
  ['abcd?efgh', 'efgh'],
  ['abcde?fg', 'abcd'],
  ['abc*de*f', null],
  ['abcd*ef', 'abc'],
  ['abcd+ef', 'abcd'],
  ['abcd{2}xyz', 'abc'],
  ['abcd{0,1}', 'abc'],
  ['^start.*end$', 'start'],
  [String.raw`a\.b\.c`, 'a.b.c'],
  [String.raw`\d+ items`, ' items'],
  ['[a-z]?loss', 'loss'],
  ['[?*]loss', 'loss'],
  ['größe', 'größe'],
  ['🙂🙂🙂?', '🙂🙂'],
  ['ab', null],
  ['one|two', null],
  ['(one)?two', null],
  [String.raw`\x41bcd`, null],
  [String.raw`\u0041bcd`, null],
  [String.raw`\p{L}bcd`, null],
  [String.raw`bcd\1`, null],
  ['a{b', null],
  ['[abc', null],
])('%s requires %j', (source, literal) => expect(requiredLiteral(source)).toBe(literal))
