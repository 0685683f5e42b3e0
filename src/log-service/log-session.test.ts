import { appendFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { LinePiece, LogRow } from '../shared/log-service'
import { openSession, until, untilCounted } from './support/test-session'

const messages = (rows: readonly LogRow[]) => rows.map(({ message }) => message)

test('any line of a hundred thousand is read, and numbers stay true', async () => {
  const session = openSession()
  const line = (number: number) => `line ${number} ${'ü'.repeat(number % 50)}`
  let text = ''
  for (let number = 1; number <= 100_000; number += 1) text += `${line(number)}\n`
  writeFileSync(session.log, `${text}unfinished`)
  await untilCounted(session, 100_001)
  expect(session.news('size')).toMatchObject({ byteCount: Buffer.byteLength(text) + 10, rowCount: 100_001 })
  for (const first of [1, 2, 63, 64, 65, 128, 40_000, 99_990, 100_000, 100_001, 100_002]) {
    const { rows } = await session.ask('lines', { first, count: 20 })
    const expected = Array.from({ length: 20 }, (_, index) => first + index).filter((number) => number <= 100_001)
    expect(rows.map(({ number }) => number)).toEqual(expected)
    expect(messages(rows)).toEqual(expected.map((number) => (number === 100_001 ? 'unfinished' : line(number))))
  }
  expect((await session.ask('tail', { count: 2 })).rows.map(({ number }) => number)).toEqual([100_000, 100_001])
})

test('lines of every length are found, those of megabytes too, and no page is too big', async () => {
  const session = openSession()
  const lengths = [0, 1, 20_000, 70_000, 0, 3_000_000, 5, 16_383, 16_384, 1_200_000, 1_200_000, 1_200_000, 1_200_000, 3]
  const lines = Array.from({ length: 280 }, (_, at) => `${at + 1} `.padEnd(lengths[at % lengths.length] ?? 0, 'x'))
  writeFileSync(session.log, lines.map((line) => `${line}\n`).join(''))
  await untilCounted(session, 280)
  const seen: LogRow[] = []
  while (seen.length < 280) {
    const { rows } = await session.ask('lines', { first: seen.length + 1, count: 500 })
    expect(rows.length).toBeGreaterThan(0)
    seen.push(...rows)
  }
  expect(messages(seen)).toEqual(lines.map((line) => line.slice(0, 2000)))
  expect(seen.map(({ cut }) => cut)).toEqual(lines.map((line) => line.length > 2000))
})

test('a long line is read whole, piece by piece, and no letter or colour is torn', async () => {
  const session = openSession()
  const part = 'größe 漢字 🙂 \u001B[31mred\u001B[0m '
  const whole = part.repeat(60_000)
  writeFileSync(session.log, `first\n 1%\r 2%\r${whole}\r\nlast\n`)
  await untilCounted(session, 3)
  let text = ''
  let pieces = 0
  for (let from: number | null = 0; from !== null; pieces += 1) {
    const piece: LinePiece = await session.ask('wholeLine', { number: 2, from })
    text += piece.text
    from = piece.next
  }
  expect(text === 'größe 漢字 🙂 red '.repeat(60_000)).toBe(true)
  expect(pieces).toBeGreaterThan(5)
  const copied = await session.ask('text', { first: 1, last: 3 })
  expect(copied === `first\n${text}\nlast`).toBe(true)
  appendFileSync(session.log, `${'x漢🙂é'.repeat(100_000)}\n`)
  const size = statSync(session.log).size
  await until(
    () => session.news('size')?.byteCount === size,
    () => JSON.stringify(session.news('size')),
  )
  const plain = await session.ask('text', { first: 4, last: 4 })
  expect(plain === 'x漢🙂é'.repeat(100_000)).toBe(true)
  await expect(session.ask('wholeLine', { number: 5, from: 0 })).rejects.toThrow('no longer in the log')
})

test('what is copied is plain, whole, and never too much', async () => {
  const session = openSession()
  writeFileSync(session.log, `2026-11-25T01:00:00Z INFO \u001B[1mone\u001B[0m\r\n${'x'.repeat(999_999)}\n`.repeat(20))
  await untilCounted(session, 40)
  const text = await session.ask('text', { first: 1, last: 3 })
  expect(text).toBe(`2026-11-25T01:00:00Z INFO one\n${'x'.repeat(999_999)}\n2026-11-25T01:00:00Z INFO one`)
  await expect(session.ask('text', { first: 1, last: 40 })).rejects.toThrow('more than 16 MB')
  await expect(session.ask('text', { first: 41, last: 50 })).resolves.toBe('')
})

test('a log that grows, is cut short, replaced or deleted is followed, with another generation each time', async () => {
  const session = openSession()
  writeFileSync(session.log, 'one\ntwo\n')
  await untilCounted(session, 2)
  appendFileSync(session.log, 'thr')
  await untilCounted(session, 3)
  appendFileSync(session.log, 'ee\nfour\n')
  await untilCounted(session, 4)
  const { generation, rows } = await session.ask('lines', { first: 1, count: 10 })
  expect(messages(rows)).toEqual(['one', 'two', 'three', 'four'])
  truncateSync(session.log)
  await untilCounted(session, 0)
  appendFileSync(session.log, 'new\n')
  await untilCounted(session, 1)
  const second = await session.ask('lines', { first: 1, count: 10 })
  expect([second.generation, ...messages(second.rows)]).toEqual([generation + 1, 'new'])
  writeFileSync(`${session.log}.next`, 'other\nfile\n')
  renameSync(`${session.log}.next`, session.log)
  await untilCounted(session, 2)
  const third = await session.ask('lines', { first: 1, count: 10 })
  expect([third.generation, ...messages(third.rows)]).toEqual([generation + 2, 'other', 'file'])
  rmSync(session.log)
  await untilCounted(session, 0)
  expect(messages((await session.ask('lines', { first: 1, count: 10 })).rows)).toEqual([])
  writeFileSync(session.log, 'back\n')
  await untilCounted(session, 1)
  expect(messages((await session.ask('tail', { count: 10 })).rows)).toEqual(['back'])
})

test('the last lines of a big log are there before it is counted', async () => {
  const session = openSession()
  writeFileSync(session.log, `${'x'.repeat(99)}\n`.repeat(1_000_000))
  appendFileSync(session.log, 'the last but one\nthe last')
  const early = openSession(session.log)
  const tail = await early.ask('tail', { count: 3 })
  expect(tail.isNumbered).toBe(false)
  expect(tail.rows.map(({ number, message }) => [number, message])).toEqual([
    [-3, 'x'.repeat(99)],
    [-2, 'the last but one'],
    [-1, 'the last'],
  ])
  await untilCounted(early, 1_000_002)
  expect((await early.ask('tail', { count: 1 })).rows[0]).toMatchObject({ number: 1_000_002, message: 'the last' })
})

test('time, level, mark and colours come with a line; the styles belong to the message', async () => {
  const session = openSession()
  writeFileSync(
    session.log,
    '2026-11-25T01:00:00Z \u001B[33mWARNING\u001B[0m: \u001B[1;38;5;208mhot\u001B[0m disk\nPAUSE DETECTED: Training paused\n',
  )
  await untilCounted(session, 2)
  const { rows } = await session.ask('lines', { first: 1, count: 2 })
  expect(rows[0]).toEqual({
    number: 1,
    time: Date.parse('2026-11-25T01:00:00Z'),
    level: 'warn',
    message: 'hot disk',
    mark: null,
    cut: false,
    styles: [{ from: 0, to: 3, colour: { kind: 'indexed', index: 208 }, bold: true }],
    matches: [],
  })
  expect(rows[1]).toMatchObject({ mark: 'paused', level: null, time: null })
})

test('bytes that are no text, NUL and line ends of Windows do no harm', async () => {
  const session = openSession()
  writeFileSync(session.log, Buffer.from([0x61, 0xff, 0x00, 0x62, 0x0d, 0x0a, 0xe2, 0x82, 0x0a, 0x63]))
  await untilCounted(session, 3)
  const { rows } = await session.ask('lines', { first: 1, count: 3 })
  expect(messages(rows)).toEqual(['a\uFFFD\u2400b', '\uFFFD', 'c'])
})

test('messages that are no questions are refused, and the session goes on', async () => {
  const session = openSession()
  writeFileSync(session.log, 'one\n')
  await untilCounted(session, 1)
  const wrong: unknown[] = [
    null,
    7,
    'lines',
    [],
    {},
    { kind: 'lines' },
    { kind: '__proto__', id: 1000 },
    { kind: 'constructor', id: 1001 },
    { kind: 'lines', id: 1002, first: 0, count: 1 },
    { kind: 'lines', id: 1003, first: 1, count: 501 },
    { kind: 'lines', id: 1004, first: 1.5, count: 1 },
    { kind: 'lines', id: 'x', first: 1, count: 1 },
    { kind: 'find', id: 1005, query: { text: '', isRegex: false, matchCase: false } },
    { kind: 'find', id: 1006, query: { text: 'x'.repeat(1001), isRegex: false, matchCase: false } },
    { kind: 'find', id: 1007, query: { text: 'x', isRegex: 1, matchCase: false } },
    { kind: 'filter', id: 1008, filter: { query: null, levels: ['loud'] } },
    { kind: 'nextMatch', id: 1009, from: 1, direction: 'up' },
    { kind: 'open', id: 1010, log: '/etc/passwd' },
  ]
  for (const message of wrong) session.send(message)
  await until(
    () => session.answers.filter((one) => one.kind === 'answer').length === 11,
    () => JSON.stringify(session.answers),
  )
  expect(session.answers.every((one) => one.kind !== 'answer' || !one.ok)).toBe(true)
  expect(messages((await session.ask('lines', { first: 1, count: 1 })).rows)).toEqual(['one'])
})
