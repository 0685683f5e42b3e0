import { create } from 'zustand'
import {
  emptySetup,
  joinArguments,
  type OwnRunSetup,
  type SetupFinding,
  type SetupSaved,
  splitArguments,
} from '../../shared/own-run'
import { announce, selectRun, showScreen, showTab, useViewStore } from './view-store'

/** A form that is being filled in; it stays as it is while something else is looked at. */
export interface Draft {
  readonly setup: OwnRunSetup
  /** The arguments as they are typed; `setup.args` is what they mean. */
  readonly argsText: string
  /** What is kept now; null for a run that isn't yet. */
  readonly kept: OwnRunSetup | null
  readonly findings: readonly SetupFinding[]
  /** Whether saving was tried: only then is it told what is missing. */
  readonly wasTried: boolean
  /** Why it couldn't be kept, in a sentence. */
  readonly notKept: string | null
}

interface SetupStore {
  /** By profile; a new run's has the empty name. */
  readonly drafts: Readonly<Record<string, Draft>>
  /** Why the saved runs aren't there, or can't be kept. */
  readonly problem: string | null
}

/** The forms, and what main says of the file that they are kept in. */
export const useSetupStore = create<SetupStore>(() => ({ drafts: {}, problem: null }))

/** The form of a profile, or of a new run. */
export function useDraft(profileId: string | null): Draft | null {
  return useSetupStore((store) => store.drafts[profileId ?? ''] ?? null)
}

/** How long is waited for the next letter before main is asked what it finds. */
const checkAfterMs = 250
let checkTimer: ReturnType<typeof setTimeout> | undefined

/** Begins the form of a new run, from an example or with nothing in it. */
export function beginNewRun(setup: OwnRunSetup = emptySetup): void {
  put(null, { setup, argsText: textOf(setup), kept: null, findings: [], wasTried: false, notKept: null })
  showScreen('newRun')
  if (setup !== emptySetup) void check(null)
}

/** Goes back to the form of a new run, as it was left. */
export function openNewRun(): void {
  if (useSetupStore.getState().drafts['']) showScreen('newRun')
  else beginNewRun()
}

/** Fetches the setup of a profile, unless its form is being filled in. */
export async function loadSetup(profileId: string): Promise<void> {
  const draft = useSetupStore.getState().drafts[profileId]
  if (draft && changesIn(draft) > 0) return
  const setup = await window.fermata.readSetup(profileId)
  if (!setup) return
  put(profileId, { setup, argsText: textOf(setup), kept: setup, findings: [], wasTried: false, notKept: null })
  await check(profileId)
}

/** Changes a form; main is asked about it once no more is typed. */
export function changeDraft(profileId: string | null, change: Partial<OwnRunSetup>): void {
  const draft = draftOf(profileId)
  if (!draft) return
  const setup = { ...draft.setup, ...change }
  const args = argsOf(draft.argsText, setup.needsShell)
  put(profileId, { ...draft, setup: { ...setup, args: args ?? setup.args }, notKept: null })
  checkSoon(profileId)
}

/** Changes the arguments of a form as they are typed. */
export function changeArguments(profileId: string | null, argsText: string): void {
  const draft = draftOf(profileId)
  if (!draft) return
  const args = argsOf(argsText, draft.setup.needsShell) ?? draft.setup.args
  put(profileId, { ...draft, argsText, setup: { ...draft.setup, args }, notKept: null })
  checkSoon(profileId)
}

/** Puts a form back to what is kept. */
export function discardDraft(profileId: string | null): void {
  const draft = draftOf(profileId)
  if (draft?.kept) {
    put(profileId, { ...draft, setup: draft.kept, argsText: textOf(draft.kept), wasTried: false, notKept: null })
    return void check(profileId)
  }
  drop(profileId)
  showScreen('run')
}

/** Saves a form, if nothing stands against it; main asks first when the command is another one. */
export async function saveDraft(profileId: string | null): Promise<SetupSaved['kind'] | null> {
  await check(profileId)
  const draft = draftOf(profileId)
  if (!draft) return null
  if (problemsOf(draft).length > 0) return refuse(profileId, draft.findings)
  const saved = await window.fermata.saveSetup(profileId, draft.setup)
  const now = draftOf(profileId) ?? draft
  if (saved.kind === 'refused') return refuse(profileId, saved.findings)
  if (saved.kind === 'notKept') put(profileId, { ...now, notKept: saved.reason })
  if (saved.kind === 'declined') announce('Not saved')
  if (saved.kind !== 'saved') return saved.kind
  announce('Saved')
  drop(profileId)
  if (profileId === null) {
    selectRun(saved.profileId)
    showTab('overview')
  } else await loadSetup(saved.profileId)
  return 'saved'
}

/** Begins a new run with the setup of another one. Its secrets must be typed again. */
export async function duplicateRun(profileId: string): Promise<void> {
  const setup = await window.fermata.readSetup(profileId)
  if (!setup) return
  const environment = setup.environment.map(({ name, value, isSecret }) => ({ name, value: value ?? '', isSecret }))
  beginNewRun({ ...setup, name: `${setup.name} copy`, environment })
}

/** Takes a run off the list, and its form with it. */
export async function removeRun(profileId: string): Promise<void> {
  const { ok } = await window.fermata.removeProfile(profileId)
  if (!ok) return announce('That was not possible now')
  drop(profileId)
  if (useViewStore.getState().selectedId === profileId) useViewStore.setState({ selectedId: null, tab: 'overview' })
}

/** Moves a run within the list. */
export function moveRun(profileId: string, step: 'up' | 'down'): void {
  void window.fermata.moveProfile(profileId, step).then(({ ok }) => {
    announce(ok ? `Moved ${step}` : 'It can’t be moved further')
  })
}

/** Moves a run from one place among the user's own runs to another, counted from 0. */
export async function moveRunTo(profileId: string, from: number, to: number): Promise<void> {
  let isMoved = from !== to
  for (let at = from; isMoved && at !== to; at += Math.sign(to - from)) {
    const step = to > from ? 'down' : 'up'
    // One after the other: each step begins where the one before it ended.
    isMoved = (await window.fermata.moveProfile(profileId, step)).ok
  }
  if (from !== to) announce(isMoved ? 'Moved' : 'That was not possible now')
}

/** Begins a run with a script that was dropped on the window; nothing is started. */
export async function beginWithDropped(file: File): Promise<void> {
  const setup = await window.fermata.setupOfDroppedFile(file)
  if (setup) beginNewRun(setup)
}

/** Asks why the saved runs may not be there. */
export async function askForProblem(): Promise<void> {
  useSetupStore.setState({ problem: await window.fermata.readProfilesProblem() })
}

/** What stands against saving a form. */
export function problemsOf(draft: Draft): readonly SetupFinding[] {
  return draft.findings.filter(({ isProblem }) => isProblem)
}

/** How many parts of a form are other than what is kept. */
export function changesIn(draft: Draft): number {
  return changedParts(draft).length
}

/** Whether a form can be saved while its run works; `otherPauseFile` is the one that its command names. */
export function canSaveNow(draft: Draft, otherPauseFile: string | null): boolean {
  return changedParts(draft).every((key) => {
    if (key === 'pauseFile') return draft.setup.pauseFile === otherPauseFile
    if (key === 'stop') return draft.setup.stop.kind === draft.kept?.stop.kind
    return key === 'name' || key === 'confirmation' || key === 'progress'
  })
}

function changedParts({ setup, kept }: Draft): readonly (keyof OwnRunSetup)[] {
  const keys = Object.keys(kept ?? {}) as (keyof OwnRunSetup)[]
  return keys.filter((key) => JSON.stringify(setup[key]) !== JSON.stringify(kept?.[key]))
}

function refuse(profileId: string | null, findings: readonly SetupFinding[]): 'refused' {
  const draft = draftOf(profileId)
  if (draft) put(profileId, { ...draft, findings, wasTried: true })
  return 'refused'
}

function checkSoon(profileId: string | null): void {
  clearTimeout(checkTimer)
  checkTimer = setTimeout(() => void check(profileId), checkAfterMs)
}

async function check(profileId: string | null): Promise<void> {
  clearTimeout(checkTimer)
  const asked = draftOf(profileId)
  if (!asked) return
  const found = await window.fermata.checkSetup(profileId, asked.setup)
  const now = draftOf(profileId)
  // Typed on meanwhile: the next answer is on its way.
  if (!now || now.setup !== asked.setup) return
  put(profileId, { ...now, findings: [...openQuote(now), ...found] })
}

function openQuote({ argsText, setup }: Draft): readonly SetupFinding[] {
  if (argsOf(argsText, setup.needsShell)) return []
  return [
    { field: 'args', isProblem: true, short: 'Quote not closed', text: 'A quote is never closed.', instead: null },
  ]
}

function argsOf(text: string, needsShell: boolean): readonly string[] | null {
  if (!needsShell) return splitArguments(text)
  return text.trim() === '' ? [] : [text]
}

function textOf({ args, needsShell }: OwnRunSetup): string {
  return needsShell ? args.join(' ') : joinArguments(args)
}

function draftOf(profileId: string | null): Draft | null {
  return useSetupStore.getState().drafts[profileId ?? ''] ?? null
}

function put(profileId: string | null, draft: Draft): void {
  useSetupStore.setState(({ drafts }) => ({ drafts: { ...drafts, [profileId ?? '']: draft } }))
}

function drop(profileId: string | null): void {
  useSetupStore.setState(({ drafts }) => {
    const { [profileId ?? '']: _, ...others } = drafts
    return { drafts: others }
  })
}
