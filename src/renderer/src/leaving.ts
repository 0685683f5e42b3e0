import { create } from 'zustand'
import type { FermataApi } from '../../shared/ipc'
import type { LeavingView } from '../../shared/leaving'

/** How far the app is with leaving, as main said last. */
export const useLeaving = create<{ readonly view: LeavingView }>(() => ({ view: null }))

/** Hears when the app is to be left, or no longer; returns the way to unsubscribe. */
export function connectLeaving(api: FermataApi): () => void {
  // Reading tells main that there is a window to show it.
  const read = () => void api.readLeaving().then((view) => useLeaving.setState({ view }))
  read()
  return api.onLeavingChanged(read)
}
