import { join } from 'node:path'
import { writeFileDurably } from '../../platform/durable-file'
import { verdictLine, type VerificationReport } from '../../shared/verification'
import { createLinePrinter } from '../line-printer'
import { RunFailure, exitCodes, reasonOf } from '../run-failure'
import { createStopSignal } from '../stop-signal'
import { helpText, settingsFrom, type VerifySettings } from './command-line'
import { Stopped } from './repeat'
import { dataArgsFor, makeScratch, removeScratch } from './scratch'
import { verifyTraining } from './verification'

const stop = createStopSignal()
const printer = createLinePrinter({ stamped: false, onBroken: stop.request })

async function main(): Promise<number> {
  const settings = settingsFrom(process.argv.slice(2), process.cwd())
  if (settings === 'help') {
    printer.print(...helpText.split('\n'))
    return exitCodes.finished
  }
  const report = await verifyIn(makeScratch(settings.workspace), settings)
  if (settings.json !== null) writeReport(settings.json, report)
  printer.print(verdictLine(report))
  return report.difference === null ? exitCodes.finished : exitCodes.failed
}

async function verifyIn(scratch: string, settings: VerifySettings): Promise<VerificationReport> {
  const { repeats, disturbanceSeed, expected } = settings
  try {
    const args = [...settings.trainingArgs, ...(await dataArgsFor(settings.data, scratch))]
    const program = { path: join(import.meta.dirname, 'trainer.cjs'), args }
    return await verifyTraining({
      programOf: () => program,
      repeats,
      disturbanceSeed,
      expected,
      scratch,
      stop,
      printer,
    })
  } finally {
    removeScratch(scratch, printer.warn)
  }
}

function writeReport(path: string, report: VerificationReport): void {
  try {
    writeFileDurably(path, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 })
  } catch (error) {
    throw new RunFailure('failed', `Can't write ${path}: ${reasonOf(error)}`, { cause: error })
  }
}

function exitCodeFor(error: unknown): number {
  if (error instanceof Stopped) {
    printer.print('Verification ended by request: nothing is known of the training')
    return exitCodes.stopped
  }
  const isExpected = error instanceof RunFailure
  if (!isExpected && error instanceof Error && error.stack) printer.warn(error.stack)
  printer.error(isExpected ? error.message : `The verification failed: ${reasonOf(error)}`)
  return isExpected && error.kind === 'refused' ? exitCodes.refused : exitCodes.failed
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => process.exit(exitCodeFor(error)),
)
