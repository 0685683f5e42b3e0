import { expect, test } from 'vitest'
import type { RunView } from '../../../shared/ipc'
import type { PlacedNote } from '../../../shared/log-service'
import type { RunNote } from '../../../shared/run-notes'
import { noteText } from './run-notes'

const run = { name: 'Training', pauseFile: { path: '/w/pause.txt', name: 'pause.txt' } } as RunView
const minute = 60_000
const you = { kind: 'you' } as const
const battery = { kind: 'battery', percent: 78 } as const
const cpu = { kind: 'otherPrograms', percent: 81, minutes: 2 } as const
const backup = { kind: 'window', name: 'Nightly backup' } as const
const placed = (before: number, time: number, note: RunNote): PlacedNote => ({ before, time, note })
const texts = (...notes: PlacedNote[]) => notes.map((_, at) => noteText(run, notes, at).replaceAll('\u00a0', ' '))

test('the app’s own notes say who did what', () => {
  expect(
    texts(
      placed(1, 0, { kind: 'started', mode: 'continue' }),
      placed(5, minute, { kind: 'pauseFileMade', by: 'outside', hold: null }),
      placed(7, 17 * minute, { kind: 'pauseFileDeleted', by: 'fermata', ended: [you, battery], how: 'released' }),
      placed(8, 17 * minute, { kind: 'asleep', ms: 498 * minute }),
      placed(9, 18 * minute, { kind: 'stopAsked' }),
      placed(10, 18 * minute, { kind: 'ended', outcome: { kind: 'stopped' } }),
    ),
  ).toEqual([
    'You started Training.',
    'pause.txt was created outside Fermata.',
    'You ended the pause. Deleted pause.txt, after 16 min without output.',
    'The computer slept for 8 h 18 min.',
    'You asked Training to stop.',
    'Training stopped, its progress saved.',
  ])
})

test('what a program of the user’s own has saved isn’t known', () => {
  const end = placed(1, 0, { kind: 'ended', outcome: { kind: 'stopped' } })
  const own = { ...run, name: 'Price model', own: {} } as RunView
  expect(noteText(own, [end], 0)).toBe('Price model stopped.')
})

test('a pause that was withdrawn before the run answered was no silence', () => {
  expect(
    texts(
      placed(5, 0, { kind: 'pauseFileMade', by: 'fermata', hold: { reason: you, until: null } }),
      placed(5, minute, { kind: 'pauseFileDeleted', by: 'outside', ended: [you], how: 'released' }),
    ),
  ).toEqual(['You asked for a pause. Created pause.txt.', 'pause.txt was deleted outside Fermata.'])
})

test('notes on holds name who holds and why, and how each ended', () => {
  const at = new Date(2026, 10, 24, 15).getTime()
  expect(
    texts(
      placed(1, 0, { kind: 'pauseFileMade', by: 'fermata', hold: { reason: cpu, until: null } }),
      placed(1, 0, { kind: 'holdAdded', hold: { reason: you, until: at } }),
      placed(1, 0, { kind: 'holdEnded', reason: cpu, how: 'conditionEnded' }),
      placed(1, 0, { kind: 'holdAdded', hold: { reason: backup, until: at } }),
      placed(1, 0, { kind: 'holdEnded', reason: you, how: 'timeUp' }),
      placed(1, 0, { kind: 'pauseFileDeleted', by: 'fermata', ended: [backup], how: 'conditionEnded' }),
      placed(1, 0, { kind: 'pauseFileDeleted', by: 'fermata', ended: [battery], how: 'released' }),
      placed(1, 0, { kind: 'pauseFileDeleted', by: 'outside', ended: [you, battery], how: 'released' }),
    ),
  ).toEqual([
    'CPU rule: other programs at 81 % for 2 min. Created pause.txt.',
    'You asked for a pause until 15:00. Training was held already.',
    'CPU rule: its condition has ended. Training is still held.',
    'Nightly backup began, to end at 15:00. Training was held already.',
    'Your pause was over. Training is still held.',
    'Nightly backup ended. Deleted pause.txt.',
    'You let go of: On battery. Deleted pause.txt.',
    'pause.txt was deleted outside Fermata. Two holds ended.',
  ])
})
