import { join } from 'node:path'
import { reportExit } from '../exit-file'
import { createLinePrinter, type LinePrinter } from '../line-printer'
import { RunFailure, exitCodes, reasonOf } from '../run-failure'
import { createStopSignal } from '../stop-signal'
import { helpText, settingsFrom } from './command-line'

reportExit(process.env.FERMATA_EXIT_FILE || undefined)
const stop = createStopSignal({ stopFile: process.env.FERMATA_STOP_FILE || undefined })
const printer = createLinePrinter({ stamped: Boolean(process.env.FERMATA_RUN_ID), onBroken: stop.request })

/**
 * Never lets the event loop run empty, as it would while the learning library is compiled.
 *
 * Node then waits for its helper threads, and goes on with the training from within that wait. A helper that needs a
 * collection of garbage by this thread meanwhile waits for ever, and so do both: measured with Electron 33 on a busy
 * machine, 5 trainings of 680 stood still within their first 20 ms.
 */
setInterval(() => undefined, 2 ** 30)

async function main(): Promise<number> {
  const settings = settingsFrom(process.argv.slice(2), process.cwd())
  if (settings === 'help') {
    printer.print(...helpText.split('\n'))
    return exitCodes.finished
  }
  // The learning library takes a while to load: wrong options are answered before, and Ctrl+C is heard already.
  const [{ prepareTraining }, { runTraining }] = await Promise.all([
    import('./training-start'),
    import('./training-run'),
  ])
  const assetFolder = join(import.meta.dirname, 'assets')
  return runTraining(await prepareTraining(settings, { printer, stop, assetFolder }))
}

function exitCodeFor(error: unknown, to: LinePrinter): number {
  const isExpected = error instanceof RunFailure
  if (!isExpected && error instanceof Error && error.stack) to.warn(error.stack)
  to.error(isExpected ? error.message : `The training failed: ${reasonOf(error)}`)
  return isExpected && error.kind === 'refused' ? exitCodes.refused : exitCodes.failed
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => process.exit(exitCodeFor(error, printer)),
)
