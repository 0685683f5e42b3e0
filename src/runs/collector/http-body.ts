import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

/** Of a longer answer nothing is taken: whatever it is, it is no page of listings. Counts before and after unpacking. */
export const longestBodyBytes = 16 * 1024 * 1024

/** The answer is longer than is taken. */
export class BodyTooLong extends Error {
  override readonly name = 'BodyTooLong'

  constructor() {
    super(`the answer is longer than ${longestBodyBytes / 1024 / 1024} MiB`)
  }
}

/** The answer can't be unpacked. */
export class BodyDamaged extends Error {
  override readonly name = 'BodyDamaged'
}

/** The text of an answer; unpacks it first if need be. */
export function bodyText(bytes: Buffer, encoding: string): string {
  return (encoding === '' ? bytes : unpacked(bytes, encoding)).toString('utf8')
}

/** Undoes the encodings that a Content-Encoding header names, the last one first. */
function unpacked(bytes: Buffer, encoding: string): Buffer {
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  // Nobody packs twice; a long list is an attempt to keep us busy.
  if (names.length > 2) throw new BodyDamaged(`the answer is packed ${names.length} times`)
  return names.reduceRight(unpackedOnce, bytes)
}

function unpackedOnce(bytes: Buffer, encoding: string): Buffer {
  const unpack = unpackers[encoding]
  if (!unpack) throw new BodyDamaged(`the answer is packed in a way that wasn't asked for: ${encoding.slice(0, 40)}`)
  try {
    return unpack(bytes, { maxOutputLength: longestBodyBytes })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new BodyTooLong()
    throw new BodyDamaged(`the answer can't be unpacked (${encoding})`, { cause: error })
  }
}

type Unpack = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer

/** What is asked for with Accept-Encoding. */
export const acceptedEncodings = 'gzip, deflate, br'

const unpackers: Readonly<Record<string, Unpack>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  br: brotliDecompressSync,
  // Some servers send the bare stream under this name: then the first byte is no zlib header.
  deflate: (bytes, options) => ((bytes[0] ?? 0) % 16 === 8 ? inflateSync : inflateRawSync)(bytes, options),
}
