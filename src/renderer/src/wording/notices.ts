import type { RunView } from '../../../shared/ipc'
import { pauseCommand, resumeCommand, type Shell } from '../../../shared/pause-file'
import type { RunHistory } from '../../../shared/run-history'
import { clockSeconds, count, duration, plural } from '../../../shared/wording'
import { neverSpawned, phaseLooks, phaseOf, unconfirmedAfterMs } from './phase'
import { isMissingProgram } from './status'
import { startsOver } from './training-data'

/** A sentence with pieces of code in it. */
export type RichText = readonly (string | { readonly code: string })[]

/** What a button in a notice does. */
export type NoticeAction =
  | 'tryPauseAgain'
  | 'tryResumeAgain'
  | 'copyPause'
  | 'copyResume'
  | 'stop'
  | 'cancelPause'
  | 'pauseAgain'
  | 'wait'
  | 'openLogs'
  | 'dismissProblem'
  | 'hide'

/** One way out, on a row with its button. */
export interface NoticeRow {
  readonly title: string
  readonly text: RichText
  readonly button: string
  readonly action: NoticeAction
}

/** A notice says what is true now, then offers ways out. */
export interface NoticeView {
  readonly key: string
  readonly tone: 'failed' | 'held' | 'active' | 'quiet'
  readonly title: string
  readonly text: readonly RichText[]
  readonly rows: readonly NoticeRow[]
  readonly primary: { readonly button: string; readonly action: NoticeAction } | null
  readonly dismiss: NoticeAction | null
  /** Whether its text counts seconds, so that only its title may be read out. */
  readonly isTicking: boolean
}

/** Until when the user wants to hear nothing of a missing answer, for the wait that began at `since`. */
export interface Quiet {
  readonly since: number
  readonly until: number
}

/** What notices are made from besides the run itself. */
export interface NoticeContext {
  readonly history: RunHistory
  readonly now: number
  readonly shell: Shell
  readonly quiet: Quiet | null
}

/** What is told above everything else of a run, most pressing first. */
export function noticesOf(run: RunView, { history, now, shell, quiet }: NoticeContext): readonly NoticeView[] {
  const problem = run.problem && problemNotice(run, run.problem, shell)
  const unanswered = unansweredNotice(run, history, now, quiet)
  const ended = endedNotice(run, history)
  return [problem, unanswered, ended].filter((notice) => notice !== null)
}

/** Whether the missing answer of a run is on screen, in place of the card that shows the wait. */
export function tellsUnanswered(run: RunView, now: number, quiet: Quiet | null): boolean {
  const { state } = run
  const waits = state.kind === 'pauseRequested' || state.kind === 'resumeRequested' || state.kind === 'stopping'
  return waits && now - state.since >= unconfirmedAfterMs && !(quiet?.since === state.since && now < quiet.until)
}

function problemNotice(run: RunView, problem: NonNullable<RunView['problem']>, shell: Shell): NoticeView | null {
  const still = phaseLooks[phaseOf(run)].label.replace('…', '').toLowerCase()
  if (problem.kind === 'notStarted') {
    if (neverSpawned(run)) return null
    const text = [[`${sentence(problem.reason)} Nothing was started and nothing has changed.`]]
    return { ...base('notStarted', 'failed', `Couldn’t start ${run.name}`), text, dismiss: 'dismissProblem' }
  }
  if (problem.kind === 'dataNotChosen')
    return {
      ...base('dataNotChosen', 'failed', 'Couldn’t choose other data'),
      text: [[`${sentence(problem.reason)} The data is the same as before.`]],
      dismiss: 'dismissProblem',
    }
  if (problem.kind === 'holdsUnreadable')
    return {
      ...base('holdsUnreadable', 'held', 'Who held this run is not known any more'),
      text: [
        ['Fermata can’t read what it had written down, and has put it aside: ', { code: problem.path }, '.'],
        [`A ${run.pauseFile.name} that is there counts as made outside Fermata.`],
      ],
      dismiss: 'dismissProblem',
    }
  const text = [[{ code: problem.path }, `: ${problem.reason}${problem.code ? ` (${problem.code})` : ''}`]]
  if (problem.kind === 'pauseFileNotCreated')
    return {
      ...base('pauseFileNotCreated', 'failed', `Couldn’t create the pause file. ${run.name} is still ${still}.`),
      text,
      rows: [
        copyRow('Create it yourself', pauseCommand(shell, problem.path), 'copyPause'),
        row('Stop instead', ['Saves progress and ends the run. You can continue it later.'], 'Stop', 'stop'),
      ],
      primary: { button: 'Try again', action: 'tryPauseAgain' },
      dismiss: 'dismissProblem',
    }
  return {
    ...base('pauseFileNotDeleted', 'failed', `Couldn’t delete the pause file. ${run.name} is still ${still}.`),
    text,
    rows: [copyRow('Delete it yourself', resumeCommand(shell, problem.path), 'copyResume')],
    primary: { button: 'Try again', action: 'tryResumeAgain' },
    dismiss: 'dismissProblem',
  }
}

function unansweredNotice(run: RunView, history: RunHistory, now: number, quiet: Quiet | null): NoticeView | null {
  const { state, pauseFile } = run
  if (!tellsUnanswered(run, now, quiet)) return null
  const name = pauseFile.name
  const logs = row('What does it say?', ['The log shows every line that the run has printed.'], 'Open logs', 'openLogs')
  const wait = row(
    `Does a ${run.itemNoun} take longer than 30 s?`,
    ['Then all is well. Fermata keeps watching.'],
    'Wait 5 min more',
    'wait',
  )
  if (state.kind === 'pauseRequested')
    return {
      ...base('pauseUnanswered', 'held', 'Not confirmed after 30 s'),
      text: [
        [`${name} has been there for ${duration(now - state.since)} and ${evidence(run, history, state.since, now)}`],
      ],
      rows: [
        wait,
        logs,
        row('Changed your mind?', [`${name} is deleted and ${run.name} goes on.`], 'Cancel pause', 'cancelPause'),
      ],
      dismiss: 'hide',
    }
  if (state.kind === 'resumeRequested')
    return {
      ...base('resumeUnanswered', 'active', 'Still paused after 30 s'),
      text: [[`${name} is gone but ${run.name} has not said that it goes on. ${lastOutput(run, now)}`]],
      rows: [wait, logs, row('Rather keep it paused?', [`${name} is created again.`], 'Pause again', 'pauseAgain')],
      dismiss: 'hide',
    }
  if (state.kind !== 'stopping') return null
  return {
    ...base('stopUnanswered', 'quiet', 'Still saving after 30 s'),
    text: [
      [
        `It was asked to stop at ${clockSeconds(state.since)}. ${lastOutput(run, now)}`,
        ...lastLine(run),
        ' Saving to a slow disk can take this long.',
      ],
    ],
  }
}

/** What is known of a run that has not answered, and what that means. */
function evidence(run: RunView, history: RunHistory, since: number, now: number): string {
  const before = history.loss.findLast((point) => point.time <= since)
  const items = before && run.progress ? run.progress.item - before.item : 0
  const output = lastOutput(run, now)
  if (items > 1)
    return `${run.name} is still working: ${count(items)} more ${plural(run.itemNoun)} since then. ${output} It probably doesn’t look at this file.`
  return `${run.name} has not said that it paused. ${output} It may still be busy with one ${run.itemNoun}.`
}

function lastOutput(run: RunView, now: number): string {
  const time = run.latestLines.at(-1)?.time ?? null
  if (time === null) return ''
  const age = now - time
  return age < 2000 ? 'The last output came just now.' : `The last output came ${duration(age)} ago.`
}

function lastLine(run: RunView): RichText {
  const message = run.latestLines.at(-1)?.message
  return message ? [' It says: ', { code: message }, '.'] : []
}

function endedNotice(run: RunView, history: RunHistory): NoticeView | null {
  if (run.state.kind !== 'ended') return null
  const { outcome } = run.state
  const saved = savedText(run, history)
  switch (outcome.kind) {
    case 'notSpawned': {
      const missing = isMissingProgram(outcome.reason)
      const title = missing ? `Can’t find the program “${outcome.program}”` : `Couldn’t start “${outcome.program}”`
      const text = [[`${missing ? '' : `${sentence(outcome.reason)} `}Nothing was started and nothing has changed.`]]
      return { ...base('notSpawned', 'failed', title), text }
    }
    case 'failed': {
      const line = lastErrorLine(run)
      const at = line?.time ? `Last error line, ${clockSeconds(line.time)}:` : 'Last line:'
      const text: RichText[] = line ? [[at], [{ code: line.message }], [saved]] : [[saved]]
      return { ...base('failed', 'failed', `Exit code ${outcome.exitCode}`), text }
    }
    case 'killed':
      return { ...base('killed', 'failed', `Ended at once by ${outcome.signal}`), text: [[saved]] }
    case 'lost':
      return {
        ...base('lost', 'failed', `${run.name} ended while Fermata was closed`),
        text: [['How it ended is not known.'], [saved]],
      }
    default:
      return null
  }
}

/** The line that most likely says why a run failed: its last error, else its last line. */
function lastErrorLine(run: RunView) {
  return run.latestLines.findLast((line) => line.level === 'error') ?? run.latestLines.at(-1) ?? null
}

function savedText(run: RunView, history: RunHistory): string {
  const noun = run.itemNoun
  if (!history.saved) return `Nothing was saved yet: Continue begins with the first ${noun}.`
  const { item } = history.saved
  if (startsOver(run)) return `Progress is saved up to ${noun} ${count(item)}, of other data than is chosen now.`
  return `Progress is saved up to ${noun} ${count(item)}. Continue goes on with ${noun} ${count(item + 1)} and does nothing twice.`
}

function base(key: string, tone: NoticeView['tone'], title: string): NoticeView {
  return { key, tone, title, text: [], rows: [], primary: null, dismiss: null, isTicking: key.endsWith('Unanswered') }
}

function row(title: string, text: RichText, button: string, action: NoticeAction): NoticeRow {
  return { title, text, button, action }
}

function copyRow(title: string, command: string, action: NoticeAction): NoticeRow {
  return row(title, ['Run this in a terminal: ', { code: command }], 'Copy', action)
}

function sentence(text: string): string {
  const trimmed = text.trim()
  const ended = /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
  return ended.charAt(0).toUpperCase() + ended.slice(1)
}
