import { deflateSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { animatedPng, chunksOf } from './animated-png.mjs'

const end = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82])

/** A grey PNG of one pixel, or of more in a row; its checksums are left out, as nothing here reads them. */
function png(...greys) {
  const header = Buffer.from([0, 0, 0, greys.length, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  const part = (type, data) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)])
  }
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, part('IHDR', header), part('IDAT', deflateSync(Buffer.from([0, ...greys]))), end])
}

test('frames keep their pixels, their order and their times', () => {
  const chunks = chunksOf(animatedPng([10, 20, 30].map((grey) => ({ png: png(grey), ms: grey * 10 }))))
  expect(chunks.map(({ type }) => type).join(' ')).toBe('IHDR acTL fcTL IDAT fcTL fdAT fcTL fdAT IEND')
  expect(chunks[1].data.readUInt32BE(0)).toBe(3)
  const controls = chunks.filter(({ type }) => type === 'fcTL').map(({ data }) => data)
  expect(controls.map((data) => data.readUInt16BE(20))).toEqual([100, 200, 300])
  const numbered = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT')
  expect(numbered.map(({ data }) => data.readUInt32BE(0))).toEqual([0, 1, 2, 3, 4])
  const pixels = chunks.flatMap(({ type, data }) =>
    type === 'IDAT' ? [data] : type === 'fdAT' ? [data.subarray(4)] : [],
  )
  expect(pixels.map((data) => inflateSync(data)[1])).toEqual([10, 20, 30])
})

test('frames of different sizes make none', () => {
  const frames = [png(1), png(1, 2)].map((one) => ({ png: one, ms: 100 }))
  expect(() => animatedPng(frames)).toThrow('frame 2 has another size or kind')
})
