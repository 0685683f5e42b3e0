import type { RunView } from '../../../shared/ipc'
import { clockSeconds, sinceTime } from '../../../shared/wording'
import { holdName } from '../../../shared/hold-words'
import { confirmsPauses, isActive, phaseOf, unconfirmedAfterMs } from './phase'

/** What is known of the pause file: whether it's there, and what that means. */
export function pauseFileStatus(run: RunView, now: number): { readonly title: string; readonly text: string } {
  const { found } = run.pauseFile
  const phase = phaseOf(run)
  if (found.kind === 'nothing') {
    if (run.state.kind === 'resumeRequested')
      return { title: 'Not there', text: `Gone since ${clockSeconds(run.state.since)}. The run has not answered yet.` }
    if (run.problem?.kind === 'pauseFileNotCreated')
      return { title: 'Not there', text: 'Fermata can’t create it. A terminal with more rights may.' }
    return {
      title: 'Not there',
      text: isActive(phase) ? 'Create it to ask for a pause.' : 'Nothing is running that could see it.',
    }
  }
  const time = sinceTime(found.since, now)
  const since = time.includes('at') ? time : clockSeconds(found.since)
  return { title: `There since ${since}`, text: `${madeBy(run)} ${meaning(run, now)}` }
}

function madeBy(run: RunView): string {
  const { found } = run.pauseFile
  if (found.kind === 'nothing') return ''
  if (found.madeBy === 'fermata') return `Created by ${makerOf(run)}.`
  if (found.kind === 'folder') return 'A folder, made outside Fermata. It counts just as much.'
  if (found.kind === 'link') return 'A link, made outside Fermata. It counts just as much.'
  return 'Made outside Fermata.'
}

/** For whom the app made the file: whoever of those it still holds for came first. */
export function makerOf({ holds }: RunView): string {
  const first = holds.find(({ owner }) => owner !== 'outside')
  return !first || first.owner === 'you' ? 'you in Fermata' : holdName(first.reason).by
}

function meaning(run: RunView, now: number): string {
  const { state } = run
  if (state.kind === 'pauseRequested')
    return confirmsPauses(run) && now - state.since >= unconfirmedAfterMs
      ? 'Not confirmed.'
      : 'The run has not confirmed yet.'
  if (state.kind === 'paused') return 'Deleting it anywhere resumes the run.'
  if (state.kind === 'starting' || !isActive(phaseOf(run))) return `The run will hold before its first ${run.itemNoun}.`
  return 'The run is stopping.'
}

/** The short form in the head of a narrow window. */
export function pauseFileChip(run: RunView): string {
  return `${run.pauseFile.name}: ${run.pauseFile.found.kind === 'nothing' ? 'not there' : 'there'}`
}
