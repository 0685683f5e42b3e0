import { describe, expect, test } from 'vitest'
import { createLinePrinter } from './line-printer'

function failing(code: string): Error {
  return Object.assign(new Error(code), { code })
}

describe('line printer', () => {
  test('prints lines plainly in a terminal and stamped for the app', () => {
    const written: string[] = []
    const write = (_descriptor: number, bytes: Uint8Array): number =>
      written.push(Buffer.from(bytes).toString()) && bytes.length
    createLinePrinter({ stamped: false, write }).print('one', 'two')
    createLinePrinter({ stamped: true, write }).print('three')
    createLinePrinter({ stamped: true, write }).warn('four')
    expect(written[0]).toBe('one\ntwo\n')
    expect(written[1]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info three\n$/)
    expect(written[2]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warn four\n$/)
  })

  test('writes on until all bytes are out, also when the reader is slow', () => {
    let text = ''
    let calls = 0
    const write = (_descriptor: number, bytes: Uint8Array): number => {
      calls += 1
      if (calls % 2 === 1) throw failing('EAGAIN')
      text += Buffer.from(bytes.subarray(0, 3)).toString()
      return Math.min(3, bytes.length)
    }
    createLinePrinter({ stamped: false, write }).print('hello world')
    expect(text).toBe('hello world\n')
  })

  test('a reader that is gone is told once, and nothing is thrown', () => {
    let told = 0
    const write = (): number => {
      throw failing('EPIPE')
    }
    const printer = createLinePrinter({ stamped: false, write, onBroken: () => (told += 1) })
    printer.print('one')
    printer.print('two')
    expect(told).toBe(1)
  })

  test('a full disk under the log loses that line only', () => {
    const written: string[] = []
    let isFull = true
    const write = (_descriptor: number, bytes: Uint8Array): number => {
      if (isFull) throw failing('ENOSPC')
      return written.push(Buffer.from(bytes).toString()) && bytes.length
    }
    const printer = createLinePrinter({ stamped: false, write })
    printer.print('lost')
    isFull = false
    printer.print('kept')
    expect(written).toEqual(['kept\n'])
  })
})
