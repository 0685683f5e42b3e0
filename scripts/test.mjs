// Runs every check and test, says what failed, and ends with the counts. `check` leaves out the tests of the running app.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from './lib/build.mjs'
import { addCounts, countsLine, playwrightCounts, suiteCounts, vitestCounts } from './lib/counts.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { hasDisplay, withDisplay } from './lib/display.mjs'
import { playwrightFailures, vitestFailures } from './lib/failures.mjs'
import { cleanEnvironment, runInForeground } from './lib/launch.mjs'
import { runScript, SetupError, say } from './lib/messages.mjs'
import { outDir, projectRoot } from './lib/paths.mjs'
import { ensureRuntime } from './lib/runtime.mjs'
import { ensureSystemLibraries } from './lib/system-libraries.mjs'

const resultsDir = join(outDir, 'test')
const vitestReport = join(resultsDir, 'vitest.json')
const playwrightReport = join(resultsDir, 'playwright.json')

const CHECKS = [
  { name: 'format', program: '@biomejs/biome/bin/biome', args: ['format', '.'] },
  { name: 'lint', program: 'oxlint/bin/oxlint', args: ['--type-aware'] },
  { name: 'types', program: 'typescript/bin/tsc', args: ['-b'] },
]
const UNIT_TESTS = {
  name: 'unit tests',
  program: 'vitest/vitest.mjs',
  args: ['run', '--allowOnly=false', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
  report: vitestReport,
  count: vitestCounts,
  failures: (found) => vitestFailures(found, projectRoot),
}
const APP_TESTS = {
  name: 'tests of the running app',
  program: '@playwright/test/cli.js',
  args: ['test', '--forbid-only', '--reporter=list,json'],
  report: playwrightReport,
  count: playwrightCounts,
  failures: playwrightFailures,
}

// Each suite gets these signals too; without this the next suite would be started after one.
process.once('SIGINT', () => endAtOnce(130)).once('SIGTERM', () => endAtOnce(143))

await runScript(async () => {
  const [scope] = process.argv.slice(2)
  if (scope !== undefined && scope !== 'check') throw new SetupError('usage: npm test, or npm test -- check')
  await ensureDependencies()
  rmSync(resultsDir, { recursive: true, force: true })
  mkdirSync(resultsDir, { recursive: true })
  const results = []
  for (const check of CHECKS) results.push(await runSuite(check))
  // Unit tests start real run programs, so they need the build too.
  const build = await attempt('build', () => ensureBuild())
  if (build) results.push(build)
  results.push(await runSuite(UNIT_TESTS))
  if (scope !== 'check') results.push(await runAppTests())
  return report(results)
})

/** Leaves once the suite that is running has had the signal. */
function endAtOnce(exitCode) {
  setImmediate(() => process.exit(exitCode))
}

async function runAppTests() {
  let result
  const failure = await attempt(APP_TESTS.name, async () => {
    const executable = await ensureRuntime()
    process.env.ELECTRON_EXEC_PATH = executable
    await ensureSystemLibraries(executable, { xvfb: !hasDisplay() })
    result = await withDisplay(() => runSuite(APP_TESTS))
  })
  return result ?? failure
}

/** A step that can't be taken is one failure, and the rest is still run. */
async function attempt(name, action) {
  try {
    await action()
    return undefined
  } catch (error) {
    if (error instanceof SetupError) say(error.message)
    else console.error(error)
    return { name, counts: suiteCounts(1, undefined) }
  }
}

async function runSuite({ name, program, args, report: file, count, failures }) {
  console.log(`\n== ${name}`)
  const exitCode = await runInForeground(process.execPath, [join(projectRoot, 'node_modules', program), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...cleanEnvironment(), PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
  })
  if (!file) return { name, counts: suiteCounts(exitCode, { passed: exitCode === 0 ? 1 : 0, failed: 0, skipped: 0 }) }
  const found = readReport(file, (content) => ({ counts: count(content), failures: failures(content) }))
  return { name, counts: suiteCounts(exitCode, found?.counts), failures: found?.failures }
}

function readReport(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    console.error(`There is no usable report in ${file}: ${error.message}`)
    return undefined
  }
}

function report(results) {
  console.log('')
  // Last of all, where it is seen also by those who get only the end of a long output.
  for (const { name, failures = [] } of results) for (const line of failures) console.log(`failed: ${name} › ${line}`)
  for (const { name, counts } of results) console.log(`${name}: ${countsLine(counts)}`)
  const total = addCounts(results.map(({ counts }) => counts))
  console.log(`\n${countsLine(total)}`)
  return total.failed > 0 ? 1 : 0
}
