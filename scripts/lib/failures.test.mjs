import { expect, test } from 'vitest'
import { playwrightFailures, vitestFailures } from './failures.mjs'

test('each failed test of vitest is told in one line, and a file that can not be loaded too', () => {
  const report = {
    testResults: [
      {
        name: '/project/src/fine.test.ts',
        status: 'passed',
        assertionResults: [{ status: 'passed', fullName: 'fine' }],
      },
      {
        name: '/project/src/main/runs.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'starts' },
          {
            status: 'failed',
            fullName: 'ends',
            failureMessages: ['\u001B[31mAssertionError: expected 1 to be 2\u001B[39m\n    at x'],
          },
          { status: 'failed', fullName: 'waits', failureMessages: [] },
        ],
      },
      { name: '/project/src/broken.test.ts', status: 'failed', message: 'SyntaxError: no', assertionResults: [] },
    ],
  }
  expect(vitestFailures(report, '/project')).toEqual([
    'src/main/runs.test.ts › ends › AssertionError: expected 1 to be 2',
    'src/main/runs.test.ts › waits',
    'src/broken.test.ts › SyntaxError: no',
  ])
})

test('each failed or flaky test of Playwright is told in one line, and errors outside of tests too', () => {
  const spec = (title, status, error) => ({
    title,
    file: 'log.spec.ts',
    line: 14,
    tests: [{ status, results: [{ error }, {}] }],
  })
  const report = {
    suites: [
      {
        specs: [spec('passes', 'expected'), spec('fails', 'unexpected', { message: 'Error: no row\nCall log:' })],
        suites: [{ specs: [spec('passes when run again', 'flaky', { message: 'Error: late' })] }],
      },
    ],
    errors: [{ message: 'Error: no worker' }],
  }
  expect(playwrightFailures(report)).toEqual([
    'log.spec.ts:14 › fails › Error: no row',
    'log.spec.ts:14 › passes when run again › Error: late',
    'Error: no worker',
  ])
})

test('a reason without end is cut', () => {
  const failed = { status: 'failed', fullName: 'long', failureMessages: ['x'.repeat(5000)] }
  const report = { testResults: [{ name: '/project/a.test.ts', status: 'failed', assertionResults: [failed] }] }
  expect(vitestFailures(report, '/project')[0].length).toBeLessThan(400)
})
