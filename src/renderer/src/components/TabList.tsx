import { useRef } from 'react'
import type { RunView } from '../../../shared/ipc'
import { type Tab, tabs, tabTitles } from '../../../shared/tabs'
import { counted } from '../../../shared/wording'
import { showTab, useViewStore } from '../view-store'

/** The views of a run: one stop for Tab, arrows inside. */
export function TabList({ run }: { readonly run: RunView }) {
  const current = useViewStore((store) => store.tab)
  const errors = run.log.errorCount
  const list = useRef<HTMLDivElement>(null)
  const go = (tab: Tab | undefined) => {
    if (!tab) return
    showTab(tab)
    list.current?.querySelector<HTMLElement>(`#tab-${tab}`)?.focus()
  }
  return (
    <div
      ref={list}
      role="tablist"
      aria-label="Run views"
      className="tabs"
      onKeyDown={(event) => {
        const at = tabs.indexOf(current)
        const step = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
        if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
        event.preventDefault()
        go(tabs.at(step % tabs.length))
      }}
    >
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          className="tab"
          aria-selected={tab === current}
          aria-controls={tab === current ? `panel-${tab}` : undefined}
          tabIndex={tab === current ? 0 : -1}
          onClick={() => showTab(tab)}
        >
          {tabTitles[tab]}
          {tab === 'logs' && errors > 0 && (
            <span className="tab-count" title={counted(errors, 'error')} aria-hidden="true">
              {errors > 999 ? '999+' : errors}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}
