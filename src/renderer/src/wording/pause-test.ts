import type { RunView } from '../../../shared/ipc'
import { usualLines } from '../../../shared/own-run'
import {
  type PauseTestStep,
  type PauseTestStepId,
  stepTitles,
  testSeconds,
  verdictWords,
} from '../../../shared/pause-test'
import type { PauseTestResult, PauseTestView } from '../../../shared/pause-test-calls'

/** The steps that are shown; whether it goes on where it was belongs to the last one. */
const shownIds = ['started', 'fileCreated', 'paused', 'stayedPaused', 'resumed', 'stopped'] as const
type ShownId = (typeof shownIds)[number]

/** One line of the test's list. */
export interface ShownStep {
  readonly id: ShownId
  readonly look: 'done' | 'now' | 'next' | 'failed'
  readonly title: string
  readonly detail: string
  readonly time: string
}

/** The test's list, as it stands. */
export function shownSteps(run: RunView, test: PauseTestView | null, now: number): readonly ShownStep[] {
  const find = (id: PauseTestStepId) => test?.steps.find((step) => step.id === id)
  const isRunning = test?.state === 'running'
  return shownIds.map((id) => {
    const step = find(id)
    const after = id === 'stopped' && step?.status === 'passed' ? find('continued') : undefined
    const look = lookOf(after ?? step, isRunning)
    return {
      id,
      look,
      title: titleOf(run, id, look === 'failed' && after ? after.id : id, look),
      detail: detailOf(run, step, after, look),
      time: timeOf(step, look === 'now' && !after && test ? now - test.stepSince : null),
    }
  })
}

/** `Step 5 of 6`; empty when nothing goes on. */
export function stepCount(steps: readonly ShownStep[]): string {
  const at = steps.findIndex(({ look }) => look === 'now')
  return at < 0 ? '' : `Step ${at + 1} of ${steps.length}`
}

/** What came of a test: what it means, what was seen, what to do. */
export function outcomeOf(test: PauseTestView): {
  readonly isGood: boolean
  readonly title: string
  readonly text: string
} {
  if (test.state === 'cancelled')
    return { isGood: false, title: 'The test was cancelled.', text: 'What it started has ended.' }
  if (!test.report) return { isGood: false, title: 'The test came to no end.', text: test.reason }
  const { title, advice } = verdictWords(test.report.verdict)
  const isGood = test.report.verdict === 'honours'
  return { isGood, title, text: isGood ? 'It pauses, stays paused, resumes, stops and goes on where it was.' : advice }
}

/** One line of what is kept of the last test. */
export interface LastTestRow {
  readonly isGood: boolean
  readonly text: string
  readonly time: string
}

/** What the last test found, as far as it came. */
export function lastTestRows({ report }: PauseTestResult): readonly LastTestRow[] {
  const { answerMs, resumeMs, stopMs, saved, verdict } = report
  const rows = [
    { text: 'Paused', ms: answerMs },
    { text: 'Resumed', ms: resumeMs },
    { text: saved ? 'Stopped, progress saved' : 'Stopped', ms: stopMs },
  ].flatMap(({ text, ms }) => (ms === null ? [] : [{ isGood: true, text, time: testSeconds(ms) }]))
  if (verdict === 'honours') return rows
  return [...rows, { isGood: false, text: verdictWords(verdict).title, time: '' }]
}

function lookOf(step: PauseTestStep | undefined, isRunning: boolean): ShownStep['look'] {
  if (step?.status === 'passed') return 'done'
  if (step?.status === 'failed') return 'failed'
  if (step?.status === 'now' && isRunning) return 'now'
  // Nothing was done yet that it could go on with: the stop itself was as it should be.
  return step?.id === 'continued' ? 'done' : 'next'
}

function titleOf(run: RunView, id: ShownId, failedId: PauseTestStepId, look: ShownStep['look']): string {
  const words = stepTitles[look === 'failed' ? failedId : id]
  return words[look === 'done' ? 'passed' : look].replace('{file}', run.pauseFile.name)
}

function detailOf(
  run: RunView,
  step: PauseTestStep | undefined,
  after: PauseTestStep | undefined,
  look: ShownStep['look'],
): string {
  if (!step || look === 'next') return ''
  if (look === 'failed') return capital((after ?? step).detail)
  if (after?.status === 'passed') return `${step.detail}. ${after.detail}.`
  if (after?.status === 'now') return `${step.detail}. Starting again, to see whether it goes on there.`
  return step.status === 'now' ? waitingWords(run, step.id) : step.detail
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

function waitingWords(run: RunView, id: PauseTestStepId): string {
  const confirmation = run.own?.confirmation
  const lines = confirmation?.kind === 'lines' ? confirmation : usualLines
  if (id === 'started') return 'Waiting for its first output'
  if (id === 'paused') return `Waiting for “${lines.paused}”`
  if (id === 'stayedPaused') return 'Watching its output and its CPU'
  if (id === 'resumed') return `${run.pauseFile.name} deleted, waiting for “${lines.resumed}”`
  return id === 'stopped' ? 'Waiting until it has saved and left' : ''
}

function timeOf(step: PauseTestStep | undefined, waitedMs: number | null): string {
  if (waitedMs !== null) return testSeconds(Math.max(0, waitedMs))
  return step?.ms == null ? '' : testSeconds(step.ms)
}
