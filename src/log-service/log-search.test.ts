import { execFileSync } from 'node:child_process'
import { appendFileSync, truncateSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { LogFilter, LogQuery } from '../shared/log-service'
import { buildSearchProgram, openSession, type TestSession, until, untilCounted } from './support/test-session'

buildSearchProgram()

const literal = (text: string, matchCase = true): LogQuery => ({ text, isRegex: false, matchCase })
const regex = (text: string, matchCase = true): LogQuery => ({ text, isRegex: true, matchCase })

/** Waits until the search that was begun last is done, or can't go on. */
function searched(session: TestSession, kind: 'find' | 'filter') {
  const done = () => {
    const news = session.news(kind)
    const all = session.news('size')?.lineCount
    return news && (news.problem !== null || (!news.isSearching && news.searchedLines >= (all ?? 0) - 1)) ? news : null
  }
  return until(done, () => JSON.stringify([session.news(kind), session.news('size')]))
}

async function find(session: TestSession, query: LogQuery | null) {
  const before = session.news('find')?.id
  await session.ask('find', { query })
  await until(
    () => session.news('find')?.id !== before,
    () => 'news of the new search',
  )
  return searched(session, 'find')
}

async function filter(session: TestSession, wanted: LogFilter) {
  const before = session.news('filter')?.id
  await session.ask('filter', { filter: wanted })
  await until(
    () => session.news('filter')?.id !== before,
    () => 'news of the new filter',
  )
  await searched(session, 'filter')
  return shownNumbers(session)
}

async function shownNumbers(session: TestSession): Promise<number[]> {
  const numbers: number[] = []
  for (;;) {
    const { rows } = await session.ask('lines', { first: numbers.length + 1, count: 500 })
    if (rows.length === 0) return numbers
    numbers.push(...rows.map(({ number }) => number))
  }
}

/** The numbers of the lines that the real grep finds. */
function grep(log: string, ...args: readonly string[]): number[] {
  try {
    const env = { ...process.env, LC_ALL: 'C.UTF-8' }
    const found = execFileSync('grep', ['-a', '-n', ...args, log], { env, encoding: 'utf8', maxBuffer: 1e9 })
    return found
      .split('\n')
      .slice(0, -1)
      .map((line) => Number.parseInt(line, 10))
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 1) return []
    throw error
  }
}

/** Lines as runs print them, with letters of several bytes, empty ones, long ones and ends of Windows. */
function mixedLines(count: number): string {
  let text = ''
  for (let line = 1; line <= count; line += 1) {
    const word = ['INFO epoch', 'WARNING: disk', 'ERROR: Größe', 'debug 漢字 🙂', 'Epoch [x]'][line % 5] ?? ''
    const rest = line % 97 === 0 ? 'y'.repeat(30_000) : `${line % 13} of a.b ${line * 7919}`
    text += line % 11 === 0 ? '\n' : `${word} ${rest}${line % 7 === 0 ? '\r' : ''}\n`
  }
  return `${text}an unfinished epoch`
}

test('finds what the real grep finds', async () => {
  const session = openSession()
  writeFileSync(session.log, mixedLines(20_000))
  await untilCounted(session, 20_001)
  const cases: readonly [LogQuery, readonly string[]][] = [
    [literal('epoch'), ['-F', 'epoch']],
    [literal('epoch', false), ['-F', '-i', 'epoch']],
    [literal('a.b 7'), ['-F', 'a.b 7']],
    [literal('[x]', false), ['-F', '-i', '[x]']],
    [literal('Größe'), ['-F', 'Größe']],
    [literal('GRÖSSE'.replace('SS', 'ß'), false), ['-F', '-i', 'GRÖße']],
    [literal('🙂 7'), ['-F', '🙂 7']],
    [literal('nowhere'), ['-F', 'nowhere']],
    [regex('epoch [0-9]+ of'), ['-E', 'epoch [0-9]+ of']],
    [regex('^(INFO|ERROR)'), ['-E', '^(INFO|ERROR)']],
    [regex('7$'), ['-E', '7\r?$']],
    [regex('error: gr.{1,2}ße', false), ['-E', '-i', 'error: gr.{1,2}ße']],
    [regex('漢.?字'), ['-E', '漢.?字']],
    [regex('^$'), ['-E', '^\r?$']],
  ]
  for (const [query, args] of cases) {
    const expected = grep(session.log, ...args)
    expect(await find(session, query)).toMatchObject({ problem: null, lineCount: expected.length })
    expect({ query, lines: await filter(session, { query, levels: null }) }).toEqual({ query, lines: expected })
    await session.ask('filter', { filter: null })
  }
})

test('looks at lines as they are shown: without colours, and without what a bar has overwritten', async () => {
  const session = openSession()
  writeFileSync(
    session.log,
    'a \u001B[31mre\u001B[1md\u001B[0m b\nred\r\n 1% red\r 2% blue\nblue\r 1% red\nre\0d\n[31m\n',
  )
  await untilCounted(session, 6)
  expect(await filter(session, { query: literal('red'), levels: null })).toEqual([1, 2, 4])
  expect(await filter(session, { query: literal('RED', false), levels: null })).toEqual([1, 2, 4])
  expect(await filter(session, { query: regex('^.*r[e]d'), levels: null })).toEqual([1, 2, 4])
  expect(await filter(session, { query: literal('[31m'), levels: null })).toEqual([6])
  expect(await filter(session, { query: literal('re\u2400d'), levels: null })).toEqual([5])
})

test('the places in the shown message come with the lines', async () => {
  const session = openSession()
  writeFileSync(session.log, '2026-11-25T01:00:00Z INFO info 1 and INFO 2\nnothing\nIn\u001B[1mfo\u001B[0m\n')
  await untilCounted(session, 3)
  await find(session, literal('info', false))
  const matches = (await session.ask('lines', { first: 1, count: 3 })).rows.map((row) => row.matches)
  expect(matches).toEqual([
    [
      { from: 0, to: 4 },
      { from: 11, to: 15 },
    ],
    [],
    [{ from: 0, to: 4 }],
  ])
  await find(session, regex('[0-9]+'))
  expect((await session.ask('lines', { first: 1, count: 1 })).rows[0]?.matches).toEqual([
    { from: 5, to: 6 },
    { from: 16, to: 17 },
  ])
})

test('levels filter, alone and with a text, and matches are walked within the filter', async () => {
  const session = openSession()
  writeFileSync(session.log, mixedLines(5000))
  await untilCounted(session, 5001)
  const errors = grep(session.log, '-E', '^ERROR')
  expect(await filter(session, { query: null, levels: ['error'] })).toEqual(errors)
  const warnings = grep(session.log, '-E', '^(ERROR|WARNING)')
  expect(await filter(session, { query: null, levels: ['warn', 'error'] })).toEqual(warnings)
  const none = grep(session.log, '-v', '-E', '^(ERROR|WARNING|INFO|debug)')
  expect(await filter(session, { query: null, levels: ['none'] })).toEqual(none)
  expect(await filter(session, { query: null, levels: [] })).toEqual([])
  const both = await filter(session, { query: literal('5 of'), levels: ['error'] })
  expect(both).toEqual(grep(session.log, '-E', '^ERROR.*5 of'))
  const news = await find(session, literal('79'))
  const expected = grep(session.log, '-E', '^ERROR.*5 of.*79')
  expect(news.lineCount).toBe(expected.length)
  const walked: number[] = []
  for (let from = 0; ; ) {
    const { found, isFinal } = await session.ask('nextMatch', { from, direction: 'next' })
    expect(isFinal).toBe(true)
    if (!found) break
    walked.push(found.number)
    expect(found).toMatchObject({ ordinal: walked.length, row: both.indexOf(found.number) + 1 })
    from = found.number
  }
  expect(walked).toEqual(expected)
  const last = await session.ask('nextMatch', { from: 100_000, direction: 'previous' })
  expect(last.found?.number).toBe(expected.at(-1))
  expect(await session.ask('rowOf', { number: both[3] ?? 0 })).toBe(4)
  expect(await session.ask('rowOf', { number: (both[3] ?? 0) + 1 })).toBe(5)
  expect(await session.ask('rowOf', { number: 5001 })).toBeNull()
  expect((await session.ask('text', { first: 1, last: 2 })).split('\n')).toHaveLength(2)
})

test('find and filter go on while the log grows, and begin anew with it', async () => {
  const session = openSession()
  writeFileSync(session.log, 'hit 1\nmiss\n')
  await untilCounted(session, 2)
  await find(session, literal('hit'))
  await filter(session, { query: literal('hit'), levels: null })
  appendFileSync(session.log, 'hi')
  await untilCounted(session, 3)
  await searched(session, 'filter')
  expect(await shownNumbers(session)).toEqual([1])
  appendFileSync(session.log, 't 2')
  await until(
    () => session.news('filter')?.lineCount === 2,
    () => JSON.stringify(session.news('filter')),
  )
  appendFileSync(session.log, '\rmiss\nhit 3\n')
  await until(
    () => session.news('find')?.searchedLines === 4,
    () => JSON.stringify(session.news('find')),
  )
  await until(
    () => session.news('filter')?.searchedLines === 4,
    () => JSON.stringify(session.news('filter')),
  )
  expect(await shownNumbers(session)).toEqual([1, 4])
  expect(session.news('size')).toMatchObject({ rowCount: 2, lineCount: 4 })
  truncateSync(session.log)
  await untilCounted(session, 0)
  appendFileSync(session.log, 'miss\nhit\n')
  await until(
    () => session.news('filter')?.lineCount === 1,
    () => JSON.stringify(session.news('filter')),
  )
  expect(await shownNumbers(session)).toEqual([2])
  expect(session.news('filter')?.generation).toBe(session.news('size')?.generation)
})

test('an expression that never ends is given up with its line, and everything else goes on', async () => {
  const session = openSession()
  writeFileSync(session.log, `${'short\n'.repeat(2000)}${'a'.repeat(40)}b\n${'short\n'.repeat(2000)}`)
  await untilCounted(session, 4001)
  await session.ask('find', { query: regex('^(a+)+$') })
  const asked = performance.now()
  expect((await session.ask('lines', { first: 1, count: 3 })).rows).toHaveLength(3)
  expect(performance.now() - asked).toBeLessThan(3000)
  await until(
    () => session.news('find')?.problem,
    () => JSON.stringify(session.news('find')),
  )
  expect(session.news('find')).toMatchObject({
    isSearching: false,
    problem: 'This expression takes too long on line 2,001. Make it simpler.',
  })
  expect((await session.ask('lines', { first: 2001, count: 1 })).rows[0]?.matches).toEqual([])
  expect(await find(session, literal('short'))).toMatchObject({ problem: null, lineCount: 4000 })
})

test('what is no expression is refused in a sentence', async () => {
  const session = openSession()
  writeFileSync(session.log, 'a-b\n')
  await untilCounted(session, 1)
  await session.ask('find', { query: regex('(a') })
  await until(
    () => session.news('find')?.problem,
    () => JSON.stringify(session.news('find')),
  )
  expect(session.news('find')?.problem).toBe('This is not a regular expression: Unterminated group.')
  expect(await find(session, regex(String.raw`a\-b`))).toMatchObject({ problem: null, lineCount: 1 })
})

test('another text replaces the one before at once', async () => {
  const session = openSession()
  writeFileSync(session.log, `${'x'.repeat(90)} word\n`.repeat(300_000))
  await untilCounted(session, 300_000)
  await session.ask('find', { query: literal('word') })
  await session.ask('find', { query: literal('w', false) })
  expect(await find(session, literal('nowhere'))).toMatchObject({ lineCount: 0, problem: null })
  await session.ask('find', { query: null })
  expect((await session.ask('nextMatch', { from: 0, direction: 'next' })).found).toBeNull()
})
