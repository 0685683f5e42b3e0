import type { RunView } from '../../../shared/ipc'
import { neverSpawned, phaseOf, unsaidPause } from './phase'
import { startsOver } from './training-data'

/** What the first button of a run does. */
export type SlotAction =
  | 'start'
  | 'pause'
  | 'cancelPause'
  | 'resume'
  | 'pauseAgain'
  | 'continue'
  | 'startAgain'
  | 'startOver'

/** What the second button of a run does. */
export type SecondAction = 'stop' | 'kill' | 'startOver' | 'openLog' | 'openLogAtError'

/** The buttons of a run in one of its states; `off` is why a button can't be used, in the user's words. */
export interface RunControls {
  readonly first: { readonly action: SlotAction; readonly primary: boolean; readonly off: string | null }
  readonly firstMenu: 'pause' | 'resume' | null
  readonly second: { readonly action: SecondAction; readonly off: string | null; readonly menu: boolean }
  /** The action of the small button in the sidebar. */
  readonly quick: SlotAction | null
}

/** What the first button says. */
export const slotLabels: Readonly<Record<SlotAction, string>> = {
  start: 'Start',
  pause: 'Pause',
  cancelPause: 'Cancel pause',
  resume: 'Resume',
  pauseAgain: 'Pause again',
  continue: 'Continue',
  startAgain: 'Start again',
  startOver: 'Start over…',
}

/** Whether the first button sets a run going that isn't. */
export function startsRun(action: SlotAction): boolean {
  return action === 'start' || action === 'continue' || action === 'startAgain' || action === 'startOver'
}

/** What the second button says. */
export const secondLabels: Readonly<Record<SecondAction, string>> = {
  stop: 'Stop',
  kill: 'Kill…',
  startOver: 'Start over…',
  openLog: 'Open log',
  openLogAtError: 'Open log at error',
}

/** What the sidebar's button is called for people who don't see which row it is in. */
export function quickName(action: SlotAction, runName: string): string {
  if (action === 'cancelPause') return `Cancel pause of ${runName}`
  if (action === 'pauseAgain') return `Pause ${runName} again`
  if (action === 'startAgain') return `Start ${runName} again`
  if (action === 'startOver') return `Start ${runName} over…`
  return `${slotLabels[action]} ${runName}`
}

const stopOff = { action: 'stop', off: 'Nothing to stop: the run is not started', menu: false } as const

/** How a run that has ended goes on: with what it saved, or from the first item where that no longer fits. */
export function goOnAction(run: RunView): 'continue' | 'startOver' {
  return startsOver(run) ? 'startOver' : 'continue'
}

const notProven = 'Nothing shows that these processes are the run’s'

/** Which buttons a run has now: the first changes its action but never its place. */
export function controlsOf(run: RunView): RunControls {
  const first = (action: SlotAction, primary = false, off: string | null = null) => ({ action, primary, off })
  const second = (action: SecondAction) => ({ action, off: null, menu: false })
  const cantStop = run.evidence.leftBehind?.isProven === false
  const stopOn = { action: 'stop', off: cantStop ? notProven : null, menu: !cantStop } as const
  const shown = (
    one: RunControls['first'],
    two: RunControls['second'],
    quick: SlotAction | null = one.action,
    firstMenu: RunControls['firstMenu'] = null,
  ): RunControls => ({ first: one, firstMenu, second: two, quick })
  const goOn = goOnAction(run)
  switch (phaseOf(run)) {
    case 'idle':
      return shown(first('start', true), stopOff)
    case 'starting':
      return shown(first('pause', false, 'You can pause once the run has started'), stopOn, null)
    case 'running':
      return shown(first('pause', true), stopOn, 'pause', 'pause')
    case 'pausing':
      // No better answer will come, so this is as paused as it gets.
      if (unsaidPause(run) !== null) return shown(first('resume', true), stopOn, 'resume', 'resume')
      return shown(first('cancelPause'), stopOn)
    case 'paused':
      return shown(first('resume', true), stopOn, 'resume', 'resume')
    case 'resuming':
      return shown(first('pauseAgain'), stopOn, null)
    case 'stopping':
      return shown(first('pause', false, 'The run is stopping'), second('kill'), null)
    case 'stopped':
      if (startsOver(run)) return shown(first('startOver', true), second('openLog'))
      return shown(first('continue', true), second(run.own ? 'openLog' : 'startOver'))
    case 'finished':
      return shown(first('startAgain'), second('openLog'))
    case 'failed':
      if (neverSpawned(run)) return shown(first('start', true), stopOff)
      return shown(first(goOn, true), second('openLogAtError'))
    case 'killed':
    case 'lost':
      return shown(first(goOn, true), second('openLog'))
  }
}

/** Why "Pause all" can't be used now; null when it can. */
export function pauseAllOff(runs: readonly RunView[]): string | null {
  return runs.some((run) => phaseOf(run) === 'running') ? null : 'No run is running'
}

/** Why "Resume all" can't be used now; null when it can. */
export function resumeAllOff(runs: readonly RunView[]): string | null {
  if (runs.some(isHeldByUser)) return null
  const held = runs.some((run) => phaseOf(run) === 'paused' || phaseOf(run) === 'pausing')
  return held ? 'No run is held by you' : 'No run is paused'
}

/** Whether the user's own pause holds this run. */
export function isHeldByUser(run: RunView): boolean {
  const phase = phaseOf(run)
  return (phase === 'paused' || phase === 'pausing') && run.holds.some(({ owner }) => owner === 'you')
}
