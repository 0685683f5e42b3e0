import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLinePrinter } from '../line-printer'
import { isPauseFileThere } from '../pause-file-look'
import { exitCodes, reasonOf, RunFailure } from '../run-failure'
import { createStopSignal } from '../stop-signal'
import { type CheckSettings, helpText, settingsFrom } from './command-line'
import { testPause } from './pause-test'
import { reportInJson, reportInWords } from './report'

/** How long a pause is looked at: shorter, and a program that does something every few seconds would seem to rest. */
const holdMs = 5000

const cancel = new AbortController()
// Asked a second time it still ends what it has started before it leaves: that takes a few seconds at most.
const stop = createStopSignal({
  stopFile: process.env.FERMATA_STOP_FILE || undefined,
  leaveAtOnce: () => cancel.abort(),
})
const printer = createLinePrinter({ stamped: false, onBroken: stop.request })
void stop.whenRequested.then(() => cancel.abort())

async function main(): Promise<number> {
  const settings = settingsFrom(process.argv.slice(2), process.cwd())
  if (settings === 'help') {
    printer.print(...helpText.split('\n'))
    return exitCodes.finished
  }
  if (isPauseFileThere(settings.pauseFile, false)) {
    throw new RunFailure('refused', `There is something at ${settings.pauseFile} already: delete it first`)
  }
  return check(settings)
}

async function check(settings: CheckSettings): Promise<number> {
  const report = settings.json ? reportInJson(printer) : reportInWords(printer, settings.pauseFile)
  const folder = mkdtempSync(join(tmpdir(), 'fermata-check-'))
  try {
    const plan = {
      ...settings,
      folder: process.cwd(),
      environment: environmentFor(settings.command),
      stopFile: join(folder, 'stop'),
      holdMs,
    }
    const found = await testPause(plan, report, cancel.signal)
    if (!found) {
      if (!settings.json) printer.print('Interrupted. The program was ended.')
      return exitCodes.stopped
    }
    report.finished(found)
    return found.verdict === 'honours' ? exitCodes.finished : exitCodes.failed
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The program's environment: this one's, without what the app tells a run of its own. */
function environmentFor([program]: readonly string[]): NodeJS.ProcessEnv {
  const { FERMATA_RUN_ID: _runId, FERMATA_EXIT_FILE: _exitFile, ELECTRON_RUN_AS_NODE: asNode, ...env } = process.env
  // Any Electron app that someone's program starts would come up as plain Node; a built-in run is meant to.
  return asNode !== undefined && program === process.execPath ? { ...env, ELECTRON_RUN_AS_NODE: asNode } : env
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    const isExpected = error instanceof RunFailure
    if (!isExpected && error instanceof Error && error.stack) printer.warn(error.stack)
    printer.error(isExpected ? error.message : `The check failed: ${reasonOf(error)}`)
    process.exit(isExpected && error.kind === 'refused' ? exitCodes.refused : exitCodes.failed)
  },
)
