import type { RunView } from '../../../shared/ipc'
import { contradictionSentence } from './custody'
import { type NoticeRow, row } from './notice-parts'

/** What may be behind a missing answer, each with a way out. */
export function unansweredRows(run: RunView): readonly NoticeRow[] {
  const { itemNoun } = run
  const wait = row(
    `Does ${/^[aeiou]/.test(itemNoun) ? 'an' : 'a'} ${itemNoun} take longer than 30 s?`,
    ['Then all is well. Fermata keeps watching.'],
    'Wait 5 min more',
    'wait',
  )
  const patience = contradictionSentence(run) === null ? [wait] : []
  return run.own ? [...ownQuestions(run), ...patience] : [...patience, ...builtInQuestions(run)]
}

/** What a built-in run prints and looks for is known, so its log says more than a question would. */
function builtInQuestions({ name, state, pauseFile }: RunView): readonly NoticeRow[] {
  const logs = row('What does it say?', ['The log shows every line that the run has printed.'], 'Open logs', 'openLogs')
  const goesOn = `${pauseFile.name} is deleted and ${name} goes on.`
  if (state.kind === 'pauseRequested') return [logs, row('Changed your mind?', [goesOn], 'Cancel pause', 'cancelPause')]
  return [logs, row('Rather keep it paused?', [`${pauseFile.name} is created again.`], 'Pause again', 'pauseAgain')]
}

function ownQuestions({ own, state, pauseFile }: RunView): readonly NoticeRow[] {
  const rows: NoticeRow[] = []
  const other = own?.otherPauseFile ?? null
  if (other !== null) {
    const started = ['The run was started with ', { code: `--pause-file ${other}` }, ', Fermata uses ']
    const name = other.split(/[\\/]/).at(-1) ?? other
    rows.push(row('Is it the same file?', [...started, { code: pauseFile.name }, '.'], `Use ${name}`, 'useGivenFile'))
  }
  if (own?.confirmation.kind !== 'lines') return rows
  const isPause = state.kind === 'pauseRequested'
  const words = isPause ? own.confirmation.paused : own.confirmation.resumed
  const action = isPause ? 'choosePausedLine' : 'chooseResumedLine'
  const text = `Fermata waits for “${words}”. Choose the right line from the log.`
  return [...rows, row('Does it print another line?', [text], 'Choose line…', action)]
}
