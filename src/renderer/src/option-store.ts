import { create } from 'zustand'
import type { OptionValues } from '../../shared/built-in-options'
import type { OptionsView } from '../../shared/profile-calls'
import { announce } from './view-store'

/** The options of a built-in run as they are being changed; they stay as they are while something else is looked at. */
export interface OptionDraft {
  readonly view: OptionsView
  readonly values: OptionValues
  /** Why they couldn't be kept, in a sentence. */
  readonly notKept: string | null
}

/** The forms of built-in runs, by profile. */
export const useOptionDrafts = create<{ readonly drafts: Readonly<Record<string, OptionDraft>> }>(() => ({
  drafts: {},
}))

/** Fetches the options of a profile, unless they are being changed. */
export async function loadOptions(profileId: string): Promise<void> {
  const draft = draftOf(profileId)
  if (draft && changedOptions(draft) > 0) return
  const view = await window.fermata.readOptions(profileId)
  if (view) put(profileId, { view, values: view.values, notKept: null })
}

/** Changes one option of a form. */
export function changeOption(profileId: string, name: string, value: string): void {
  const draft = draftOf(profileId)
  if (draft) put(profileId, { ...draft, values: { ...draft.values, [name]: value }, notKept: null })
}

/** Puts a form back to what is kept. */
export function discardOptions(profileId: string): void {
  const draft = draftOf(profileId)
  if (draft) put(profileId, { ...draft, values: draft.view.values, notKept: null })
}

/** Keeps the options of a form; main asks first when an address is another one. */
export async function saveOptions(profileId: string): Promise<void> {
  const draft = draftOf(profileId)
  if (!draft) return
  const saved = await window.fermata.saveOptions(profileId, draft.values)
  if (saved.kind === 'declined') return announce('Not saved')
  if (saved.kind === 'notKept') return put(profileId, { ...draft, notKept: saved.reason })
  announce('Saved')
  const view = await window.fermata.readOptions(profileId)
  if (view) put(profileId, { view, values: view.values, notKept: null })
}

/** How many options of a form are other than what is kept. */
export function changedOptions({ view, values }: OptionDraft): number {
  const names = new Set([...Object.keys(view.values), ...Object.keys(values)])
  return [...names].filter((name) => (view.values[name] ?? '') !== (values[name] ?? '')).length
}

function draftOf(profileId: string): OptionDraft | null {
  return useOptionDrafts.getState().drafts[profileId] ?? null
}

function put(profileId: string, draft: OptionDraft): void {
  useOptionDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [profileId]: draft } }))
}
