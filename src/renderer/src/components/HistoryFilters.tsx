import { ChevronDown, Download, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import {
  type HistoryProfile,
  type HistoryQuery,
  historyResults,
  historySpans,
  type HistoryTable,
} from '../../../shared/past-runs'
import { type HistorySearch } from '../history/use-history-query'
import { announce } from '../view-store'
import { resultTexts, runsText, spanTexts } from '../wording/past-runs'
import { MenuButton, type MenuItem } from './Menu'

/** The longest text that main searches for. */
const mostSearched = 200

/** What past runs are shown: by text, run, result and time. */
export function HistoryFilters({ search, total }: { readonly search: HistorySearch; readonly total: number | null }) {
  const { query, change } = search
  const profiles = useProfiles()
  const shown = profiles.find(({ profileId }) => profileId === query.profileId)
  return (
    <div className="history-filters">
      <div className="search-field history-search">
        <Search size={16} strokeWidth={1.75} aria-hidden="true" />
        <input
          type="text"
          aria-label="Search history"
          placeholder="Search history"
          maxLength={mostSearched}
          spellCheck={false}
          value={search.text}
          onChange={({ currentTarget }) => search.type(currentTarget.value)}
        />
      </div>
      {!search.isOfOneRun && (
        <Filter
          name="Run"
          text={shown?.name ?? 'All runs'}
          items={[
            { label: 'All runs', onSelect: () => change({ profileId: null }) },
            null,
            ...profiles.map(({ profileId, name }) => ({ label: name, onSelect: () => change({ profileId }) })),
          ]}
        />
      )}
      <Filter
        name="Result"
        text={resultTexts[query.result]}
        items={historyResults.map((result) => ({ label: resultTexts[result], onSelect: () => change({ result }) }))}
      />
      <Filter
        name="Time"
        text={spanTexts[query.span]}
        items={historySpans.map((span) => ({ label: spanTexts[span], onSelect: () => change({ span }) }))}
      />
      <span role="status" className="history-count">
        {total !== null && runsText(total)}
      </span>
    </div>
  )
}

function Filter(props: { readonly name: string; readonly text: string; readonly items: readonly MenuItem[] }) {
  return (
    <MenuButton
      size="small"
      className="history-filter"
      label={`${props.name}: ${props.text}`}
      text={props.text}
      icon={<ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />}
      items={props.items}
    />
  )
}

/** Saves what is shown as a table for other programs. */
export function HistoryExport({ query }: { readonly query: HistoryQuery }) {
  const save = (table: HistoryTable) => {
    void window.fermata.exportHistory(query, table).then(({ ok }) => {
      if (ok) announce('History exported')
    })
  }
  return (
    <MenuButton
      size="small"
      label="Export…"
      text="Export…"
      icon={<Download size={16} strokeWidth={1.75} aria-hidden="true" />}
      items={[
        { label: 'Runs as CSV…', onSelect: () => save('runs') },
        { label: 'Pauses as CSV…', onSelect: () => save('pauses') },
      ]}
    />
  )
}

function useProfiles(): readonly HistoryProfile[] {
  const [profiles, setProfiles] = useState<readonly HistoryProfile[]>([])
  useEffect(() => {
    const read = () => void window.fermata.listHistoryProfiles().then(setProfiles)
    read()
    return window.fermata.onPastRunsChanged(read)
  }, [])
  return profiles
}
