import { expect, test } from 'vitest'
import { cleanText, shownCharacters, shownLine } from './line-text'

test.each([
  ['\u001B[1;32mgreen\u001B[0m', 'green'],
  ['\u001B[38;2;1;2;3mtrue\u001B[m colour', 'true colour'],
  ['\u001B]8;;https://a.example\u0007link\u001B]8;;\u0007', 'link'],
  ['\u001B]0;title\u001B\\text', 'text'],
  ['\u009B31mno escape in UTF-8', '\uFFFD31mno escape in UTF-8'],
  ['up\u001B[A\u001B[2K', 'up'],
  ['a\0b\u0007c\u007Fd\u0085e', 'a\u2400b\u2407c\u2421d\uFFFDe'],
  ['tab\tstays', 'tab\tstays'],
  ['safe\u202Etxt.exe', 'safe\uFFFDtxt.exe'],
  ['a\u2066b\u2069c\u061Cd\u200Ee', 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe'],
  ['one\u2028two\u2029three', 'one\uFFFDtwo\uFFFDthree'],
  ['ünï 🙂 漢字', 'ünï 🙂 漢字'],
  ['\u001B', '\u241B'],
])('%j is shown as %j', (raw, shown) => expect(cleanText(raw)).toBe(shown))

test.each([
  ['\r 1%|#  |\r 2%|## |', ' 2%|## |'],
  [' 1%|#  |\r 2%|## |\r', ' 2%|## |'],
  ['windows\r', 'windows'],
  ['bar 50%\rPAUSE DETECTED: Training paused', 'PAUSE DETECTED: Training paused'],
  ['\r\r\r', ''],
  ['', ''],
])('carriage returns fold %j to %j', (raw, shown) => expect(shownLine(raw).text).toBe(shown))

test('a long line is cut and says so, never inside a letter', () => {
  expect(shownLine('x'.repeat(shownCharacters))).toEqual({ text: 'x'.repeat(shownCharacters), cut: false })
  expect(shownLine('x'.repeat(shownCharacters + 1))).toEqual({ text: 'x'.repeat(shownCharacters), cut: true })
  const emoji = `${'x'.repeat(shownCharacters - 1)}🙂`
  expect(shownLine(emoji)).toEqual({ text: 'x'.repeat(shownCharacters - 1), cut: true })
})
