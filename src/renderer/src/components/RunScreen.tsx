import { useEffect, useRef } from 'react'
import type { RunView } from '../../../shared/ipc'
import { useViewStore } from '../view-store'
import { Inspector } from './Inspector'
import { LogPanel } from './LogPanel'
import { Overview } from './Overview'
import { RunHead } from './RunHead'

/** Everything about one run. */
export function RunScreen({ run }: { readonly run: RunView }) {
  const tab = useViewStore((store) => store.tab)
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    // Coming from the first-run screen, whose button had the focus and is gone.
    if (document.activeElement === document.body) main.current?.querySelector<HTMLElement>('.head')?.focus({ preventScroll: true })
  }, [])
  return (
    <div className="run" data-tab={tab}>
      <main ref={main} className="run-main">
        <RunHead run={run} />
        {tab === 'overview' ? <Overview run={run} /> : <LogPanel key={run.runId} run={run} />}
      </main>
      {tab === 'overview' && <Inspector run={run} />}
    </div>
  )
}
