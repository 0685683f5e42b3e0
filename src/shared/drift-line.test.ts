import { expect, test } from 'vitest'
import { driftLine, parseDriftLine, type Difference } from './drift-line'

test('the line names each difference in words', () => {
  const changed = [
    { what: 'epochs', before: '2', now: '3' },
    { what: '--require', before: null, now: 'price:number' },
  ]
  expect(driftLine('training', '/w/checkpoint.safetensors', { differences: changed, mayGoOn: false })).toBe(
    'The saved progress in /w/checkpoint.safetensors belongs to another training: epochs was 2 and is now 3, ' +
      '--require was not set and is now price:number; give the same as before to continue, or --fresh to start over (the old files are kept)',
  )
})

const awkward = [
  'a, b',
  'x and is now y',
  'not set',
  'say "hi"',
  ' edge ',
  'semi; colon',
  'two\nlines',
  '',
  'back\\slash,',
]

const differences: readonly Difference[] = [
  ...awkward.map((text) => ({ what: 'target', before: text, now: 'price' })),
  ...awkward.map((text) => ({ what: 'target', before: 'price', now: text })),
  { what: 'the source', before: 'http://a.example/x?sort=new', now: null },
]

test.each(differences)('whatever the values are, what is read is what was written: %j', (difference) => {
  const other = { what: 'program version', before: '0.1.0', now: '0.2.0' }
  for (const mayGoOn of [true, false]) {
    const drift = { differences: [other, difference, other], mayGoOn }
    for (const kind of ['training', 'collection'] as const)
      expect(parseDriftLine(driftLine(kind, '/a b/c: d, e', drift))).toEqual(drift)
  }
})

test.each([
  'epochs was 2 and is now 3',
  "--mode must be sample or full, not 'big' (--help lists the options)",
  'The saved progress in /w belongs to another training: nonsense; give the same as before to continue, or --fresh to start over (the old files are kept)',
])('no other line is taken for one: %s', (line) => {
  expect(parseDriftLine(line)).toBeNull()
})
