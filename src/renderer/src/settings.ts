import { create } from 'zustand'
import type { FermataApi } from '../../shared/ipc'
import type { Settings, SettingsChange, SettingsView } from '../../shared/settings'
import { showTimesIn } from '../../shared/wording'
import { announce } from './view-store'

/** The settings as main said last; null before that. */
export const useSettings = create<{ readonly view: SettingsView | null }>(() => ({ view: null }))

/** Subscribes to the settings and asks for them; returns the way to unsubscribe. */
export function connectSettings(api: FermataApi): () => void {
  const take = (view: SettingsView) => {
    showTimesIn(view.settings.clockHours)
    useSettings.setState({ view })
  }
  void api.readSettings().then(take)
  return api.onSettingsChanged(take)
}

/** By which clock the times of log lines are shown. */
export function useLogZone(): Settings['logZone'] {
  return useSettings((store) => store.view?.settings.logZone ?? 'local')
}

/** Lets main ask which program logs are opened with. */
export function chooseLogEditor(): void {
  // Nothing chosen is an answer too.
  void window.fermata.chooseLogEditor()
}

/** Asks main to change settings; what it keeps comes back as the view. */
export function changeSettings(change: SettingsChange): void {
  void window.fermata.changeSettings(change).then(({ ok }) => {
    if (!ok) announce('That was not possible now')
  })
}
