import { expect, test } from 'vitest'
import { type ResultFacts, resultText } from './run-result'

const facts: ResultFacts = {
  itemNoun: 'batch',
  outcome: { kind: 'completed' },
  item: 12_790,
  total: 12_800,
  failed: null,
  validation: 6.12,
  savedAt: null,
  hasSaved: true,
  lastLine: '',
  wasKilledHere: false,
}

test.each<[Partial<ResultFacts>, string]>([
  [{}, '12,800 batches, error 6.1 %'],
  [{ itemNoun: 'listing', validation: null, failed: 210 }, '12,800 listings, 210 failed'],
  [{ item: null, total: null, validation: null }, 'Exit 0'],
  [{ outcome: { kind: 'stopped' }, item: 3106 }, 'Progress saved, 3,106 of 12,800'],
  [{ outcome: { kind: 'stopped' }, item: 3106, hasSaved: false }, 'Stopped at 3,106 of 12,800'],
  [{ outcome: { kind: 'stopped' }, item: null, hasSaved: false }, 'Stopped'],
  [{ outcome: { kind: 'failed', exitCode: 1 }, lastLine: ' ENOSPC: no space left ' }, 'Exit 1: ENOSPC: no space left'],
  [{ outcome: { kind: 'failed', exitCode: 3 } }, 'Exit 3'],
  [{ outcome: { kind: 'killed', signal: 'SIGKILL' }, wasKilledHere: true, savedAt: 0 }, 'Killed by you, last save '],
  [{ outcome: { kind: 'killed', signal: 'SIGSEGV' } }, 'Killed by SIGSEGV'],
  [{ outcome: { kind: 'lost' }, lastLine: 'step 4' }, 'Ended while Fermata was closed: step 4'],
  [{ outcome: { kind: 'notSpawned', reason: 'not found', program: 'x' } }, 'Couldn’t start: not found'],
])('%j is told as “%s”', (change, text) => {
  expect(resultText({ ...facts, ...change }).replaceAll('\u00a0', ' ')).toContain(text)
})

test('a very long last line is cut', () => {
  const text = resultText({ ...facts, outcome: { kind: 'failed', exitCode: 1 }, lastLine: 'x'.repeat(5000) })
  expect(text.length).toBeLessThan(200)
})
