import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { readTrimmedPart } from '../log-files/trimmed-part'
import { whyNoRoomBack } from '../platform/give-back-room'
import { readWrittenNote } from '../shared/run-notes'
import { LiveLogCap } from './live-log-cap'
import { logPartsOf } from './log-parts'
import { type RunFolder, runFolderOf } from './run-record'
import { buildProgram } from './support/build-program'
import { testFolder } from './support/folders'
import { smallRun } from './support/small-run'
import { pause, until } from './support/until'
import { watchProfiles } from './support/watched-supervisor'

const mebibyte = 1024 * 1024
const capBytes = 8 * mebibyte
const whyNot = await whyNoRoomBack(tmpdir())
beforeEach(({ skip }) => skip(whyNot !== null, `Nothing can be taken out of a file here: ${whyNot}`))

function runFolder(): RunFolder {
  const folder = runFolderOf(testFolder(), 'run')
  mkdirSync(folder.path)
  return folder
}

const line = (number: number) => `line ${number} ${'of something that runs for days '.repeat(number % 5)}\n`

function lines(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, at) => line(first + at)).join('')
}

/** What all parts and the rest of the log hold together. */
async function allOf(folder: RunFolder): Promise<string> {
  const parts = logPartsOf(folder).map(({ path }) => gunzipSync(readFileSync(path)))
  const rest = (await readFile(folder.log)).subarray((await readTrimmedPart(folder.log)).bytes)
  return Buffer.concat([...parts, rest]).toString()
}

const roomOf = (path: string) => statSync(path).blocks * 512
const capOf = (folder: RunFolder) => new LiveLogCap(() => [folder], { capBytes, lookMs: 50, noticeMs: 10 })

test('a log that is too big loses its older half to a compressed part, and no line is lost', async () => {
  const folder = runFolder()
  const text = lines(1, 120_000)
  writeFileSync(folder.log, text)
  expect(roomOf(folder.log)).toBeGreaterThan(capBytes)
  await capOf(folder).look()
  expect(roomOf(folder.log)).toBeLessThan(capBytes)
  expect(statSync(folder.log).size).toBe(text.length)
  expect(logPartsOf(folder)).toHaveLength(1)
  expect((await allOf(folder)) === text).toBe(true)
  const gone = await readTrimmedPart(folder.log)
  expect(gone.lines).toBe(logPartsOf(folder)[0]?.last)
  expect(text.slice(gone.bytes).startsWith(line(gone.lines + 1))).toBe(true)
  expect(text.length - gone.bytes).toBeGreaterThanOrEqual(capBytes / 2)
  const before = statSync(folder.log).blocks
  await capOf(folder).look()
  expect(statSync(folder.log).blocks).toBe(before)
})

test('a run that never stops writing is never held up: every line is there once and in order', async () => {
  const folder = runFolder()
  const end = openSync(folder.log, 'a')
  const code = `
    const fs = require('node:fs')
    let number = 0
    const write = () => {
      let text = ''
      for (let i = 0; i < 500; i += 1) text += 'line ' + ++number + ' ' + 'of something that runs for days '.repeat(number % 5) + '\\n'
      fs.writeSync(1, text)
      if (number < 400000) setTimeout(write, 2)
    }
    write()`
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', end, 'inherit'] })
  closeSync(end)
  const cap = capOf(folder)
  cap.start()
  onTestFinished(() => cap.stop())
  await once(child, 'exit')
  cap.stop()
  await cap.idle()
  expect(logPartsOf(folder).length).toBeGreaterThanOrEqual(2)
  expect((await allOf(folder)) === lines(1, 400_000)).toBe(true)
})

test('what a kill has left half done is made good, whatever the step', async () => {
  const folder = runFolder()
  const text = lines(1, 120_000)
  writeFileSync(folder.log, text)
  // Killed while it compressed, and before that after a part was complete.
  writeFileSync(`${folder.path}/output.part.gz.new`, 'half')
  writeFileSync(`${folder.path}/output.1-77.log.gz`, 'of lines that are all in the log')
  await capOf(folder).look()
  expect(existsSync(`${folder.path}/output.part.gz.new`)).toBe(false)
  expect((await allOf(folder)) === text).toBe(true)
  // Killed when all was written down, but before the room was given back.
  const whole = runFolder()
  writeFileSync(whole.log, text)
  for (const name of ['trimmed.json', `output.1-${(await readTrimmedPart(folder.log)).lines}.log.gz`])
    writeFileSync(`${whole.path}/${name}`, readFileSync(`${folder.path}/${name}`))
  await capOf(whole).look()
  expect(roomOf(whole.log)).toBeLessThan(capBytes)
  expect(logPartsOf(whole)).toHaveLength(1)
  expect((await allOf(whole)) === text).toBe(true)
})

test('a run whose log lost its beginning is taken up by the next app with all its lines counted', async () => {
  const root = testFolder()
  const code = `
    const { writeSync } = require('node:fs')
    for (let number = 1; number <= 1200; number += 1) writeSync(1, 'of something that runs for days\\n'.repeat(300))
    setInterval(() => writeSync(1, 'it goes on\\n'), 20)`
  const [profile, state] = [smallRun(join(root, 'workspace'), { code }), join(root, 'state')]
  const first = await watchProfiles([profile], state)
  await first.supervisor.start('training', 'continue')
  await until(() => first.view().log.lineCount > 360_010, 'the lines')
  const cap = new LiveLogCap(() => first.supervisor.activeFolders, { capBytes, noticeMs: 10 })
  await cap.look()
  const [folder] = first.supervisor.activeFolders
  expect((await readTrimmedPart(folder?.log ?? '')).lines).toBeGreaterThan(0)
  await first.supervisor.close()
  const next = await watchProfiles([profile], state)
  expect(next.view().state.kind).toBe('running')
  expect(next.view().log.lineCount).toBeGreaterThan(360_010)
  next.supervisor.kill('training')
  await next.shows('ended')
  const text = await allOf(folder as RunFolder)
  expect(next.view().log).toMatchObject({ lineCount: text.split('\n').length - 1, byteCount: text.length })
})

test('killed at any time, again and again, it loses and doubles no line', async () => {
  const folder = runFolder()
  const program = join(folder.path, '..', 'owner.mjs')
  await buildProgram(join(import.meta.dirname, 'support', 'log-cap-owner.ts'), join(program, '..'), 'owner.mjs')
  let written = 0
  for (let round = 0; round < 12; round += 1) {
    if (round % 3 === 0) appendFileSync(folder.log, lines(written + 1, (written += 80_000)))
    const owner = spawn(process.execPath, [program, join(folder.path, '..'), String(capBytes)])
    await once(owner.stdout, 'data')
    await pause(round * 25)
    owner.kill('SIGKILL')
    await once(owner, 'exit')
  }
  await capOf(folder).look()
  expect(roomOf(folder.log)).toBeLessThan(capBytes)
  expect((await allOf(folder)) === lines(1, written)).toBe(true)
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.new'))).toEqual([])
})

test('a log whose missing part is no longer known keeps its parts, and that is said once', async () => {
  const folder = runFolder()
  writeFileSync(folder.log, lines(1, 120_000))
  await capOf(folder).look()
  writeFileSync(`${folder.path}/trimmed.json`, 'torn')
  appendFileSync(folder.log, lines(120_001, 240_000))
  const parts = logPartsOf(folder)
  for (let round = 0; round < 2; round += 1) await capOf(folder).look()
  expect(logPartsOf(folder)).toEqual(parts)
  expect(readFileSync(folder.notes, 'utf8').match(/logNotTrimmed/g)).toHaveLength(1)
})

test('the oldest parts go when all of them take too much', async () => {
  const folder = runFolder()
  for (let round = 0; round < 6; round += 1) {
    const noise = Buffer.alloc(5 * mebibyte, 'line\n')
    for (let at = 0; at < noise.length; at += 1)
      if (noise[at] !== 0x0a) noise[at] = 0x20 + Math.floor(Math.random() * 90)
    appendFileSync(folder.log, noise)
    await capOf(folder).look()
  }
  const parts = logPartsOf(folder)
  const bytes = parts.reduce((sum, { path }) => sum + statSync(path).size, 0)
  expect(bytes).toBeLessThanOrEqual(capBytes)
  expect(bytes).toBeGreaterThan(capBytes / 4)
  expect(parts[0]?.first).toBeGreaterThan(1)
  expect(parts.at(-1)?.last).toBe((await readTrimmedPart(folder.log)).lines)
})

test('where nothing can be taken out of a file, the log stays whole, and that is said once', async () => {
  const folder = runFolder()
  writeFileSync(folder.log, lines(1, 120_000))
  vi.stubEnv('PATH', folder.path)
  onTestFinished(() => void vi.unstubAllEnvs())
  const cap = capOf(folder)
  for (const one of [cap, cap, capOf(folder)]) await one.look()
  expect(readdirSync(folder.path).sort()).toEqual(['notes.jsonl', 'output.log'])
  expect((await allOf(folder)) === lines(1, 120_000)).toBe(true)
  const notes = readFileSync(folder.notes, 'utf8').trim().split('\n').map(readWrittenNote)
  expect(notes.map((written) => written?.note)).toEqual([
    { kind: 'logNotTrimmed', reason: expect.stringContaining('not found') as string },
  ])
})

test('one endless line stays whole', async () => {
  const folder = runFolder()
  writeFileSync(folder.log, ' 1%\r'.repeat(3 * mebibyte))
  await capOf(folder).look()
  expect(roomOf(folder.log)).toBeGreaterThan(capBytes)
  expect(logPartsOf(folder)).toEqual([])
})
