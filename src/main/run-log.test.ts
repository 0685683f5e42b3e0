import { appendFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { LogLine } from '../shared/ipc'
import type { ParsedLine } from '../shared/run-lines'
import { RunLog } from './run-log'
import { testFolder } from './support/folders'
import { pause, until } from './support/until'

interface Heard {
  readonly log: RunLog
  readonly path: string
  readonly marks: LogLine[]
  readonly counts: { outputs: number; growths: number }
}

function openLog(path = join(testFolder(), 'output.log')): Heard {
  const marks: LogLine[] = []
  const counts = { outputs: 0, growths: 0 }
  const log = new RunLog(path, {
    reader: null,
    outputAppeared: () => void (counts.outputs += 1),
    lineMarked: (line) => void marks.push(line),
    logGrew: () => void (counts.growths += 1),
  })
  onTestFinished(() => log.close())
  return { log, path, marks, counts }
}

const messages = (lines: readonly ParsedLine[]) => lines.map(({ message }) => message)

test('a state line is heard when it is written, also in two halves', async () => {
  const { log, path, marks, counts } = openLog()
  writeFileSync(path, '')
  log.follow()
  await pause(50)
  const waits: number[] = []
  for (let round = 1; round <= 21; round += 1) {
    await pause(30)
    const word = round % 2 === 1 ? 'PAUSE DETECTED: Training paused\n' : 'RESUMING: Training resumed\n'
    appendFileSync(path, word.slice(0, 9))
    if (round % 3 === 0) await pause(20)
    appendFileSync(path, word.slice(9))
    const at = performance.now()
    await until(() => marks.length === round, `mark ${round}`)
    waits.push(performance.now() - at)
  }
  const median = waits.sort((a, b) => a - b)[10] ?? 0
  expect(counts.outputs).toBe(1)
  // By events: a timed look alone would take half a second on average.
  expect(median).toBeLessThan(250)
})

test('a hundred thousand lines are counted, and the last ones are at hand', async () => {
  const { log, path } = openLog()
  const line = (number: number) => `line ${number} ${'ü'.repeat(number % 50)}`
  let text = ''
  for (let number = 1; number <= 100_000; number += 1) text += `${line(number)}\n`
  writeFileSync(path, `${text}unfinished`)
  await log.catchUp()
  expect(log.summary).toMatchObject({ lineCount: 100_001, byteCount: Buffer.byteLength(text) + 10 })
  expect(messages(log.latestLines())).toEqual([99_996, 99_997, 99_998, 99_999, 100_000].map(line).concat('unfinished'))
})

test('reading a big log leaves the app free to answer', async () => {
  const { log, path } = openLog()
  writeFileSync(path, `${'epoch 1 of something with words '.repeat(3)}\n`.repeat(200_000))
  let turns = 0
  let isReading = true
  const answer = (): void => {
    turns += 1
    if (isReading) setImmediate(answer)
  }
  setImmediate(answer)
  await log.catchUp()
  isReading = false
  expect(log.summary.lineCount).toBe(200_000)
  // 19 MB in pieces, with a turn for others between them: counted, as how long one takes depends on the machine.
  expect(turns).toBeGreaterThan(30)
})

test('a log that is cut short or replaced while it is followed is read anew', async () => {
  const { log, path, marks } = openLog()
  writeFileSync(path, 'one\ntwo\nPAUSE DETECTED: Training paused\n')
  log.follow()
  await until(() => log.summary.lineCount === 3, 'three lines')
  truncateSync(path)
  await until(() => log.summary.lineCount === 0, 'an empty log')
  appendFileSync(path, 'three\n')
  await until(() => log.summary.lineCount === 1, 'the new line')
  expect(messages(log.latestLines())).toEqual(['three'])
  writeFileSync(`${path}.new`, 'four\nfive\nRESUMING: Training resumed\n')
  renameSync(`${path}.new`, path)
  await until(() => log.summary.lineCount === 3, 'the other file')
  expect(marks.map(({ mark }) => mark)).toEqual(['paused', 'resumed'])
})

test('a log whose folder appears later is found', async () => {
  const { log, path } = openLog(join(testFolder(), 'later', 'output.log'))
  log.follow()
  await pause(50)
  mkdirSync(join(path, '..'))
  writeFileSync(path, 'hello\n')
  await until(() => log.summary.lineCount === 1, 'the line')
  expect(messages(log.latestLines())).toEqual(['hello'])
})

test('progress bars fold, colours and control characters are harmless, long lines are cut', async () => {
  const { log, path } = openLog()
  const long = 'x'.repeat(300_000)
  writeFileSync(path, `\r 1%\r 2%\r 3%\n\u001B[31mERROR\u001B[0m b\u0007ad\n${long}\nafter\n 10%\r 20%`)
  await log.catchUp()
  expect(messages(log.latestLines())).toEqual([' 3%', 'b\u2407ad', 'x'.repeat(2000), 'after', ' 20%'])
  expect(log.latestLines()[1]?.level).toBe('error')
})

test('errors are counted, and the last error and pause are known by line', async () => {
  const { log, path } = openLog()
  writeFileSync(path, `PAUSE DETECTED: Training paused\n${'WARNING: slow\nERROR: bad\n'.repeat(1000)}INFO done\n`)
  await log.catchUp()
  expect(log.summary).toMatchObject({ lineCount: 2002, errorCount: 1000, lastErrorLine: 2001, lastPausedLine: 1 })
  truncateSync(path)
  await log.catchUp()
  expect(log.summary).toMatchObject({ lineCount: 0, errorCount: 0, lastErrorLine: null, lastPausedLine: null })
})

test('growth is told, but not for every line', async () => {
  const { log, path, counts } = openLog()
  writeFileSync(path, '')
  log.follow()
  for (let round = 0; round < 100; round += 1) {
    appendFileSync(path, 'line\n')
    await pause(5)
  }
  await until(() => log.summary.lineCount === 100, 'all lines')
  await pause(150)
  expect(counts.growths).toBeGreaterThan(2)
  expect(counts.growths).toBeLessThan(25)
})

test('a log whose beginning is missing is read from there on, and what was printed before counts', async () => {
  const { log, path, marks, counts } = openLog()
  const gone = 3 * 1024 * 1024
  writeFileSync(path, '')
  truncateSync(path, gone)
  appendFileSync(path, 'ERROR: bad\nPAUSE DETECTED: Training paused\n')
  writeFileSync(join(path, '..', 'trimmed.json'), JSON.stringify({ bytes: gone, lines: 1000 }))
  await log.catchUp()
  await log.catchUp()
  expect(log.summary).toMatchObject({
    lineCount: 1002,
    byteCount: gone + 43,
    lastErrorLine: 1001,
    lastPausedLine: 1002,
  })
  expect(messages(log.latestLines())).toEqual(['bad', 'PAUSE DETECTED: Training paused'])
  expect([counts.outputs, marks.length]).toEqual([1, 1])
})
