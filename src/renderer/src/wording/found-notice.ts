import type { RunView } from '../../../shared/ipc'
import { counted } from '../../../shared/wording'
import { closedSpan } from './custody'
import { goOnAction } from './controls'
import type { NoticeView, RichText } from './notice-parts'

/** What this start of the app found of a run that an earlier start had begun; null once that is read. */
export function foundNotice(run: RunView, foundRuns: number, saved: string): NoticeView | null {
  const { found } = run
  if (!found) return null
  const base = {
    key: 'found',
    tone: 'quiet',
    rows: [],
    primary: null,
    dismiss: 'dismissFound',
    isTicking: false,
  } as const
  if (found.kind === 'reattached') {
    const process = run.pid === null ? run.name : `${run.name} (PID ${run.pid})`
    const lines =
      found.lineCount === 0
        ? 'It printed nothing in that time.'
        : `${found.isExact ? 'Its' : 'About'} ${counted(found.lineCount, 'log line')} from that time ${found.lineCount === 1 ? 'is' : 'are'} here.`
    return {
      ...base,
      title: `Found ${counted(foundRuns, 'run')} still running, re-attached`,
      text: [[`${process} went on while Fermata was closed ${closedSpan(found)}. ${lines}`]],
      buttons: [{ button: 'Show in log', action: 'showNewLines' }],
    }
  }
  if (run.state.kind !== 'ended') return null
  const why = found.machineRestarted ? ['The computer was restarted. '] : []
  const goOn = run.state.outcome.kind === 'completed' ? null : goOnAction(run)
  return {
    ...base,
    tone: run.state.outcome.kind === 'failed' ? 'failed' : 'quiet',
    title: `${run.name} ended while Fermata was closed`,
    text: [[...why, howItEnded(run.state.outcome)], ...lastWords(found.lastLine), ...(goOn ? [[saved]] : [])],
    buttons: [
      { button: 'Open log', action: 'openLogs' },
      ...(goOn === 'continue' ? [{ button: 'Continue', action: 'continue' } as const] : []),
    ],
  }
}

function lastWords(line: string | null): readonly RichText[] {
  return line === null ? [] : [['It said last: ', { code: line }]]
}

function howItEnded(outcome: Extract<RunView['state'], { kind: 'ended' }>['outcome']): string {
  switch (outcome.kind) {
    case 'completed':
      return 'It finished.'
    case 'stopped':
      return 'It was stopped and saved its progress.'
    case 'failed':
      return `It ended by itself with exit code ${outcome.exitCode}.`
    case 'killed':
      return `It was ended at once by ${outcome.signal}.`
    case 'notSpawned':
      return 'It couldn’t be started.'
    case 'lost':
      return 'How it ended is not known.'
  }
}
