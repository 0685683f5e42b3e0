import { describe, expect, test } from 'vitest'
import { countIn, LineBits, nextIn, previousIn } from './line-bits'

/** The same numbers at each start. */
function someLines(seed: number, share: number, end: number): number[] {
  let state = seed
  const lines: number[] = []
  for (let line = 1; line <= end; line += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    if (state / 2 ** 32 < share) lines.push(line)
  }
  return lines
}

function bitsOf(lines: readonly number[]): LineBits {
  const bits = new LineBits()
  for (const line of lines) bits.add(line)
  return bits
}

describe.each([0.00005, 0.01, 0.5, 1])('a share of %s of a hundred thousand lines', (share) => {
  const lines = someLines(7, share, 100_000)
  const bits = bitsOf(lines)

  test('is counted, ranked and selected', () => {
    expect(bits.count).toBe(lines.length)
    expect(bits.from(0, lines.length)).toEqual(lines)
    for (const line of [0, 1, 31, 32, 33, 2047, 2048, 2049, 65_536, 99_999, 100_000, 100_001, 5_000_000]) {
      expect(bits.rank(line), `rank ${line}`).toBe(lines.filter((one) => one < line).length)
      expect(bits.has(line)).toBe(lines.includes(line))
    }
    for (const rank of [0, 1, Math.floor(lines.length / 2), lines.length - 1, lines.length])
      expect(bits.select(rank)).toBe(lines[rank] ?? 0)
  })

  test('is walked in both directions, together with another set', () => {
    const others = someLines(3, 0.3, 90_000)
    const isOther = new Set(others)
    const both = lines.filter((line) => isOther.has(line))
    const sets = [bits, bitsOf(others)]
    for (const line of [1, 32, 64, 2048, 50_000, 89_999, 99_999, 200_000]) {
      expect(nextIn(sets, line), `next ${line}`).toBe(both.find((one) => one >= line) ?? 0)
      expect(previousIn(sets, line), `previous ${line}`).toBe(both.findLast((one) => one <= line) ?? 0)
      expect(countIn(sets, line), `count ${line}`).toBe(both.filter((one) => one < line).length)
    }
  })
})

test('the last line can be taken out, once, and put in again', () => {
  const bits = bitsOf([5, 4096])
  bits.removeLast(5)
  bits.removeLast(4096)
  bits.removeLast(4096)
  expect([bits.count, bits.has(5), bits.has(4096)]).toEqual([1, true, false])
  bits.add(4096)
  bits.add(9000)
  expect([bits.select(1), bits.rank(9000), bits.count]).toEqual([4096, 2, 3])
  bits.clear()
  expect([bits.count, bits.select(0), nextIn([bits], 1)]).toEqual([0, 0, 0])
})

test('ten million lines take little memory', () => {
  const bits = bitsOf([1, 10_000_000])
  expect(bits.wordCount * 4).toBeLessThan(1.3 * 1024 * 1024)
})
