import { basename } from 'node:path'
import {
  factSentences,
  type PauseTestReport,
  type PauseTestStep,
  type PauseTestStepId,
  stepTitles,
  testSeconds,
  verdictWords,
} from '../../shared/pause-test'
import type { LinePrinter } from '../line-printer'
import type { PauseTestListener } from './rehearsal'

/** Where a check says what it sees. */
export interface CheckReport extends PauseTestListener {
  finished(report: PauseTestReport): void
}

/** In words, for a person at a terminal; the program's own output isn't shown. */
export function reportInWords(printer: Pick<LinePrinter, 'print'>, pauseFile: string): CheckReport {
  return {
    step(step) {
      if (step.status !== 'now' && step.status !== 'skipped') printer.print(stepLine(step, basename(pauseFile)))
    },
    output() {},
    finished(report) {
      const { title, advice } = verdictWords(report.verdict)
      const seen = report.detail ? ` (${report.detail})` : ''
      printer.print('', `${title.replace(/\.$/, '')}${seen}.`, ...(advice ? [advice] : []), ...factSentences(report))
    },
  }
}

/** For a program that reads it: each thing that happens as JSON, alone on a line. */
export function reportInJson(printer: Pick<LinePrinter, 'print'>): CheckReport {
  return {
    step: (step) => printer.print(JSON.stringify({ kind: 'step', ...step })),
    output: (text) => printer.print(JSON.stringify({ kind: 'output', text })),
    finished: (report) => printer.print(JSON.stringify({ kind: 'report', ...report })),
  }
}

function stepLine({ id, status, ms, detail }: PauseTestStep, fileName: string): string {
  const time = ms === null ? '' : testSeconds(ms)
  const sign = status === 'passed' ? 'ok' : 'no'
  return `${time.padStart(7)}  ${sign}  ${titleOf(id, status, fileName).padEnd(24)} ${detail}`.trimEnd()
}

function titleOf(id: PauseTestStepId, status: PauseTestStep['status'], fileName: string): string {
  if (status === 'failed') return stepTitles[id].failed.replace('{file}', fileName)
  return stepTitles[id].passed.replace('{file}', fileName)
}
