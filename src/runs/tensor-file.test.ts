import { describe, expect, test } from 'vitest'
import { decodeTensorFile, encodeTensorFile } from './tensor-file'

const file = {
  tensors: {
    powers: { shape: [2], values: Float64Array.of(0.1, 1 / 3) },
    weights: { shape: [3, 1], values: Float32Array.of(1, -0, Number.MIN_VALUE) },
  },
  metadata: { item: '12', note: 'ümlaut "quoted"' },
}

describe('tensor file', () => {
  test('comes back bit for bit', () => {
    expect(decodeTensorFile(encodeTensorFile(file))).toEqual(file)
  })

  test('has the safetensors layout', () => {
    const bytes = Buffer.from(encodeTensorFile(file))
    const headerLength = Number(bytes.readBigUInt64LE(0))
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength))
    expect(header.powers).toEqual({ dtype: 'F64', shape: [2], data_offsets: [0, 16] })
    expect(header.weights).toEqual({ dtype: 'F32', shape: [3, 1], data_offsets: [16, 28] })
    expect(header.__metadata__.item).toBe('12')
    expect(bytes.readDoubleLE(8 + headerLength + 8)).toBe(1 / 3)
    expect(bytes.length).toBe(8 + headerLength + 28)
    expect(headerLength % 8).toBe(0)
  })

  test('each damaged byte and each cut shows', () => {
    const whole = encodeTensorFile(file)
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Uint8Array.from(whole)
      damaged[at] = (damaged[at] ?? 0) ^ 0x10
      expect(() => decodeTensorFile(damaged), `byte ${at}`).toThrow(/cut short|damaged|not one of ours/)
      expect(() => decodeTensorFile(whole.subarray(0, at)), `cut at ${at}`).toThrow(/cut short|damaged|not one of ours/)
    }
  })
})
