import { useEffect } from 'react'
import { create } from 'zustand'
import type { ComputerInterest, ComputerView } from '../../shared/computer'
import type { FermataApi } from '../../shared/ipc'
import type { RulesView, RunRules } from '../../shared/rules'
import { useNow } from './use-now'
import { announce, useViewStore } from './view-store'

interface AutomationStore {
  /** By profile, as main said last, with what was changed since. */
  readonly rules: Readonly<Record<string, RulesView>>
  /** Why the last change of a run's rules couldn't be kept; null when it was. */
  readonly unsaved: Readonly<Record<string, string | null>>
  readonly computer: ComputerView | null
}

/** The rules of the runs that were looked at, and the computer that they watch. */
export const useAutomation = create<AutomationStore>(() => ({ rules: {}, unsaved: {}, computer: null }))

/** Changes that main hasn't answered yet, by profile: what it says meanwhile is older than what is shown. */
const pending = new Map<string, number>()

/** Subscribes to main; returns the way to unsubscribe. */
export function connectAutomation(api: FermataApi): () => void {
  const unsubscribe = [
    api.onRulesChanged(({ profileId, view }) => take(profileId, view)),
    api.onComputerChanged((computer) => useAutomation.setState({ computer })),
  ]
  return () => {
    for (const one of unsubscribe) one()
  }
}

/** What follows from the windows' times is asked for anew at least this often: clocks are set, days go by. */
const refreshMs = 600_000

/** The rules of a run; null until main has answered. */
export function useRules(profileId: string): RulesView | null {
  const refresh = Math.floor(useNow(refreshMs) / refreshMs)
  useEffect(() => void readRules(profileId), [profileId, refresh])
  return useAutomation((store) => store.rules[profileId] ?? null)
}

/** Keeps changed rules of a run: shown at once, and taken back when main can't keep them. */
export async function changeRules(profileId: string, change: (rules: RunRules) => RunRules): Promise<void> {
  const view = useAutomation.getState().rules[profileId]
  if (!view) return
  const rules = change(view.rules)
  put(profileId, { ...view, rules })
  pending.set(profileId, (pending.get(profileId) ?? 0) + 1)
  const saved = await window.fermata.saveRules(profileId, rules).catch(() => null)
  pending.set(profileId, (pending.get(profileId) ?? 1) - 1)
  const problem = saved === null ? 'The rules couldn’t be saved.' : saved.ok ? null : saved.problem
  useAutomation.setState(({ unsaved }) => ({ unsaved: { ...unsaved, [profileId]: problem } }))
  if (problem === null) return
  announce('Not saved')
  await readRules(profileId)
}

/** Tells main how closely the computer is looked at: not at all while nobody can see it. */
export function useComputerInterest(): void {
  const shows = useViewStore(
    ({ screen, tab }): ComputerInterest => (screen === 'run' && tab === 'automation' ? 'rules' : 'sidebar'),
  )
  useEffect(() => {
    let told: ComputerInterest | null = null
    const tell = () => {
      const seen = document.hasFocus() ? shows : 'background'
      const interest = document.hidden ? 'none' : seen
      if (interest === told) return
      told = interest
      void window.fermata.watchComputer(interest).then((computer) => {
        if (computer) useAutomation.setState({ computer })
      })
    }
    tell()
    for (const event of ['focus', 'blur'] as const) window.addEventListener(event, tell)
    document.addEventListener('visibilitychange', tell)
    return () => {
      for (const event of ['focus', 'blur'] as const) window.removeEventListener(event, tell)
      document.removeEventListener('visibilitychange', tell)
    }
  }, [shows])
}

async function readRules(profileId: string): Promise<void> {
  take(profileId, await window.fermata.readRules(profileId))
}

function take(profileId: string, view: RulesView): void {
  const shown = useAutomation.getState().rules[profileId]
  const isOlder = (pending.get(profileId) ?? 0) > 0
  put(profileId, isOlder && shown ? { ...view, rules: shown.rules } : view)
}

function put(profileId: string, view: RulesView): void {
  useAutomation.setState(({ rules }) => ({ rules: { ...rules, [profileId]: view } }))
}
