import { expect, test } from 'vitest'
import { outcomeOfExit, outcomeOfLastWord } from './run-outcome'

test.each([
  [0, null, false, { kind: 'completed' }],
  [0, null, true, { kind: 'completed' }],
  [130, null, true, { kind: 'stopped' }],
  [130, null, false, { kind: 'stopped' }],
  [null, 'SIGINT', true, { kind: 'stopped' }],
  [null, 'SIGTERM', true, { kind: 'stopped' }],
  [143, null, true, { kind: 'stopped' }],
  [143, null, false, { kind: 'failed', exitCode: 143 }],
  [null, 'SIGINT', false, { kind: 'killed', signal: 'SIGINT' }],
  [null, 'SIGKILL', true, { kind: 'killed', signal: 'SIGKILL' }],
  [null, 'SIGSEGV', false, { kind: 'killed', signal: 'SIGSEGV' }],
  [1, null, true, { kind: 'failed', exitCode: 1 }],
  [2, null, false, { kind: 'failed', exitCode: 2 }],
] as const)('code %s, signal %s, asked %s', (code, signal, wasAsked, outcome) => {
  expect(outcomeOfExit({ code, signal }, wasAsked)).toEqual(outcome)
})

test('the last word about the end counts', () => {
  expect(outcomeOfLastWord('modelSaved')).toEqual({ kind: 'completed' })
  expect(outcomeOfLastWord('saved')).toEqual({ kind: 'stopped' })
  expect(outcomeOfLastWord(null)).toEqual({ kind: 'lost' })
})
