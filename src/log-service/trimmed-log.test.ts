import { closeSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildSearchProgram, openSession, type TestSession, until, untilCounted } from './support/test-session'

buildSearchProgram()

const count = 100_000
const line = (number: number) => `${number % 1000 === 0 ? 'ERROR: ' : ''}line ${number} ${'x'.repeat(number % 50)}`
const text = Array.from({ length: count }, (_, at) => `${line(at + 1)}\n`).join('')
const removed = '(removed to keep the log small: see the .log.gz files beside it)'

/** Takes the first lines out of a log as the app does, in whole blocks or all there is of them. */
function trim(log: string, lines: number, isExact: boolean): void {
  const bytes = text.indexOf(`line ${lines + 1} `)
  writeFileSync(join(log, '..', 'trimmed.json'), JSON.stringify({ bytes, lines }))
  const file = openSync(log, 'r+')
  writeSync(file, Buffer.alloc(isExact ? bytes : bytes - (bytes % 4096)), 0, undefined, 0)
  closeSync(file)
}

async function untilRemoved(session: TestSession, lines: number): Promise<void> {
  let last = ''
  // Nothing but a timed look tells of it.
  for (let round = 0; round < 1500 && last !== removed; round += 1) {
    last = (await session.ask('lines', { first: lines, count: 1 })).rows[0]?.message ?? ''
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(last).toBe(removed)
}

async function found(session: TestSession, query: string): Promise<readonly number[]> {
  await session.ask('filter', { filter: { query: { text: query, isRegex: false, matchCase: true }, levels: null } })
  await until(
    () =>
      session.news('filter')?.isSearching === false && session.news('size')?.filterId === session.news('filter')?.id,
    () => JSON.stringify(session.news('filter')),
  )
  const { rows } = await session.ask('lines', { first: 1, count: 500 })
  await session.ask('filter', { filter: null })
  return rows.map(({ number }) => number)
}

async function expectTrimmed(session: TestSession, lines: number): Promise<void> {
  // The news that no filter is on any more may be on its way still.
  await until(
    () => session.news('size')?.rowCount === count,
    () => JSON.stringify(session.news('size')),
  )
  expect(session.news('size')).toMatchObject({ lineCount: count, byteCount: text.length })
  const { rows } = await session.ask('lines', { first: lines - 1, count: 5 })
  const shown = [lines - 1, lines].map(() => removed).concat([lines + 1, lines + 2, lines + 3].map(line))
  expect(rows.map(({ message }) => message)).toEqual(shown)
  expect(rows.map(({ number }) => number)).toEqual([-1, 0, 1, 2, 3].map((at) => lines + at))
  expect(await session.ask('text', { first: lines, last: lines + 1 })).toBe(`${removed}\n${line(lines + 1)}`)
  expect(await session.ask('wholeLine', { number: 3, from: 0 })).toEqual({ text: removed, next: null })
  const rounds = Array.from({ length: 100 }, (_, at) => 1000 * (at + 1)).filter((number) => number > lines)
  expect(await found(session, 'ERROR')).toEqual(rounds)
  expect(await found(session, 'removed')).toEqual([])
}

test('lines that go from an open log are said to be removed, and all others are where they were', async () => {
  const session = openSession()
  writeFileSync(session.log, text)
  await untilCounted(session, count)
  for (const [lines, isExact] of [
    [40_003, false],
    [77_777, true],
  ] as const) {
    trim(session.log, lines, isExact)
    await untilRemoved(session, lines)
    await expectTrimmed(session, lines)
  }
  expect(session.news('size')?.generation).toBe(1)
})

test('a log that was trimmed before it is opened counts its lines and bytes as if all were there', async () => {
  const first = openSession()
  writeFileSync(first.log, text)
  trim(first.log, 60_500, true)
  const session = openSession(first.log)
  await untilCounted(session, count)
  await expectTrimmed(session, 60_500)
  await until(
    () => session.news('marks')?.isComplete,
    () => 'marks',
  )
  expect(session.news('marks')?.marks[0]).toEqual({ number: 61_000, mark: 'error' })
  writeFileSync(session.notes, `${JSON.stringify({ time: 1, logBytes: 99, note: { kind: 'stopAsked' } })}\n`)
  await until(
    () => session.news('notes')?.notes.length,
    () => 'a note',
  )
  expect(session.news('notes')?.notes[0]?.before).toBe(60_501)
  truncateSync(session.log, 0)
  await untilCounted(session, 0)
})
