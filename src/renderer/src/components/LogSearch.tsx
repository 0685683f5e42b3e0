import { ArrowDown, ArrowUp, CaseSensitive, ListFilter, Regex, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { count } from '../../../shared/wording'
import type { LogFind } from '../log/use-log-find'
import { Button } from './Button'

const look = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const

/** The field that looks for text in the whole log, how to read it, and the way from match to match. */
export function LogSearch({ find }: { readonly find: LogFind }) {
  const { query, state, onlyMatching } = find
  const off = state && state.lineCount > 0 ? null : 'Nothing is found yet'
  return (
    <div className="search-field log-search">
      <Search {...look} />
      <input
        type="text"
        aria-label="Search log"
        placeholder="Search log"
        spellCheck={false}
        maxLength={1000}
        value={query.text}
        onChange={(event) => find.setQuery({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find.step(event.shiftKey ? 'previous' : 'next')
          else if (event.key === 'Escape' && query.text !== '') find.clear()
          else return
          event.preventDefault()
        }}
      />
      <Toggle label="Match case" on={query.matchCase} onPress={() => find.setQuery({ matchCase: !query.matchCase })}>
        <CaseSensitive {...look} />
      </Toggle>
      <Toggle label="Regular expression" on={query.isRegex} onPress={() => find.setQuery({ isRegex: !query.isRegex })}>
        <Regex {...look} />
      </Toggle>
      <Toggle label="Only matching lines" on={onlyMatching} onPress={() => find.setOnlyMatching(!onlyMatching)}>
        <ListFilter {...look} />
      </Toggle>
      <span role="status" aria-label="Matches" className="log-count">
        {countText(find)}
      </span>
      <Button
        kind="ghost"
        size="tiny"
        label="Previous match"
        off={off}
        icon={<ArrowUp {...look} />}
        onPress={() => find.step('previous')}
      />
      <Button
        kind="ghost"
        size="tiny"
        label="Next match"
        off={off}
        icon={<ArrowDown {...look} />}
        onPress={() => find.step('next')}
      />
    </div>
  )
}

function Toggle(props: {
  readonly label: string
  readonly on: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}) {
  return (
    <Button
      kind="ghost"
      size="tiny"
      label={props.label}
      pressed={props.on}
      icon={props.children}
      onPress={props.onPress}
    />
  )
}

function countText({ state, ordinal, query }: LogFind): string {
  if (!state || query.text === '' || state.problem) return ''
  const found = count(state.lineCount)
  if (state.isSearching) return `${found}…`
  if (state.lineCount === 0) return 'No match'
  return ordinal === null ? found : `${count(ordinal)} of ${found}`
}
