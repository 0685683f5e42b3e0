import { expect, test } from 'vitest'
import type { RunView } from '../../../shared/ipc'
import type { PlacedNote } from '../../../shared/log-service'
import type { RunNote } from '../../../shared/run-notes'
import { noteText } from './run-notes'

const run = { name: 'Training', pauseFile: { path: '/w/pause.txt', name: 'pause.txt' } } as RunView
const minute = 60_000
const placed = (before: number, time: number, note: RunNote): PlacedNote => ({ before, time, note })
const texts = (...notes: PlacedNote[]) => notes.map((_, at) => noteText(run, notes, at).replaceAll('\u00a0', ' '))

test('the app’s own notes say who did what', () => {
  expect(
    texts(
      placed(1, 0, { kind: 'started', mode: 'continue' }),
      placed(5, minute, { kind: 'pauseFileMade', by: 'outside' }),
      placed(7, 17 * minute, { kind: 'pauseFileDeleted', by: 'fermata' }),
      placed(9, 18 * minute, { kind: 'stopAsked' }),
      placed(10, 18 * minute, { kind: 'ended', outcome: { kind: 'stopped' } }),
    ),
  ).toEqual([
    'You started Training.',
    'pause.txt was created outside Fermata.',
    'You ended the pause. Deleted pause.txt, after 16 min without output.',
    'You asked Training to stop.',
    'Training stopped, its progress saved.',
  ])
})

test('a pause that was withdrawn before the run answered was no silence', () => {
  expect(
    texts(
      placed(5, 0, { kind: 'pauseFileMade', by: 'fermata' }),
      placed(5, minute, { kind: 'pauseFileDeleted', by: 'outside' }),
    ),
  ).toEqual(['You asked for a pause. Created pause.txt.', 'pause.txt was deleted outside Fermata.'])
})
