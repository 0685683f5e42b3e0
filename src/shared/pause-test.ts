/** The test of a program's pause: its steps, what it finds, and the words for both. See docs/architecture.md, "Pause test". */
import { itemTime, NBSP } from './wording'

/** The steps in their order. */
export const pauseTestSteps = [
  'started',
  'fileCreated',
  'paused',
  'stayedPaused',
  'resumed',
  'stopped',
  'continued',
] as const
/** One of the steps. */
export type PauseTestStepId = (typeof pauseTestSteps)[number]

/** What a step is called as it goes; `{file}` stands for the pause file's name. */
export const stepTitles: Record<PauseTestStepId, Record<'next' | 'now' | 'passed' | 'failed', string>> = {
  started: { next: 'Start', now: 'Starting', passed: 'Started', failed: 'Not started' },
  fileCreated: {
    next: 'Create {file}',
    now: 'Creating {file}',
    passed: '{file} created',
    failed: '{file} not created',
  },
  paused: { next: 'Pause', now: 'Pausing', passed: 'Paused', failed: 'Not paused' },
  stayedPaused: { next: 'Stay paused', now: 'Staying paused', passed: 'Stayed paused', failed: 'Didn’t stay paused' },
  resumed: { next: 'Resume', now: 'Resuming', passed: 'Resumed', failed: 'Not resumed' },
  stopped: { next: 'Stop with Ctrl+C', now: 'Stopping', passed: 'Stopped', failed: 'Not stopped as it should' },
  continued: { next: 'Start again', now: 'Starting again', passed: 'Continued', failed: 'Not continued' },
}

/** How a step stands. Times are milliseconds; null when there is none to tell. */
export interface PauseTestStep {
  readonly id: PauseTestStepId
  readonly status: 'now' | 'passed' | 'failed' | 'skipped'
  readonly ms: number | null
  readonly detail: string
}

/** What the test finds: the first thing that isn't as it should be, or that all is. */
export const pauseVerdicts = [
  'honours',
  'notStarted',
  'endedByItself',
  'fileNotCreated',
  'neverLooks',
  'saysNothing',
  'buffersOutput',
  'looksTooSeldom',
  'deletesFile',
  'worksOn',
  'neverResumes',
  'ignoresStop',
  'stopsUnsaved',
  'leavesProcesses',
  'startsOver',
] as const
/** One of them. */
export type PauseVerdict = (typeof pauseVerdicts)[number]

/** What was measured on the way; null for what the test didn't come to. */
export interface PauseTestFacts {
  /** From the file's creation to the line. */
  readonly answerMs: number | null
  /** From a safe point to the next one. */
  readonly distanceMs: number | null
  /** Lines of output between two safe points. */
  readonly linesBetween: number | null
  /** CPU of one core while paused; null where the system doesn't tell. */
  readonly pausedCpuPercent: number | null
  readonly resumeMs: number | null
  readonly stopMs: number | null
  /** What it said when it left. */
  readonly saved: { readonly item: number; readonly total: number } | null
  /** The item that the next start went on with; null too when nothing was done yet. */
  readonly continuedWith: number | null
}

/** What comes of a test. `detail` is what was seen, for the words. */
export interface PauseTestReport extends PauseTestFacts {
  readonly verdict: PauseVerdict
  readonly detail: string
}

/** What the test's program tells the app, each alone on a line. */
export type PauseTestNews =
  | ({ readonly kind: 'step' } & PauseTestStep)
  | { readonly kind: 'output'; readonly text: string }
  | ({ readonly kind: 'report' } & PauseTestReport)

/** A verdict in plain words. */
export interface VerdictWords {
  readonly title: string
  /** What to do about it; empty when nothing is. */
  readonly advice: string
}

const words: Record<PauseVerdict, VerdictWords> = {
  honours: { title: 'It honours the pause.', advice: '' },
  notStarted: { title: 'It couldn’t be started.', advice: 'Check the program, its arguments and the folder.' },
  endedByItself: {
    title: 'It ended before the test was over.',
    advice: 'If its work was done, give it more. If it failed, its last output says why.',
  },
  fileNotCreated: { title: 'The pause file couldn’t be created.', advice: 'Choose another place for the file.' },
  neverLooks: {
    title: 'It doesn’t look at the pause file.',
    advice: 'Call checkpoint() of fermata_pause between two items. Make sure that it is the same file.',
  },
  saysNothing: {
    title: 'It seems to stand still, but doesn’t say that it has paused.',
    advice: 'Print “PAUSE DETECTED: Training paused” and flush, or say which line it prints.',
  },
  buffersOutput: {
    title: 'It holds its output back: the line came too late.',
    advice:
      'Set PYTHONUNBUFFERED=1, start Python with -u, or flush after each line. Fermata sets the variable for its runs.',
  },
  looksTooSeldom: {
    title: 'It looks at the pause file too seldom.',
    advice: 'Look after each item, not once per epoch.',
  },
  deletesFile: {
    title: 'The pause file was deleted, and not by the test.',
    advice: 'Only who made the file deletes it: leave it there, and wait until it is gone.',
  },
  worksOn: {
    title: 'It says that it has paused, but works on.',
    advice:
      'After the line, print nothing and do nothing until the file is gone. Other threads and processes have to wait too.',
  },
  neverResumes: {
    title: 'It doesn’t say that it goes on.',
    advice: 'Print “RESUMING: Training resumed” once the file is gone, and flush.',
  },
  ignoresStop: {
    title: 'It doesn’t stop when it is asked to.',
    advice: 'On Ctrl+C (SIGINT) finish the item, save, and leave with exit code 130.',
  },
  stopsUnsaved: {
    title: 'It stops, but doesn’t keep to what is agreed on saving.',
    advice: 'On Ctrl+C save, print “Progress saved: N of M items”, and leave with exit code 130.',
  },
  leavesProcesses: {
    title: 'It leaves processes behind that work on.',
    advice: 'Stay in the foreground, and end what you started before you end.',
  },
  startsOver: {
    title: 'It starts from the beginning again.',
    advice: 'Load what was saved, and print “Continuing from item N+1 of M”.',
  },
}

/** What a verdict means and what to do about it. */
export function verdictWords(verdict: PauseVerdict): VerdictWords {
  return words[verdict]
}

/** A length of time as the test shows it: `3.2 s`. */
export function testSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)}${NBSP}s`
}

/** What was measured, in one or more sentences. */
export function factSentences(facts: PauseTestFacts): readonly string[] {
  const { answerMs, distanceMs, pausedCpuPercent, resumeMs, stopMs, saved, continuedWith } = facts
  return [
    answerMs !== null && `It answered after ${itemTime(answerMs)}.`,
    distanceMs !== null && `Its safe points are ${itemTime(distanceMs)} apart.`,
    pausedCpuPercent !== null && `While paused it used ${pausedCpuPercent.toFixed(0)}${NBSP}% of a core.`,
    resumeMs !== null && `It went on after ${itemTime(resumeMs)}.`,
    stopMs !== null && `It stopped after ${itemTime(stopMs)}.`,
    saved !== null && `It saved at item ${saved.item} of ${saved.total}.`,
    continuedWith !== null && `The next start went on with item ${continuedWith}.`,
  ].filter((sentence) => sentence !== false)
}
