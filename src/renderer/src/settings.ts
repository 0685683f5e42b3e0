import { create } from 'zustand'
import type { FermataApi } from '../../shared/ipc'
import type { SettingsChange, SettingsView } from '../../shared/settings'
import { announce } from './view-store'

/** The settings as main said last; null before that. */
export const useSettings = create<{ readonly view: SettingsView | null }>(() => ({ view: null }))

/** Subscribes to the settings and asks for them; returns the way to unsubscribe. */
export function connectSettings(api: FermataApi): () => void {
  const take = (view: SettingsView) => useSettings.setState({ view })
  void api.readSettings().then(take)
  return api.onSettingsChanged(take)
}

/** Asks main to change settings; what it keeps comes back as the view. */
export function changeSettings(change: SettingsChange): void {
  void window.fermata.changeSettings(change).then(({ ok }) => {
    if (!ok) announce('That was not possible now')
  })
}
