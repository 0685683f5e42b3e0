import { useEffect, useRef } from 'react'
import type { RunView } from '../../../shared/ipc'
import { useViewStore } from '../view-store'
import { AutomationInspector } from './AutomationInspector'
import { AutomationTab } from './AutomationTab'
import { HistoryTab } from './HistoryTab'
import { Inspector } from './Inspector'
import { LogPanel } from './LogPanel'
import { Overview } from './Overview'
import { RunHead } from './RunHead'
import { SetupAside, SetupPanel } from './SetupPanel'

/** Everything about one run. */
export function RunScreen({ run, takesFocus }: { readonly run: RunView; readonly takesFocus: boolean }) {
  const tab = useViewStore((store) => store.tab)
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    // The button of the first-run screen had the focus and is gone.
    if (takesFocus && document.activeElement === document.body)
      main.current?.querySelector<HTMLElement>('.head')?.focus({ preventScroll: true })
  }, [takesFocus])
  return (
    <div className="run" data-tab={tab}>
      <main ref={main} className="run-main">
        <RunHead run={run} />
        {tab === 'overview' && <Overview run={run} />}
        {tab === 'logs' && <LogPanel key={run.runId} run={run} />}
        {tab === 'automation' && <AutomationTab run={run} />}
        {tab === 'history' && <HistoryTab run={run} />}
        {tab === 'setup' && <SetupPanel run={run} />}
      </main>
      {tab === 'overview' && <Inspector run={run} />}
      {tab === 'automation' && <AutomationInspector run={run} />}
      {tab === 'setup' && <SetupAside run={run} />}
    </div>
  )
}
