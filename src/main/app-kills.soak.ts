import { expect, test } from 'vitest'
import { killApps } from './support/app-kills'
import { testFolder } from './support/folders'

test('100 kills of the app at random instants: the run is taken up each time, true within a second, no byte lost', async () => {
  const { times, pids, read, log, copy, outcome, fileNotes } = await killApps(testFolder(), 100, 2026)
  expect(times).toHaveLength(99)
  expect(Math.max(...times)).toBeLessThan(1000)
  expect(pids.size).toBe(1)
  expect(log.equals(copy)).toBe(true)
  expect(read).toMatchObject({ byteCount: log.length, lineCount: log.toString('latin1').split('\n').length - 1 })
  expect(outcome).toBe('stopped')
  // Made, deleted, made, and so on.
  expect(fileNotes.filter((kind, index) => kind === fileNotes[index - 1])).toEqual([])
}, 1_200_000)
