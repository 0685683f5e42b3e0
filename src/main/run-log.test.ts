import { appendFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { LogLine } from '../shared/ipc'
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
    outputAppeared: () => void (counts.outputs += 1),
    lineMarked: (line) => void marks.push(line),
    logGrew: () => void (counts.growths += 1),
  })
  onTestFinished(() => log.close())
  return { log, path, marks, counts }
}

const messages = (lines: readonly LogLine[]) => lines.map(({ message }) => message)

test('a state line is heard within milliseconds of being written, also in two halves', async () => {
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
  // By events, not by the timed look, which would take 250 ms on average.
  expect(median).toBeLessThan(60)
})

test('a hundred thousand lines: any of them is read, in little memory, and numbers stay true', async () => {
  const { log, path } = openLog()
  const line = (number: number) => `line ${number} ${'ü'.repeat(number % 50)}`
  let text = ''
  for (let number = 1; number <= 100_000; number += 1) text += `${line(number)}\n`
  writeFileSync(path, `${text}unfinished`)
  await log.catchUp()
  expect(log.size).toEqual({ lineCount: 100_001, byteCount: Buffer.byteLength(text) + 10 })
  for (const first of [1, 2, 63, 64, 65, 128, 40_000, 99_990, 100_000, 100_001, 100_002]) {
    const lines = await log.read(first, 20)
    const expected = Array.from({ length: 20 }, (_, index) => first + index).filter((number) => number <= 100_001)
    expect(lines.map(({ number }) => number)).toEqual(expected)
    expect(messages(lines)).toEqual(expected.map((number) => (number === 100_001 ? 'unfinished' : line(number))))
  }
  expect(await log.read(1, 100_000)).toHaveLength(500)
  expect(messages(log.latestLines() as LogLine[])).toEqual(
    [99_996, 99_997, 99_998, 99_999, 100_000].map(line).concat('unfinished'),
  )
})

test('reading a big log leaves the app free to answer', async () => {
  const { log, path } = openLog()
  writeFileSync(path, `${'epoch 1 of something with words '.repeat(3)}\n`.repeat(200_000))
  let answers = 0
  const timer = setInterval(() => {
    answers += 1
  }, 0)
  await log.catchUp()
  clearInterval(timer)
  expect(log.size.lineCount).toBe(200_000)
  // 19 MB in pieces, with room for others between them.
  expect(answers).toBeGreaterThan(30)
  expect((await log.read(199_999, 10)).map(({ number }) => number)).toEqual([199_999, 200_000])
})

test('a log that is cut short or replaced while it is followed is read anew', async () => {
  const { log, path, marks } = openLog()
  writeFileSync(path, 'one\ntwo\nPAUSE DETECTED: Training paused\n')
  log.follow()
  await until(() => log.size.lineCount === 3, 'three lines')
  truncateSync(path)
  await until(() => log.size.lineCount === 0, 'an empty log')
  appendFileSync(path, 'three\n')
  await until(() => log.size.lineCount === 1, 'the new line')
  expect(messages(await log.read(1, 10))).toEqual(['three'])
  writeFileSync(`${path}.new`, 'four\nfive\nRESUMING: Training resumed\n')
  renameSync(`${path}.new`, path)
  await until(() => log.size.lineCount === 3, 'the other file')
  expect(marks.map(({ mark }) => mark)).toEqual(['paused', 'resumed'])
})

test('a log whose folder appears later is found', async () => {
  const { log, path } = openLog(join(testFolder(), 'later', 'output.log'))
  log.follow()
  await pause(50)
  mkdirSync(join(path, '..'))
  writeFileSync(path, 'hello\n')
  await until(() => log.size.lineCount === 1, 'the line')
  expect(messages(await log.read(1, 1))).toEqual(['hello'])
})

test('progress bars fold, colours and control characters go, long lines are cut', async () => {
  const { log, path } = openLog()
  const long = 'x'.repeat(300_000)
  writeFileSync(path, `\r 1%\r 2%\r 3%\n\u001B[31mERROR\u001B[0m b\u0007ad\n${long}\nafter\n 10%\r 20%`)
  await log.catchUp()
  const lines = await log.read(1, 10)
  expect(messages(lines)).toEqual([' 3%', 'bad', 'x'.repeat(2000), 'after', ' 20%'])
  expect(lines.map(({ cut }) => cut)).toEqual([false, false, true, false, false])
  expect(lines[1]?.level).toBe('error')
  expect(log.marks()).toEqual([{ number: 2, mark: 'error' }])
})

test('marks are bounded, and a million warnings don’t push a pause out', async () => {
  const { log, path } = openLog()
  writeFileSync(path, `PAUSE DETECTED: Training paused\n${'WARNING: slow\n'.repeat(20_000)}ERROR: last\n`)
  await log.catchUp()
  const marks = log.marks()
  expect(marks).toHaveLength(5000)
  expect(marks[0]).toEqual({ number: 1, mark: 'paused' })
  expect(marks.at(-1)).toEqual({ number: 20_002, mark: 'error' })
})

test('growth is told, but not for every line', async () => {
  const { log, path, counts } = openLog()
  writeFileSync(path, '')
  log.follow()
  for (let round = 0; round < 100; round += 1) {
    appendFileSync(path, 'line\n')
    await pause(5)
  }
  await until(() => log.size.lineCount === 100, 'all lines')
  await pause(150)
  expect(counts.growths).toBeGreaterThan(2)
  expect(counts.growths).toBeLessThan(25)
})
