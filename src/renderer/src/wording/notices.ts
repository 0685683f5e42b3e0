import type { RunView } from '../../../shared/ipc'
import { pauseCommand, resumeCommand, type Shell } from '../../../shared/pause-file'
import type { ProgramSearch } from '../../../shared/program-search'
import type { ProcessUse } from '../../../shared/run-evidence'
import type { RunHistory } from '../../../shared/run-history'
import { clockSeconds, count } from '../../../shared/wording'
import { contradictionSentence, lastOutput, unconfirmedEvidence } from './custody'
import { driftNotice } from './drift'
import { foundNotice } from './found-notice'
import { missingProgramNotice } from './missing-program'
import { base, copyRow, type NoticeRow, type NoticeView, type RichText, row, sentence } from './notice-parts'
import { ownSavedText } from './own-run'
import { confirmsPauses, neverSpawned, phaseLooks, phaseOf, unconfirmedAfterMs } from './phase'
import { isMissingProgram } from './status'
import { startsOver } from './training-data'
import { unansweredRows } from './unanswered-rows'

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
  /** What the run takes of the machine, as far as it is known. */
  readonly use: ProcessUse | null
  /** Where the program of a run that couldn't be started was looked for; null while that isn't known. */
  readonly search: ProgramSearch | null
  /** How many runs this start of the app has found still running. */
  readonly foundRuns: number
}

/** What is told above everything else of a run, most pressing first. */
export function noticesOf(run: RunView, context: NoticeContext): readonly NoticeView[] {
  const { history, shell, foundRuns, search } = context
  const problem = run.problem && problemNotice(run, run.problem, shell)
  const unanswered = unansweredNotice(run, context)
  const found = foundNotice(run, foundRuns, savedText(run, history))
  // How it ended is then told there.
  const ended = run.found?.kind === 'ended' ? null : (driftNotice(run) ?? endedNotice(run, history, search))
  return [problem, unanswered, found, ended].filter((notice) => notice !== null)
}

/** Whether the missing answer of a run is on screen, in place of the card that shows the wait. */
export function tellsUnanswered(run: RunView, now: number, quiet: Quiet | null): boolean {
  const { state } = run
  if (state.kind === 'pauseRequested' && !confirmsPauses(run)) return false
  const waits = state.kind === 'pauseRequested' || state.kind === 'resumeRequested' || state.kind === 'stopping'
  const isContradicted = state.kind === 'pauseRequested' && state.contradicted === true
  return (
    waits &&
    (isContradicted || now - state.since >= answerWithin(run)) &&
    !(quiet?.since === state.since && now < quiet.until)
  )
}

/** How long an answer may take: a user's own run may have said how long its saving takes. */
function answerWithin({ state, own }: RunView): number {
  return state.kind === 'stopping' && own ? own.stopGraceMs : unconfirmedAfterMs
}

function problemNotice(run: RunView, problem: NonNullable<RunView['problem']>, shell: Shell): NoticeView | null {
  const still = phaseLooks[phaseOf(run)].label.replace('…', '').toLowerCase()
  if (problem.kind === 'notStarted') {
    if (neverSpawned(run)) return null
    const text = [[`${sentence(problem.reason)} Nothing was started and nothing has changed.`]]
    return {
      ...base('notStarted', 'failed', `Couldn’t start ${run.name}`),
      text,
      rows: problem.isPauseFileShared && run.own ? [otherPauseFile('Each run needs one of its own.')] : [],
      dismiss: 'dismissProblem',
    }
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
        ...(run.own ? [otherPauseFile('Takes effect at the next start.')] : []),
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

/** Leads to the form: a built-in run's pause file is where the contract says. */
function otherPauseFile(text: string): NoticeRow {
  return row('Use another pause file', [text], 'Open Setup', 'openPauseFileSetup')
}

function unansweredNotice(run: RunView, { history, now, quiet, use }: NoticeContext): NoticeView | null {
  const { state } = run
  if (!tellsUnanswered(run, now, quiet)) return null
  const contradiction = contradictionSentence(run)
  if (state.kind === 'pauseRequested')
    return {
      ...base(
        'pauseUnanswered',
        'held',
        contradiction ? 'Not paused, although it says so' : 'Not confirmed after 30 s',
      ),
      text: [[unconfirmedEvidence(run, history, use, now)]],
      rows: unansweredRows(run),
      dismiss: 'hide',
    }
  if (state.kind === 'resumeRequested')
    return {
      ...base('resumeUnanswered', 'active', 'Still paused after 30 s'),
      text: [[`${run.pauseFile.name} is gone but ${run.name} has not said that it goes on. ${lastOutput(run, now)}`]],
      rows: unansweredRows(run),
      dismiss: 'hide',
    }
  if (state.kind !== 'stopping') return null
  return {
    ...base('stopUnanswered', 'quiet', `Still saving after ${answerWithin(run) / 1000} s`),
    text: [
      [
        `It was asked to stop at ${clockSeconds(state.since)}. ${lastOutput(run, now)}`,
        ...lastLine(run),
        ' Saving to a slow disk can take this long.',
      ],
    ],
  }
}

function lastLine(run: RunView): RichText {
  const message = run.latestLines.at(-1)?.message
  return message ? [' It says: ', { code: message }, '.'] : []
}

function endedNotice(run: RunView, history: RunHistory, search: ProgramSearch | null): NoticeView | null {
  if (run.state.kind !== 'ended') return null
  const { outcome } = run.state
  const saved = savedText(run, history)
  switch (outcome.kind) {
    case 'notSpawned':
      if (isMissingProgram(outcome.reason)) return missingProgramNotice(outcome.program, search)
      return {
        ...base('notSpawned', 'failed', `Couldn’t start “${outcome.program}”`),
        text: [[`${sentence(outcome.reason)} Nothing was started and nothing has changed.`]],
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
  if (run.own) return ownSavedText
  const noun = run.itemNoun
  if (!history.saved) return `Nothing was saved yet: Continue begins with the first ${noun}.`
  const { item } = history.saved
  if (startsOver(run)) return `Progress is saved up to ${noun} ${count(item)}, of other data than is chosen now.`
  return `Progress is saved up to ${noun} ${count(item)}. Continue goes on with ${noun} ${count(item + 1)} and does nothing twice.`
}
