import { appendFileSync, renameSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lineWordsOf } from '../log-files/line-words'
import type { LogMark } from '../shared/ipc'
import type { RunNote } from '../shared/run-notes'
import { openSession, type TestSession, until, untilCounted } from './support/test-session'

/** Waits until all marks are known, and they are these. */
async function untilMarked(session: TestSession, marks: readonly LogMark[]): Promise<void> {
  const wanted = JSON.stringify(marks)
  const news = () => session.news('marks')
  await until(
    () => news()?.isComplete && JSON.stringify(news()?.marks) === wanted,
    () => JSON.stringify(news()),
  )
}

async function untilNoted(session: TestSession, befores: readonly number[]): Promise<void> {
  const placed = () => session.news('notes')?.notes.map(({ before }) => before)
  await until(
    () => JSON.stringify(placed()) === JSON.stringify(befores),
    () => JSON.stringify(session.news('notes')),
  )
}

function noteAt(logBytes: number, note: RunNote): string {
  return `${JSON.stringify({ time: 5, logBytes, note })}\n`
}

test('a run’s own words are its marks, and those of the contract are not', async () => {
  const words = lineWordsOf({ kind: 'lines', paused: 'holding', resumed: 'on with' })
  const session = openSession(undefined, words)
  writeFileSync(session.log, 'step 1\nholding at step 1\nPAUSE DETECTED: Training paused\non with step 2\nERROR bad\n')
  await untilMarked(session, [
    { number: 2, mark: 'paused' },
    { number: 4, mark: 'resumed' },
    { number: 5, mark: 'error' },
  ])
  const { rows } = await session.ask('lines', { first: 1, count: 5 })
  expect(rows.map(({ mark }) => mark)).toEqual([null, 'paused', null, 'resumed', null])
})

test('pauses, stops, errors and warnings are marked, also in an unfinished line and as the log grows', async () => {
  const session = openSession()
  writeFileSync(
    session.log,
    'one\n2026-11-25T01:00:00Z INFO PAUSE DETECTED: Training paused\n\u001B[31mERROR\u001B[0m bad\nno error here\n 1%\rRESUMING: Training resumed',
  )
  await untilMarked(session, [
    { number: 2, mark: 'paused' },
    { number: 3, mark: 'error' },
    { number: 5, mark: 'resumed' },
  ])
  appendFileSync(session.log, ' not\nWARNING: hot\n')
  await untilMarked(session, [
    { number: 2, mark: 'paused' },
    { number: 3, mark: 'error' },
    { number: 6, mark: 'warn' },
  ])
  expect(session.news('marks')?.counts).toEqual({ errors: 1, warnings: 1 })
  writeFileSync(`${session.log}.next`, 'Progress saved: 1 of 2 items\n')
  renameSync(`${session.log}.next`, session.log)
  await untilMarked(session, [{ number: 1, mark: 'saved' }])
  // None of the old marks may be told as the new log's.
  const newest = session.news('size')?.generation
  const told = session.answers.filter((one) => one.kind === 'marks' && one.generation === newest)
  expect(JSON.stringify(told)).not.toContain('"number":2')
})

test('marks are bounded, and a million warnings don’t push a pause out', async () => {
  const session = openSession()
  writeFileSync(session.log, `PAUSE DETECTED: Training paused\n${'WARNING: slow\n'.repeat(100_000)}ERROR: last\n`)
  await until(
    () => session.news('marks')?.isComplete,
    () => 'all marks',
  )
  expect(session.news('marks')?.counts).toEqual({ errors: 1, warnings: 100_000 })
  const marks = session.news('marks')?.marks ?? []
  expect(marks).toHaveLength(5000)
  expect(marks[0]).toEqual({ number: 1, mark: 'paused' })
  expect(marks.at(-1)).toEqual({ number: 100_002, mark: 'error' })
  expect(session.answers.filter((one) => one.kind === 'marks').length).toBeLessThan(100)
})

test('the app’s notes stand before the line that was printed next', async () => {
  const session = openSession()
  const line = `${'x'.repeat(99)}\n`
  writeFileSync(session.log, `${line.repeat(10_000)}half`)
  const lost = '{"time":1,"logBytes":1}\nno note\n'
  const kinds: readonly RunNote[] = [
    { kind: 'started', mode: 'continue' },
    { kind: 'pauseFileMade', by: 'outside', hold: null },
  ]
  writeFileSync(session.notes, kinds.map((note, at) => noteAt(at * 500, note)).join('') + lost)
  appendFileSync(session.notes, noteAt(777_799, { kind: 'stopAsked' }) + noteAt(1_000_002, { kind: 'killAsked' }))
  await untilCounted(session, 10_001)
  await untilNoted(session, [1, 6, 7778, 10_001])
  expect(session.news('notes')?.notes[1]).toEqual({ before: 6, time: 5, note: kinds[1] })
  appendFileSync(session.log, `\n${line}`)
  await untilCounted(session, 10_002)
  appendFileSync(session.notes, noteAt(1_000_105, { kind: 'ended', outcome: { kind: 'stopped' } }))
  await untilNoted(session, [1, 6, 7778, 10_001, 10_003])
})
