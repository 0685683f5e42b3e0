import { expect, test } from 'vitest'
import { addCounts, countsLine, playwrightCounts, suiteCounts, vitestCounts } from './counts.mjs'

test('adds up and names skipped tests only if there are any', () => {
  const total = addCounts([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 40, failed: 2, skipped: 3 },
  ])
  expect(total).toEqual({ passed: 41, failed: 2, skipped: 3 })
  expect(countsLine(total)).toBe('41 passed, 2 failed, 3 skipped')
  expect(countsLine({ passed: 7, failed: 0, skipped: 0 })).toBe('7 passed, 0 failed')
})

test('a suite that crashed, ran nothing or hid its failure has failed', () => {
  expect(suiteCounts(1, undefined).failed).toBe(1)
  expect(suiteCounts(0, undefined).failed).toBe(1)
  expect(suiteCounts(0, { passed: 0, failed: 0, skipped: 4 })).toEqual({ passed: 0, failed: 1, skipped: 4 })
  expect(suiteCounts(1, { passed: 5, failed: 0, skipped: 0 })).toEqual({ passed: 5, failed: 1, skipped: 0 })
})

test('true counts stay as they are', () => {
  expect(suiteCounts(1, { passed: 5, failed: 2, skipped: 0 }).failed).toBe(2)
  expect(suiteCounts(0, { passed: 5, failed: 0, skipped: 1 })).toEqual({ passed: 5, failed: 0, skipped: 1 })
})

test('a vitest file that can not be loaded counts as a failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  }
  expect(vitestCounts(report)).toEqual({ passed: 3, failed: 2, skipped: 2 })
})

test('Playwright counts its own errors and flaky tests as failures', () => {
  const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'no setup' }] }
  expect(playwrightCounts(report)).toEqual({ passed: 4, failed: 3, skipped: 2 })
})
