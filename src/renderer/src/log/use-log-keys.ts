import { useEffect } from 'react'
import type { RunView } from '../../../shared/ipc'
import { openLogInEditor, saveLog } from '../commands'
import { isMac } from '../use-window'
import type { LogFind } from './use-log-find'
import type { LogView } from './use-log-view'

interface LogKeys {
  readonly run: RunView
  /** The run whose log it is; null for the latest. */
  readonly runId: string | null
  readonly view: LogView
  readonly find: LogFind
  goToMark(step: 1 | -1): void
  goToLine(): void
}

/** The keys that work wherever the focus is while a log is shown, except in a question or a menu. */
export function useLogKeys(keys: LogKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open], [role=menu]') || event.altKey) return
      const command = isMod(event) ? shortcut(event, keys) : plainKey(event, keys)
      if (!command) return
      event.preventDefault()
      command()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

function isMod(event: KeyboardEvent): boolean {
  return isMac() ? event.metaKey : event.ctrlKey
}

function shortcut(event: KeyboardEvent, { run, runId, goToLine }: LogKeys): (() => void) | null {
  if (event.shiftKey) return null
  switch (event.key.toLowerCase()) {
    case 'f':
      return focusSearch
    case 'g':
      return goToLine
    case 's':
      return () => saveLog(run.profileId, runId)
    case 'e':
      return () => openLogInEditor(run.profileId, runId)
    default:
      return null
  }
}

function plainKey(event: KeyboardEvent, { view, find, goToMark }: LogKeys): (() => void) | null {
  const isBack = event.shiftKey
  if (event.key === 'F3')
    return () => (find.query.text === '' ? focusSearch() : find.step(isBack ? 'previous' : 'next'))
  if (event.key === 'F8') return () => goToMark(isBack ? -1 : 1)
  if (event.key === 'End' && !isBack && !usesEnd(event.target)) return () => view.follow(true)
  return null
}

/** Where End has a meaning of its own: in text that is written, and among tabs. */
function usesEnd(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.role === 'tab' || target instanceof HTMLInputElement)
}

function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('.log-search input')
  field?.focus()
  field?.select()
}
