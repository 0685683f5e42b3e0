import { crc32 } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * Makes one animated PNG (APNG, PNG third edition, https://www.w3.org/TR/png-3/) of still ones, without touching their pixels.
 *
 * @param {readonly { png: Buffer, ms: number }[]} frames all of one size and colour type; each is shown for `ms` milliseconds
 * @returns {Buffer} it plays without end; what knows no APNG shows the first frame
 */
export function animatedPng(frames) {
  const [first] = frames
  if (!first) throw new Error('an animation needs a frame')
  const header = chunksOf(first.png).find(({ type }) => type === 'IHDR').data
  let sequence = 0
  const next = () => uint32(sequence++)
  const body = frames.flatMap(({ png, ms }, index) => {
    const chunks = chunksOf(png)
    if (!chunks.find(({ type }) => type === 'IHDR').data.equals(header))
      throw new Error(`frame ${index + 1} has another size or kind`)
    const pixels = chunks.filter(({ type }) => type === 'IDAT')
    const control = Buffer.concat([
      next(),
      header.subarray(0, 8),
      uint32(0),
      uint32(0),
      uint16(ms),
      uint16(1000),
      Buffer.from([0, 0]),
    ])
    const data = pixels.map(({ data: part }) =>
      index === 0 ? chunk('IDAT', part) : chunk('fdAT', Buffer.concat([next(), part])),
    )
    return [chunk('fcTL', control), ...data]
  })
  const animation = chunk('acTL', Buffer.concat([uint32(frames.length), uint32(0)]))
  return Buffer.concat([signature, chunk('IHDR', header), animation, ...body, chunk('IEND', Buffer.alloc(0))])
}

/** The parts of a PNG, in order. */
export function chunksOf(png) {
  if (!png.subarray(0, 8).equals(signature)) throw new Error('not a PNG')
  const chunks = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  return chunks
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))])
}

function uint32(value) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function uint16(value) {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
