import { relative, sep } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** A report's own words on a failure can fill screens; its test is found by its name. */
const LONGEST_REASON = 300

/**
 * A line for each failed test in a report of vitest's JSON reporter: file, name, and the first line of the reason.
 *
 * @param {any} report
 * @param {string} root the folder that files are named from
 * @returns {string[]}
 */
export function vitestFailures(report, root) {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [failureLine(place(name, root), '', message)]
    return failed.map(({ fullName, failureMessages }) => failureLine(place(name, root), fullName, failureMessages?.[0]))
  })
}

/**
 * A line for each failed or flaky test, and each error outside of tests, in a report of Playwright's JSON reporter.
 *
 * @param {any} report
 * @returns {string[]}
 */
export function playwrightFailures(report) {
  const specs = report.suites.flatMap(specsOf)
  const failed = specs.filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
  return [
    ...failed.map(({ file, line, title, tests }) => failureLine(`${file}:${line}`, title, firstError(tests)?.message)),
    ...report.errors.map(({ message }) => failureLine('', '', message)),
  ]
}

/** @returns {any[]} */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)]
}

function firstError(tests) {
  return tests.flatMap(({ results }) => results.map(({ error }) => error)).find((error) => error !== undefined)
}

function place(file, root) {
  return relative(root, file).split(sep).join('/')
}

function failureLine(file, title, message = '') {
  const lines = stripVTControlCharacters(message).split('\n')
  const reason = lines.find((line) => line.trim() !== '') ?? ''
  return [file, title, reason.slice(0, LONGEST_REASON)].filter((part) => part !== '').join(' › ')
}
