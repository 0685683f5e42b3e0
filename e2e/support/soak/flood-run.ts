import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import type { Folders } from '../fermata'

/**
 * Prints thousands of numbered lines a second and keeps the pause file's contract.
 *
 * Beside its log it writes down how many bytes it has written for sure, and how many it may have: a kill falls in
 * between.
 */
const program = `
const fs = require('node:fs')
const [folder, pauseFile, perSecond] = [process.argv[2], process.argv[3], Number(process.argv[4])]
const file = fs.openSync(folder + '/' + process.env.FERMATA_RUN_ID, 'w')
let [bytes, line, isPaused, due] = [0, 0, false, performance.now()]
const note = (at) => fs.writeSync(file, new Float64Array([bytes]), 0, 8, at)
const say = (text) => {
  const piece = Buffer.from(text)
  bytes += piece.length
  note(8)
  for (let done = 0; done < piece.length; ) done += fs.writeSync(1, piece.subarray(done))
  note(0)
}
process.on('SIGINT', () => { say('Progress saved: ' + line + '\\n'); process.exit(130) })
setInterval(() => {
  const isHeld = fs.lstatSync(pauseFile, { throwIfNoEntry: false }) !== undefined
  if (isHeld && !isPaused) say('PAUSE DETECTED: flood paused\\n')
  if (!isHeld && isPaused) { due = performance.now(); say('RESUMING: flood goes on\\n') }
  isPaused = isHeld
  if (isPaused) return
  let text = ''
  for (let most = 2000; due < performance.now() && most > 0; due += 1000 / perSecond, most -= 1)
    text += 'line ' + ++line + ' of the flood, ' + (line * 7919) % 65537 + ' and some words\\n'
  if (text) say(text + 'step ' + line + '/1000000000\\n')
}, 10)
`

const otherLine = /^(step \d+\/1000000000|PAUSE DETECTED: flood paused|RESUMING: flood goes on|Progress saved: \d+)$/

/** Where the flood is in the app. */
export interface FloodRun {
  readonly id: string
  readonly pauseFile: string
  /** What it wrote down itself, by run. */
  readonly noted: string
}

/** Saves the flood as a run of the user's own, as the app would have. */
export function saveFlood({ userData, workspace, root }: Folders, linesPerSecond: number): FloodRun {
  const [id, noted, script] = ['own-00000001', join(root, 'noted'), join(root, 'flood.cjs')]
  const pauseFile = join(workspace, 'pause_flood.txt')
  for (const folder of [noted, userData]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(script, program)
  const run = {
    ...{ id, name: 'Flood', program: process.execPath, needsShell: false, folder: workspace },
    args: [script, noted, pauseFile, String(linesPerSecond)],
    pauseFile: basename(pauseFile),
    confirmation: { kind: 'lines', paused: 'PAUSE DETECTED', resumed: 'RESUMING' },
    progress: { kind: 'count' },
    stop: { kind: 'ctrlC', graceSeconds: 30 },
    environment: [],
  }
  writeFileSync(join(userData, 'profiles.json'), JSON.stringify({ version: 1, runs: [run] }), { mode: 0o600 })
  return { id, pauseFile, noted }
}

/** What was found in the log of one run of the flood. */
export interface FloodLog {
  readonly bytes: number
  readonly lines: number
}

/** Reads a log of the flood from its first byte to its last, packed or not; throws at the first thing that is missing. */
export async function readFloodLog(runFolder: string, { noted }: FloodRun): Promise<FloodLog> {
  const packed = join(runFolder, 'output.log.gz')
  const log = join(runFolder, 'output.log')
  const stream = existsSync(packed) && !existsSync(log) ? unpacked(packed) : createReadStream(log)
  let [bytes, lines, last] = [0, 0, '']
  stream.on('data', (piece: Buffer) => (bytes += piece.length))
  const wrong: string[] = []
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    // Only the last line of a killed run may be torn, so each is judged when the next one is there.
    if (lines > 0 || last !== '') judge(last)
    last = text
  }
  const [sure, most] = notedBytes(join(noted, basename(runFolder)))
  if (bytes < sure || bytes > most) wrong.push(`${bytes} bytes, of ${sure} to ${most} written`)
  // With all bytes there the last line is whole.
  if (sure === most && last !== '') judge(last)
  if (wrong.length > 0) throw new Error(`${runFolder}: ${wrong.slice(0, 3).join('; ')}`)
  return { bytes, lines }

  function judge(text: string): void {
    if (otherLine.test(text)) return
    const next = lines + 1
    if (text === `line ${next} of the flood, ${(next * 7919) % 65537} and some words`) lines = next
    else wrong.push(`after line ${lines}: ${JSON.stringify(text.slice(0, 100))}`)
  }
}

function unpacked(file: string) {
  return createReadStream(file).pipe(createGunzip())
}

/** A run that was killed before it wrote anything has noted nothing. */
function notedBytes(file: string): readonly [sure: number, most: number] {
  if (!existsSync(file)) return [0, 0]
  const bytes = readFileSync(file)
  const at = (offset: number) => (bytes.length >= offset + 8 ? bytes.readDoubleLE(offset) : 0)
  return [at(0), at(8)]
}
