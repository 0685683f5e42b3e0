import { create } from 'zustand'
import type { SetupField } from '../../shared/own-run'
import { shells, type Shell } from '../../shared/pause-file'
import type { Tab } from '../../shared/tabs'
import { textSizes, usualTextSize, type TextSize } from './log/text-size'
import type { Quiet } from './wording/notices'

/** A line that the log is asked to show; `request` tells two wishes for the same line apart. */
export interface LogTarget {
  /** Null for the latest run. */
  readonly runId: string | null
  readonly line: number | 'end'
  readonly request: number
}

/** What the window shows beside its list of runs. */
export type Screen = 'run' | 'history' | 'settings' | 'newRun'

/** What can stand over the window about one run. */
export type RunDialog =
  | 'kill'
  | 'startOver'
  | 'pauseUntil'
  | 'verify'
  | 'removeRun'
  | 'pauseTest'
  | 'searchPath'
  | 'choosePausedLine'
  | 'chooseResumedLine'

/** What can stand over the window about no run in particular. */
export type Overlay = 'palette' | 'shortcuts' | 'about'

interface ViewStore {
  readonly screen: Screen
  readonly selectedId: string | null
  readonly tab: Tab
  readonly dialog: { readonly kind: RunDialog; readonly profileId: string } | null
  readonly overlay: Overlay | null
  readonly shell: Shell
  readonly quiet: Readonly<Record<string, Quiet>>
  readonly logTarget: LogTarget | null
  readonly logTextSize: TextSize
  /** Whether long lines of a log go on in the next one. */
  readonly logWraps: boolean
  /** The field of a run's form that is to have the focus once the form is there. */
  readonly setupField: SetupField | null
  readonly announcement: { readonly text: string; readonly number: number }
}

const shellKey = 'fermata.shell'
const textSizeKey = 'fermata.logTextSize'
const wrapsKey = 'fermata.logWraps'

/** What the user looks at: nothing of it concerns the runs themselves. */
export const useViewStore = create<ViewStore>(() => ({
  screen: 'run',
  selectedId: null,
  tab: 'overview',
  dialog: null,
  overlay: null,
  shell: rememberedShell(),
  quiet: {},
  logTarget: null,
  logTextSize: rememberedTextSize(),
  logWraps: localStorage.getItem(wrapsKey) === 'yes',
  setupField: null,
  announcement: { text: '', number: 0 },
}))

/** Shows a run. */
export function selectRun(profileId: string): void {
  useViewStore.setState({ screen: 'run', selectedId: profileId })
}

/** Shows something else than a run. */
export function showScreen(screen: Screen): void {
  useViewStore.setState({ screen })
}

/** Shows one of the views of a run. */
export function showTab(tab: Tab): void {
  useViewStore.setState({ screen: 'run', tab })
}

/** Shows the log at a line, or at its end. */
export function showLog(line: LogTarget['line'] | null = null): void {
  const request = (useViewStore.getState().logTarget?.request ?? 0) + 1
  useViewStore.setState(
    line === null
      ? { screen: 'run', tab: 'logs' }
      : { screen: 'run', tab: 'logs', logTarget: { runId: null, line, request } },
  )
}

/** Shows the log of one of a profile's runs, of the latest one for null, at a line or at its end. */
export function showLogOf(profileId: string, runId: string | null, line: LogTarget['line']): void {
  const request = (useViewStore.getState().logTarget?.request ?? 0) + 1
  useViewStore.setState({ screen: 'run', selectedId: profileId, tab: 'logs', logTarget: { runId, line, request } })
}

/** Opens one of the questions that are asked before something begins, or the pause test. */
export function ask(kind: RunDialog, profileId: string): void {
  useViewStore.setState({ dialog: { kind, profileId } })
}

/** Opens the palette, the list of shortcuts or what is told of the app; null closes them. */
export function showOverlay(overlay: Overlay | null): void {
  useViewStore.setState({ overlay })
}

/** Closes the question. */
export function closeDialog(): void {
  useViewStore.setState({ dialog: null })
}

/** Says nothing more of a missing answer until then, for the wait that began at `since`. */
export function hushUnanswered(profileId: string, since: number, until: number): void {
  useViewStore.setState((store) => ({ quiet: { ...store.quiet, [profileId]: { since, until } } }))
}

/** Chooses the shell that commands are written for, also for the next start. */
export function chooseShell(shell: Shell): void {
  localStorage.setItem(shellKey, shell)
  useViewStore.setState({ shell })
}

/** Chooses the size of logs' text, also for the next start. */
export function chooseLogTextSize(logTextSize: TextSize): void {
  localStorage.setItem(textSizeKey, String(logTextSize))
  useViewStore.setState({ logTextSize })
}

/** Chooses whether long lines of a log are wrapped, also for the next start. */
export function wrapLogs(logWraps: boolean): void {
  localStorage.setItem(wrapsKey, logWraps ? 'yes' : 'no')
  useViewStore.setState({ logWraps })
}

/** Says something to people who hear the window. */
export function announce(text: string): void {
  useViewStore.setState((store) => ({ announcement: { text, number: store.announcement.number + 1 } }))
}

function rememberedShell(): Shell {
  const remembered = localStorage.getItem(shellKey)
  return shells.find((shell) => shell === remembered) ?? (window.fermata.platform === 'win32' ? 'PowerShell' : 'bash')
}

function rememberedTextSize(): TextSize {
  const remembered = Number(localStorage.getItem(textSizeKey))
  return textSizes.find((size) => size === remembered) ?? usualTextSize
}
