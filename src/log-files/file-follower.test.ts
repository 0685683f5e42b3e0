import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { FileFollower, type Following } from './file-follower'

function follow(following: Following = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'fermata-follow-'))
  const path = join(folder, 'output.log')
  writeFileSync(path, '')
  const pieces: Buffer[] = []
  let length = 0
  const reader = {
    read: (piece: Buffer) => {
      pieces.push(Buffer.from(piece))
      length += piece.length
    },
    startedOver: () => {
      pieces.splice(0)
      length = 0
    },
  }
  const follower = new FileFollower(path, reader, following)
  follower.start()
  onTestFinished(async () => {
    await follower.stop()
    rmSync(folder, { recursive: true })
  })
  return { path, length: () => length, text: () => Buffer.concat(pieces).toString('utf8') }
}

test('a flood is read byte by byte as it was written, and what comes after it is heard at once', async () => {
  const { path, length, text } = follow()
  const end = openSync(path, 'a')
  const code = `for (let i = 0; i < 150000; i += 1) require('node:fs').writeSync(1, 'line ' + i + '\\n')`
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', end, 'inherit'] })
  closeSync(end)
  await once(child, 'exit')
  await expect.poll(length, { timeout: 5000 }).toBe(readFileSync(path).length)
  expect(text()).toBe(readFileSync(path, 'utf8'))
  const waits: number[] = []
  for (let round = 0; round < 15; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 120)) // Far enough apart to be no flood.
    const [from, before] = [performance.now(), length()]
    appendFileSync(path, `${round}\n`)
    await expect.poll(length, { interval: 1 }).toBeGreaterThan(before)
    waits.push(performance.now() - from)
  }
  // By events: a timed look alone would take half a second on average.
  expect(waits.sort((one, other) => one - other)[7]).toBeLessThan(250)
})

/** Floods a file fast, until a patient reader has left so much of it alone; says how long it is then. */
async function floodPast({ path, length }: ReturnType<typeof follow>): Promise<number> {
  let written = length()
  while (written - length() < 5 * part.length) {
    appendFileSync(path, part)
    written += part.length
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return written
}

const part = Buffer.alloc(4 * 1024 * 1024, 'a')

test('a fast flood that a patient reader leaves alone is read once it slows down', async () => {
  const followed = follow({ isPatient: true })
  const written = await floodPast(followed)
  await expect.poll(followed.length, { timeout: 5000 }).toBe(written)
})

test('a file that begins anew in a flood is read anew, even if it soon is longer than what had been read', async () => {
  const followed = follow({ isPatient: true })
  await floodPast(followed)
  const anew = Buffer.alloc(followed.length() + part.length, 'b')
  writeFileSync(followed.path, anew)
  await expect.poll(followed.length, { timeout: 5000 }).toBe(anew.length)
  expect(followed.text().replaceAll('b', '')).toBe('')
})

test('a file that is emptied or replaced is read anew at once', async () => {
  const { path, text } = follow()
  const waits: number[] = []
  for (let round = 0; round < 6; round += 1) {
    appendFileSync(path, `a longer line of round ${round}\n`)
    await expect.poll(text, { interval: 1 }).toContain(`round ${round}\n`)
    const from = performance.now()
    if (round % 2 === 0) writeFileSync(path, `${round}\n`)
    else {
      writeFileSync(`${path}.new`, `${round}\n`)
      renameSync(`${path}.new`, path)
    }
    await expect.poll(text, { interval: 1 }).toBe(`${round}\n`)
    waits.push(performance.now() - from)
  }
  // By events: a timed look alone would take half a second on average.
  expect(waits.sort((one, other) => one - other)[3]).toBeLessThan(400)
})

test('a log whose beginning goes while it is read is read anew, from where it is whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fermata-follow-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'output.log')
  writeFileSync(path, 'one\ntwo\nthree\nfour\n')
  const heard: string[] = []
  const follower = new FileFollower(
    path,
    {
      read: (piece) => {
        heard.push(piece.toString())
        writeFileSync(join(folder, 'trimmed.json'), '{"bytes":8,"lines":2}')
      },
      startedOver: () => void heard.push('started over'),
      trimmed: ({ bytes, lines }) => void heard.push(`${lines} lines, ${bytes} bytes`),
    },
    { pieceBytes: 8 },
  )
  await follower.catchUp()
  expect(heard.join('|')).toBe('one\ntwo\n|three\nfo|ur\n|started over|2 lines, 8 bytes|three\nfo|ur\n')
  await follower.catchUp()
  expect(heard.at(-1)).toBe('2 lines, 8 bytes')
})
