import { expect, test } from 'vitest'
import { styledText, stylesWithin } from './ansi'

const red = { kind: 'indexed', index: 1 } as const
const esc = (codes: string) => `\u001B[${codes}m`

test.each([
  ['plain', 'plain', []],
  [`a${esc('31')}b${esc('0')}c`, 'abc', [{ from: 1, to: 2, colour: red }]],
  [`${esc('31')}b${esc('')}c`, 'bc', [{ from: 0, to: 1, colour: red }]],
  [
    `${esc('1;4')}x${esc('22')}y`,
    'xy',
    [
      { from: 0, to: 1, bold: true, underline: true },
      { from: 1, to: 2, underline: true },
    ],
  ],
  [
    `${esc('91;102')}x`,
    'x',
    [{ from: 0, to: 1, colour: { kind: 'indexed', index: 9 }, background: { kind: 'indexed', index: 10 } }],
  ],
  [`${esc('38;5;208')}x`, 'x', [{ from: 0, to: 1, colour: { kind: 'indexed', index: 208 } }]],
  [`${esc('48;2;1;2;3')}x`, 'x', [{ from: 0, to: 1, background: { kind: 'rgb', rgb: 0x010203 } }]],
  [`${esc('38:2::1:2:3')}x`, 'x', [{ from: 0, to: 1, colour: { kind: 'rgb', rgb: 0x010203 } }]],
  [`${esc('38;5;208;3')}x`, 'x', [{ from: 0, to: 1, colour: { kind: 'indexed', index: 208 }, italic: true }]],
  [`${esc('38;5;999')}x${esc('38;2;1')}y${esc('38')}z`, 'xyz', []],
  [
    `${esc('2;7')}x${esc('27;39;49')}y`,
    'xy',
    [
      { from: 0, to: 1, dim: true, inverse: true },
      { from: 1, to: 2, dim: true },
    ],
  ],
  ['\u001B]8;;https://a.example\u0007link\u001B]8;;\u0007', 'link', []],
  ['\u001B[2K\u001B[1Gup\u001B[A', 'up', []],
  [`${esc('31')}\u0000🙂`, '\u2400🙂', [{ from: 0, to: 3, colour: red }]],
] as const)('%j', (raw, text, styles) => expect(styledText(raw)).toEqual({ text, styles }))

test('a line full of colours gives a bounded number of styles', () => {
  expect(styledText(`${esc('31')}a${esc('32')}b`.repeat(10_000)).styles).toHaveLength(500)
})

test('styles are cut to the part that is shown', () => {
  const styles = [
    { from: 0, to: 4, colour: red },
    { from: 4, to: 6, bold: true },
  ] as const
  expect(stylesWithin(styles, 2, 5)).toEqual([
    { from: 0, to: 2, colour: red },
    { from: 2, to: 3, bold: true },
  ])
  expect(stylesWithin(styles, 6, 9)).toEqual([])
})
