import { reportExit } from '../exit-file'
import { createLinePrinter, type LinePrinter } from '../line-printer'
import { RunFailure, exitCodes } from '../run-failure'
import { createStopSignal } from '../stop-signal'
import { helpText, settingsFrom } from './command-line'
import { databaseReason } from './database'

reportExit(process.env.FERMATA_EXIT_FILE || undefined)
const stop = createStopSignal({ stopFile: process.env.FERMATA_STOP_FILE || undefined })
const printer = createLinePrinter({ stamped: Boolean(process.env.FERMATA_RUN_ID), onBroken: stop.request })

async function main(): Promise<number> {
  const settings = settingsFrom(process.argv.slice(2), process.cwd())
  if (settings === 'help') {
    printer.print(...helpText.split('\n'))
    return exitCodes.finished
  }
  const [{ prepareCollection }, { runCollection }] = await Promise.all([
    import('./collection-start'),
    import('./collection-run'),
  ])
  return runCollection(prepareCollection(settings, { printer, stop, programFolder: import.meta.dirname }))
}

function exitCodeFor(error: unknown, to: LinePrinter): number {
  const isExpected = error instanceof RunFailure
  if (!isExpected && error instanceof Error && error.stack) to.warn(error.stack)
  to.error(isExpected ? error.message : `The collection failed: ${databaseReason(error)}`)
  return isExpected && error.kind === 'refused' ? exitCodes.refused : exitCodes.failed
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => process.exit(exitCodeFor(error, printer)),
)
