import { expect, test } from 'vitest'
import { matchesLockFile } from './dependencies.mjs'

const wanted = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/for-another-system': { version: '2.0.0', optional: true },
  },
}

test('what npm installed fits the lock file, parts for other systems left out', () => {
  expect(matchesLockFile(wanted, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true)
})

test('a missing or another version does not fit', () => {
  expect(matchesLockFile(wanted, { packages: {} })).toBe(false)
  expect(matchesLockFile(wanted, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toBe(false)
})
