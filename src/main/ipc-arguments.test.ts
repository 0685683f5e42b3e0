import { describe, expect, test } from 'vitest'
import type { IpcCalls } from '../shared/ipc'
import { emptySetup } from '../shared/own-run'
import { rightCalls as right } from '../shared/support/right-calls'
import { argumentReaders } from './ipc-arguments'

const readers = argumentReaders(() => ['training', 'other'])

const wrong: readonly unknown[] = [
  {},
  null,
  undefined,
  true,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  '',
  '__proto__',
  'constructor',
  'toString',
  '../x',
  'a\0b',
  'training\n',
  'Training',
  [],
  ['training'],
  { toString: () => 'training' },
  Object.assign(Object.create(null), { length: 8 }),
]

describe.each(Object.keys(right) as (keyof IpcCalls)[])('%s', (channel) => {
  test('takes what it is declared with', () => {
    expect(readers[channel](right[channel])).toEqual(right[channel])
  })

  test('refuses anything else in any place', () => {
    for (let place = 0; place < right[channel].length; place += 1)
      for (const value of wrong) {
        if (right[channel][1] === 'training-20261124-120000-000' && place === 1 && value === null) continue // The latest.
        if (channel === 'run:pause' && place === 1 && value === null) continue // Until its person lets go.
        if (channel === 'log:copyText' && typeof value === 'string') continue // Any text may be copied.
        // A setup that isn't kept yet has no id, and any text may be where a file chooser begins.
        if ((channel === 'profile:check' || channel === 'profile:save') && place === 0 && value === null) continue
        if (channel === 'profile:choosePath' && place === 1 && typeof value === 'string' && !value.includes('\0'))
          continue
        if (channel === 'menu:offer' && Array.isArray(value) && value.length === 0) continue // Nothing is on offer.
        if (channel === 'view:shown' && value === null) continue // No run is in view.
        if (channel === 'leaving:answer' && typeof value === 'boolean') continue // Either is an answer.
        const values = [...right[channel]] as unknown[]
        values[place] = value
        expect(() => readers[channel](values), `${place}: ${JSON.stringify(value)}`).toThrow(/^Wrong argument$/)
      }
  })

  test('refuses too many and too few', () => {
    expect(() => readers[channel]([...right[channel], 'more'])).toThrow('Wrong number of arguments')
    if (right[channel].length > 0)
      expect(() => readers[channel](right[channel].slice(1))).toThrow('Wrong number of arguments')
  })
})

test.each([
  { theme: 'sepia' },
  { keepAwake: 1 },
  { theme: 'dark', path: '/' },
  { oldLogsGigabytes: 3 },
  { logEditor: '/bin/sh' },
  {},
])('settings are changed only to what they can be: %j', (change) => {
  expect(() => readers['settings:change']([change])).toThrow('Wrong argument')
})

test.each([
  { ...emptySetup, more: 1 },
  { ...emptySetup, args: 'train.py' },
  { ...emptySetup, args: ['a\0b'] },
  { ...emptySetup, environment: [{ name: 'A', value: 'b', isSecret: false, sealed: 'c' }] },
  { ...emptySetup, environment: [{ name: 'A', value: null, isSecret: false }] },
  { ...emptySetup, confirmation: { kind: 'lines', paused: 'a' } },
  { ...emptySetup, progress: { kind: 'own' } },
  { ...emptySetup, stop: { kind: 'kill', graceSeconds: 1 } },
  { ...emptySetup, name: 'x'.repeat(81) },
])('a setup is taken only as it is declared: %#', (setup) => {
  expect(() => readers['profile:save']([null, setup])).toThrow('Wrong argument')
})

test('no more is copied at once than a clipboard is good for', () => {
  expect(() => readers['log:copyText'](['x'.repeat(16 * 1024 * 1024 + 1)])).toThrow('Wrong argument')
})

test('a pause can be asked for up to a year ahead, and until its person lets go', () => {
  const day = 24 * 3_600_000
  const pause = (until: unknown) => readers['run:pause'](['training', until])
  expect(pause(null)).toEqual(['training', null])
  for (const until of [Date.now() - day, Date.now() + 400 * day, String(Date.now() + day)])
    expect(() => pause(until)).toThrow('Wrong argument')
})
