import type { RunView } from '../../../shared/ipc'
import { clockSeconds, sinceTime } from '../../../shared/wording'
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
  if (found.madeBy === 'fermata') return 'Created by you in Fermata.'
  if (found.kind === 'folder') return 'A folder, made outside Fermata. It counts just as much.'
  if (found.kind === 'link') return 'A link, made outside Fermata. It counts just as much.'
  return 'Made outside Fermata.'
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

/** What holds a run, and how to let go of it. */
export interface Hold {
  readonly kind: 'you' | 'outside'
  readonly title: string
  readonly detail: string
  readonly release: string
}

/** The holds of a paused run. */
export function holdsOf(run: RunView, now: number): readonly Hold[] {
  const { found, name } = run.pauseFile
  if (found.kind === 'nothing') return []
  const time = sinceTime(found.since, now)
  const since = time.includes('at') ? time : clockSeconds(found.since)
  if (found.madeBy === 'fermata')
    return [{ kind: 'you', title: 'You', detail: `Pause button in Fermata, ${since}`, release: 'Release' }]
  const says = found.firstLine ? `, says “${found.firstLine}”` : ''
  const appeared = `${name} appeared ${time.includes('at') ? time : `at ${since}`}`
  return [
    { kind: 'outside', title: 'A file made outside Fermata', detail: `${appeared}${says}`, release: 'Delete file' },
  ]
}

/** The line above the list of holds: how many there are and what Resume does. */
export function holdsSummary(holds: readonly Hold[]): string {
  return holds[0]?.kind === 'outside' ? 'Held by one. Resume deletes the file.' : 'Held by one. Resume releases it.'
}
