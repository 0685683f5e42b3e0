import type { ChartSeries } from '../../shared/chart-files'
import type { HoldOwner } from '../../shared/holds'
import type { CommandResult, RunView, TrainingData } from '../../shared/ipc'
import type { PauseFileText } from '../../shared/ipc'
import type { SecondAction, SlotAction } from './wording/controls'
import { controlsOf } from './wording/controls'
import { announce, ask, showLog, useViewStore } from './view-store'

/** How long a button ignores clicks after its action changed: a double click must not cancel what it began. */
export const settleMs = 600

/** When a run's first button last changed what it does. */
const changes = new Map<string, { readonly action: SlotAction; readonly at: number }>()
/** When a run's first button was last pressed, also in vain. */
const presses = new Map<string, number>()

/** How many milliseconds a run's first button still ignores clicks. */
export function settlingMs(run: RunView, now: number): number {
  const { action } = controlsOf(run).first
  const known = changes.get(run.profileId)
  if (known?.action !== action) changes.set(run.profileId, { action, at: known ? now : 0 })
  const at = changes.get(run.profileId)?.at ?? 0
  return Math.max(0, at + settleMs - now)
}

/**
 * Does what a run's first button says, unless it is off or has just changed.
 *
 * A pointer can be aimed at what the button said before; a key was pressed on what it says now, unless pressed twice.
 */
export function pressFirst(run: RunView, by: 'pointer' | 'key' = 'key'): void {
  const { action, off } = controlsOf(run).first
  const now = Date.now()
  const isTwice = now - (presses.get(run.profileId) ?? 0) < settleMs
  presses.set(run.profileId, now)
  if (off === null && (settlingMs(run, now) === 0 || (by === 'key' && !isTwice))) perform(run, action)
}

/** Does what a run's first button says, chosen by its name in a menu or the palette: nobody means by that what it said before. */
export function chooseFirst(run: RunView): void {
  const { action, off } = controlsOf(run).first
  // A key pressed twice by mistake goes on to the button itself once the menu has closed.
  presses.set(run.profileId, Date.now())
  if (off === null) perform(run, action)
}

/** Asks main for what a button says; the window shows the outcome only once the run has confirmed it. */
export function perform(run: RunView, action: SlotAction): void {
  const { profileId } = run
  switch (action) {
    case 'start':
    case 'continue':
      return tell(window.fermata.startRun(profileId, 'continue'))
    case 'startAgain':
      return startOver(profileId)
    case 'startOver':
      return ask('startOver', profileId)
    case 'pause':
    case 'pauseAgain':
      return tell(window.fermata.requestPause(profileId, null))
    case 'cancelPause':
    case 'resume':
      return tell(window.fermata.requestResume(profileId))
  }
}

/** Does what a run's second button says. */
export function performSecond(run: RunView, action: SecondAction): void {
  switch (action) {
    case 'stop':
      return stop(run)
    case 'kill':
      return ask('kill', run.profileId)
    case 'startOver':
      return ask('startOver', run.profileId)
    case 'openLog':
      return showLog('end')
    case 'openLogAtError':
      return showMark(run, 'error')
  }
}

/** Shows the log at its latest line with such a mark; at its end when there is none. */
export function showMark(run: RunView, mark: 'error' | 'paused'): void {
  showLog((mark === 'error' ? run.log.lastErrorLine : run.log.lastPausedLine) ?? 'end')
}

/** Stops a run at its next safe point, with its progress saved. */
export function stop(run: RunView): void {
  // Another command in between: what is pressed next is no second half of a double press.
  presses.delete(run.profileId)
  tell(window.fermata.stopRun(run.profileId))
}

/** Ends a run at once. */
export function kill(profileId: string): void {
  tell(window.fermata.forceStopRun(profileId))
}

/** Begins again with the first item; the saved progress is set aside. */
export function startOver(profileId: string): void {
  tell(window.fermata.startRun(profileId, 'startOver'))
}

/** Goes on with the saved progress although program or runtime is another. */
export function acceptDrift(profileId: string): void {
  tell(window.fermata.startRun(profileId, 'acceptDrift'))
}

/** Goes on with the saved progress and other data, unless none is chosen. */
export function continueWith(profileId: string, kind: TrainingData['kind']): void {
  void window.fermata.chooseData(profileId, kind).then(({ ok }) => {
    if (ok) tell(window.fermata.startRun(profileId, 'continue'))
  })
}

/** Goes on with the saved progress, and tries again what was given up. */
export function retryFailed(profileId: string): void {
  tell(window.fermata.startRun(profileId, 'retryFailed'))
}

/** Chooses what a training learns from; for a file main asks which. */
export function chooseData(profileId: string, kind: TrainingData['kind']): void {
  // Nothing chosen in main's question is an answer too.
  void window.fermata.chooseData(profileId, kind)
}

/** Begins to verify the latest run of a training. */
export function startVerification(profileId: string, repeats: number): void {
  tell(window.fermata.startVerification(profileId, repeats))
}

/** Ends a verification; nothing of it is kept. */
export function cancelVerification(profileId: string): void {
  tell(window.fermata.cancelVerification(profileId))
}

/** Takes back a problem that the user has read. */
export function dismissProblem(profileId: string): void {
  tell(window.fermata.dismissProblem(profileId))
}

/** Takes back what was found of a run at the start of the app. */
export function dismissFound(profileId: string): void {
  tell(window.fermata.dismissFound(profileId))
}

/** Shows the pause file, or its folder, in the system's file manager. */
export function showPauseFile(profileId: string): void {
  tell(window.fermata.showPauseFile(profileId))
}

/** Copies a text of the pause file for the chosen shell; says whether that worked. */
export async function copyText(profileId: string, text: PauseFileText): Promise<boolean> {
  const result = await window.fermata.copyPauseFileText(profileId, text, useViewStore.getState().shell)
  announce(result.ok ? 'Copied' : 'Couldn’t copy')
  return result.ok
}

/** Saves a copy of a run's log where main's question says. */
export function saveLog(profileId: string, runId: string | null): void {
  tellLog(window.fermata.saveLog(profileId, runId), 'Log saved')
}

/** Saves a picture of a chart where main's question says. */
export function saveChartImage(profileId: string, series: ChartSeries, png: Uint8Array): void {
  tellLog(window.fermata.saveChartImage(profileId, series, png), 'Chart saved')
}

/** Saves all values of a chart where main's question says. */
export function saveChartValues(profileId: string, series: ChartSeries): void {
  tellLog(window.fermata.saveChartValues(profileId, series), 'Values saved')
}

/** Opens a run's log in the system's program for such files. */
export function openLogInEditor(profileId: string, runId: string | null): void {
  tellLog(window.fermata.openLogInEditor(profileId, runId), null)
}

/** Shows a run's log in the system's file manager. */
export function showLogInFolder(profileId: string, runId: string | null): void {
  tellLog(window.fermata.showLogInFolder(profileId, runId), null)
}

/** Copies the path of a run's log. */
export function copyLogPath(profileId: string, runId: string | null): void {
  tellLog(window.fermata.copyLogPath(profileId, runId), 'Copied')
}

function tellLog(result: Promise<CommandResult>, doneText: string | null): void {
  void result.then(({ ok }) => {
    if (!ok) announce('That was not possible now')
    else if (doneText) announce(doneText)
  })
}

/** Pauses a run until a time. */
export function pauseUntil(profileId: string, until: number): void {
  tell(window.fermata.requestPause(profileId, until))
}

/** Lets go of one hold of a run. */
export function releaseHold(profileId: string, owner: HoldOwner): void {
  tell(window.fermata.releaseHold(profileId, owner))
}

/** Asks every running run to pause. */
export function pauseAll(): void {
  tell(window.fermata.pauseAll())
}

/** Lets go of what pausing all runs held, else of all that the user holds. */
export function resumeAll(): void {
  tell(window.fermata.resumeAll())
}

/** A refusal with a problem comes back in the run's snapshot; one without says that the state has changed meanwhile. */
function tell(result: Promise<CommandResult>): void {
  void result.then(({ ok }) => {
    if (!ok) announce('That was not possible now')
  })
}
