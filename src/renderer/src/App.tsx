import { useEffect, useRef } from 'react'
import type { RunView } from '../../shared/ipc'
import { connectAutomation, useComputerInterest } from './automation'
import { Announcer } from './components/Announcer'
import { FirstRun } from './components/FirstRun'
import { HistoryScreen } from './components/HistoryScreen'
import { LeavingDialog } from './components/LeavingDialog'
import { NewRunScreen } from './components/NewRunScreen'
import { Overlays } from './components/Overlays'
import { RunDialogs } from './components/RunDialogs'
import { RunScreen } from './components/RunScreen'
import { SettingsScreen } from './components/SettingsScreen'
import { Sidebar } from './components/Sidebar'
import { TopBar } from './components/TopBar'
import { listenForLogPorts } from './log/log-ports'
import { connectPauseTests } from './pause-tests'
import { connect, useRunStore } from './run-store'
import { connectLeaving } from './leaving'
import { connectSettings } from './settings'
import { useAppMenu } from './use-app-menu'
import { useShortcuts } from './use-shortcuts'
import { useDroppedScripts } from './use-dropped-scripts'
import { useStillWhenUnseen } from './use-window'
import { useOutsideView } from './use-outside-view'
import { useViewStore } from './view-store'

const noRuns: readonly RunView[] = []

/** The window: sidebar, top bar, and the run that is shown. */
export function App() {
  const runs = useRunStore((store) => store.runs)
  const { screen, selectedId } = useViewStore()
  const shown = runs ? shownRun(runs, selectedId) : null
  const shownId = screen === 'run' ? (shown?.profileId ?? null) : null
  const first = runs?.[0]
  const beganEmpty = useRef(false)
  if (runs && !shown) beganEmpty.current = true
  useEffect(() => connect(window.fermata), [])
  useEffect(() => listenForLogPorts(), [])
  useEffect(() => connectSettings(window.fermata), [])
  useEffect(() => connectLeaving(window.fermata), [])
  useEffect(() => connectAutomation(window.fermata), [])
  useComputerInterest()
  useOutsideView(shownId)
  useEffect(() => connectPauseTests(window.fermata), [])
  useShortcuts(runs ?? noRuns, shown)
  useAppMenu(runs ?? noRuns, shown)
  useStillWhenUnseen()
  useDroppedScripts()
  return (
    <div className="window" data-platform={window.fermata.platform}>
      <Sidebar runs={runs ?? noRuns} shownId={shownId} />
      <TopBar runs={runs ?? noRuns} />
      {screen === 'settings' && <SettingsScreen />}
      {screen === 'history' && <HistoryScreen />}
      {screen === 'newRun' && <NewRunScreen />}
      {screen === 'run' && shown && <RunScreen key={shown.profileId} run={shown} takesFocus={beganEmpty.current} />}
      {screen === 'run' && !shown && first && <FirstRun run={first} others={runs?.slice(1) ?? []} />}
      {screen === 'run' && !shown && !first && <main className="nothing" />}
      <LeavingDialog />
      <RunDialogs />
      <Overlays runs={runs ?? noRuns} shown={shown} />
      <Announcer />
    </div>
  )
}

/** The run that the user chose, else the first that was ever started. */
function shownRun(runs: readonly RunView[], selectedId: string | null): RunView | null {
  return runs.find((run) => run.profileId === selectedId) ?? runs.find((run) => run.runId !== null) ?? null
}
