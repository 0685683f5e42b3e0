import { createHash } from 'node:crypto'

/** Named arrays of numbers with a few words about them. */
export interface TensorFile {
  readonly tensors: Readonly<Record<string, StoredTensor>>
  readonly metadata: Readonly<Record<string, string>>
}

/** One array; `shape` multiplies to its length. */
export interface StoredTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array | Float64Array
}

interface TensorEntry {
  readonly dtype: 'F32' | 'F64'
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

const noHash = '0'.repeat(64)
const lengthBytes = 8

/**
 * Writes named arrays in the safetensors layout, so that other tools can open them.
 *
 * 8 bytes header length, a JSON header, the raw little-endian bytes. Besides the caller's metadata it carries `sha256`,
 * over the whole file with that hash taken as zeros: each damaged byte shows.
 */
export function encodeTensorFile(file: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: { ...file.metadata, sha256: noHash } }
  let offset = 0
  for (const [name, tensor] of Object.entries(file.tensors)) {
    const dtype = tensor.values instanceof Float64Array ? 'F64' : 'F32'
    header[name] = { dtype, shape: tensor.shape, data_offsets: [offset, offset + tensor.values.byteLength] }
    offset += tensor.values.byteLength
  }
  const json = Buffer.from(JSON.stringify(header))
  // Spaces after the header put the numbers on an 8-byte boundary, as the format asks.
  const headerLength = Math.ceil(json.length / 8) * 8
  const bytes = Buffer.alloc(lengthBytes + headerLength + offset, ' ')
  bytes.writeBigUInt64LE(BigInt(headerLength))
  json.copy(bytes, lengthBytes)
  let at = lengthBytes + headerLength
  for (const { values } of Object.values(file.tensors)) at += rawBytes(values).copy(bytes, at)
  bytes.write(createHash('sha256').update(bytes).digest('hex'), bytes.indexOf(noHash), 'latin1')
  return bytes
}

/** Reads such a file back; throws a plain Error that says what is wrong when it isn't whole. */
export function decodeTensorFile(content: Uint8Array): TensorFile {
  const bytes = Buffer.from(content)
  const headerLength = bytes.length < lengthBytes ? Number.NaN : Number(bytes.readBigUInt64LE())
  if (!(headerLength <= bytes.length - lengthBytes)) throw new Error('it is cut short')
  const dataStart = lengthBytes + headerLength
  const { __metadata__: all, ...entries } = parseHeader(bytes.toString('utf8', lengthBytes, dataStart))
  const { sha256, ...metadata } = all as Record<string, string>
  checkHash(bytes, dataStart, sha256)
  const tensors: Record<string, StoredTensor> = {}
  for (const [name, entry] of Object.entries(entries) as [string, TensorEntry][]) {
    const [start, end] = entry.data_offsets
    const raw = Uint8Array.from(bytes.subarray(dataStart + start, dataStart + end)).buffer
    tensors[name] = {
      shape: entry.shape,
      values: entry.dtype === 'F64' ? new Float64Array(raw) : new Float32Array(raw),
    }
  }
  return { tensors, metadata }
}

/** SHA-256 over the raw bytes of an array of numbers, as hex. */
export function hashOf(values: Float32Array | Float64Array): string {
  return createHash('sha256').update(rawBytes(values)).digest('hex')
}

function parseHeader(json: string): Record<string, unknown> {
  let header: unknown
  try {
    header = JSON.parse(json)
  } catch {
    throw new Error('its header is damaged')
  }
  const metadata = (header as Record<string, unknown> | null)?.__metadata__
  if (typeof metadata !== 'object' || metadata === null) throw new Error('its header is not one of ours')
  return header as Record<string, unknown>
}

/** The layout is only trusted after this: a whole file with the right hash was written by us. */
function checkHash(bytes: Buffer, dataStart: number, sha256: string | undefined): void {
  const at = sha256?.length === noHash.length ? bytes.indexOf(sha256) : -1
  if (sha256 === undefined || at < 0 || at >= dataStart) throw new Error('its header is not one of ours')
  const zeroed = Buffer.from(bytes)
  zeroed.write(noHash, at, 'latin1')
  if (createHash('sha256').update(zeroed).digest('hex') !== sha256) throw new Error('its bytes are damaged')
}

/** All systems that Node runs on here are little-endian, as the format is. */
function rawBytes(values: Float32Array | Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength)
}
