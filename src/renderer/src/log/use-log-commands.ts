import { useEffect } from 'react'
import { offerLog } from './shown-log'
import type { LogFind } from './use-log-find'
import type { LogView } from './use-log-view'

interface LogCommands {
  /** The run whose log it is; null for the latest. */
  readonly runId: string | null
  readonly view: LogView
  readonly find: LogFind
  goToMark(step: 1 | -1): void
  goToLine(): void
}

/** Offers to shortcuts and palette what can be done with the log that is shown. */
export function useLogCommands({ runId, view, find, goToMark, goToLine }: LogCommands): void {
  useEffect(() =>
    offerLog({
      runId,
      find(text) {
        if (text !== null) find.setQuery({ text })
        focusSearch()
      },
      goToMatch: (step) => (find.query.text === '' ? focusSearch() : find.step(step === 1 ? 'next' : 'previous')),
      goToMark,
      goToLine,
      follow: () => view.follow(true),
    }),
  )
}

function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('.log-search input')
  field?.focus()
  field?.select()
}
