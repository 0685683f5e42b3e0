import { useEffect } from 'react'
import { selectRun, showTab } from './view-store'

/** Keeps main told which run is in view, and shows what a person asked for outside the window. */
export function useOutsideView(shownId: string | null): void {
  useEffect(() => void window.fermata.tellShownRun(shownId), [shownId])
  useEffect(
    () =>
      window.fermata.onViewWanted(({ profileId, tab }) => {
        selectRun(profileId)
        showTab(tab)
      }),
    [],
  )
}
