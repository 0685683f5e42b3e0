import { expect, test } from 'vitest'
import { LineSplitter } from './line-splitter'

const text = 'first\nünï 🙂 漢字\r\n\nPAUSE DETECTED: Training paused\nlast'

function split(pieceBytes: number): { lines: string[]; lengths: number } {
  const lines: string[] = []
  let lengths = 0
  const splitter = new LineSplitter((line, length) => {
    lines.push(line.toString('utf8'))
    lengths += length
  })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += pieceBytes) splitter.push(bytes.subarray(at, at + pieceBytes))
  expect(splitter.rest.toString()).toBe('last')
  splitter.finish()
  return { lines, lengths }
}

test.each([1, 2, 3, 5, 7, 1000])('letters and lines survive pieces of %i bytes', (pieceBytes) => {
  const { lines, lengths } = split(pieceBytes)
  expect(lines).toEqual(['first', 'ünï 🙂 漢字\r', '', 'PAUSE DETECTED: Training paused', 'last'])
  expect(lengths).toBe(Buffer.byteLength(text))
})

test('a progress bar that writes to one line for days takes little memory, and its last state shows', () => {
  const lines: string[] = []
  const splitter = new LineSplitter((line) => lines.push(line.toString('utf8')))
  for (let item = 0; item < 50_000; item += 1) splitter.push(Buffer.from(`\r${item} of 50000 [====]`))
  expect(splitter.rest.length).toBeLessThanOrEqual(64 * 1024)
  expect(splitter.rest.toString().split('\r').at(-1)).toBe('49999 of 50000 [====]')
  splitter.push(Buffer.from('\nnext\n'))
  expect(lines[0]?.endsWith('\r49999 of 50000 [====]')).toBe(true)
  expect(lines[1]).toBe('next')
})

test('of an endless line the beginning is kept', () => {
  const splitter = new LineSplitter(() => undefined)
  splitter.push(Buffer.from('begin '))
  for (let round = 0; round < 100; round += 1) splitter.push(Buffer.alloc(10_000, 'x'))
  expect(splitter.rest.length).toBe(64 * 1024)
  expect(splitter.rest.toString().startsWith('begin xxx')).toBe(true)
  expect(splitter.restLength).toBe(1_000_006)
})
