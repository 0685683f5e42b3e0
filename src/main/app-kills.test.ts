import { expect, test } from 'vitest'
import { killApps } from './support/app-kills'
import { testFolder } from './support/folders'

test('an app that is killed again and again takes its run up each time, with every byte of a flood once', async () => {
  const { times, pids, read, log, copy, outcome, fileNotes } = await killApps(testFolder(), 5, 1)
  expect(times).toHaveLength(4)
  expect(pids.size).toBe(1)
  expect(log.equals(copy)).toBe(true)
  expect(read).toMatchObject({ byteCount: log.length, lineCount: log.toString('latin1').split('\n').length - 1 })
  expect(outcome).toBe('stopped')
  // Made, deleted, made, and so on.
  expect(fileNotes.filter((kind, index) => kind === fileNotes[index - 1])).toEqual([])
}, 120_000)
