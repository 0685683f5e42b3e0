import { expect, test } from 'vitest'
import { driftLine, type Drift } from '../../../shared/drift-line'
import type { RunView } from '../../../shared/ipc'
import { driftNotice } from './drift'

/** A training whose start ended with 2, and with this line. */
function refusedRun(message: string, exitCode = 2): RunView {
  return {
    profileId: 'training',
    name: 'Training',
    runKind: 'training',
    itemNoun: 'batch',
    state: { kind: 'ended', at: 0, outcome: { kind: 'failed', exitCode } },
    data: { chosen: { kind: 'file', path: '/flats.csv' }, isOther: false },
    latestLines: [{ time: 0, level: 'error', message }],
  } as unknown as RunView
}

const refusal = (drift: Drift) => driftLine('training', '/w/training/checkpoint.safetensors', drift)

test('another runtime is named, and may be accepted', () => {
  const differences = [{ what: 'runtime', before: 'Node 20', now: 'Node 24' }]
  expect(driftNotice(refusedRun(refusal({ differences, mayGoOn: true })))).toMatchObject({
    title: 'Training wasn’t continued: something has changed',
    text: [
      ['Runtime', ': ', { code: 'Node 20' }, ' → ', { code: 'Node 24' }],
      ['The saved progress is as it was: nothing is lost.'],
    ],
    rows: [
      { button: 'Continue anyway', action: 'acceptDrift' },
      { button: 'Start over…', action: 'askStartOver' },
    ],
  })
})

test('other data and settings can’t be accepted; the data of before is offered', () => {
  const differences = [
    { what: 'epochs', before: '2', now: '3' },
    { what: 'data', before: 'diamonds 1a2b', now: 'own table 3c4d' },
  ]
  expect(driftNotice(refusedRun(refusal({ differences, mayGoOn: false })))).toMatchObject({
    title: 'Training wasn’t continued: 2 things have changed',
    rows: [{ button: 'Use sample listings', action: 'useSample' }, { button: 'Start over…' }],
  })
  const table = [{ what: 'data', before: 'own table 1a2b', now: 'own table 3c4d' }]
  expect(driftNotice(refusedRun(refusal({ differences: table, mayGoOn: false })))?.rows[0]).toMatchObject({
    button: 'Choose a file…',
    action: 'chooseTable',
  })
})

test('nothing else is taken for it', () => {
  const line = refusal({ differences: [{ what: 'seed', before: '1', now: '2' }], mayGoOn: false })
  expect(driftNotice(refusedRun(line, 1))).toBeNull()
  expect(driftNotice(refusedRun('--epochs must be a whole number'))).toBeNull()
})
