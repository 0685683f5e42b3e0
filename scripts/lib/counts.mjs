/**
 * How many tests a suite ran, by outcome.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/**
 * @param {readonly Counts[]} list
 * @returns {Counts}
 */
export function addCounts(list) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const counts of list) for (const name of Object.keys(total)) total[name] += counts[name]
  return total
}

/**
 * The closing line of a test run.
 *
 * @param {Counts} counts
 * @returns {string}
 */
export function countsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * The counts in a report of vitest's JSON reporter. A test file that can't even be loaded counts as one failure.
 *
 * @param {any} report
 * @returns {Counts}
 */
export function vitestCounts(report) {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every(({ status: outcome }) => outcome !== 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * The counts in a report of Playwright's JSON reporter. A test that passed only when run again counts as failed.
 *
 * @param {any} report
 * @returns {Counts}
 */
export function playwrightCounts(report) {
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped }
}

/**
 * What a suite counts for, given how its program ended: a suite that crashed, ran nothing or left no report has failed.
 *
 * @param {number} exitCode
 * @param {Counts | undefined} counts
 * @returns {Counts}
 */
export function suiteCounts(exitCode, counts = { passed: 0, failed: 0, skipped: 0 }) {
  const ranNothing = counts.passed + counts.failed === 0
  const hidFailure = exitCode !== 0 && counts.failed === 0
  return ranNothing || hidFailure ? { ...counts, failed: counts.failed + 1 } : counts
}
