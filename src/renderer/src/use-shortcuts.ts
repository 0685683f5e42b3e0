import { useEffect } from 'react'
import type { RunView } from '../../shared/ipc'
import { pauseAll, pressFirst, resumeAll, stop } from './commands'
import { openNewRun } from './setup-store'
import { isMac } from './use-window'
import { showScreen, showTab, tabs } from './view-store'
import { controlsOf } from './wording/controls'

/** The keys that work wherever the focus is, except while a question is open. */
export function useShortcuts(run: RunView | null): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || document.querySelector('dialog[open]')) return
      const command = shortcut(event, run)
      if (!command) return
      event.preventDefault()
      command()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

function shortcut(event: KeyboardEvent, run: RunView | null): (() => void) | null {
  const mod = isMac() ? event.metaKey : event.ctrlKey
  if (event.key === 'F6' && !mod && !event.altKey) return () => cycleRegions(event.shiftKey ? -1 : 1)
  const tab = tabOf(event, mod)
  if (tab) return () => showTab(tab)
  if (!mod || event.altKey) return null
  const key = event.key.toLowerCase()
  if (event.shiftKey) return { p: pauseAll, r: resumeAll, h: () => showScreen('history') }[key] ?? null
  if (key === 'q') return () => void window.fermata.requestLeaving()
  if (key === ',') return () => showScreen('settings')
  if (key === 'n') return openNewRun
  if (!run) return null
  const { first, second } = controlsOf(run)
  const starts =
    first.action === 'start' ||
    first.action === 'continue' ||
    first.action === 'startAgain' ||
    first.action === 'startOver'
  if (key === 'enter') return starts ? () => pressFirst(run) : null
  if (key === 'p') return starts ? () => undefined : () => pressFirst(run)
  if (key === '.') return second.action === 'stop' && second.off === null ? () => stop(run) : null
  return null
}

function tabOf(event: KeyboardEvent, mod: boolean) {
  const wanted = event.altKey && (isMac() ? mod : !mod) && !event.shiftKey
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
  return wanted && digit ? tabs[Number(digit) - 1] : undefined
}

/** Goes round sidebar, head, pane and inspector. */
function cycleRegions(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')]
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const next = regions.at(at < 0 ? (step === 1 ? 0 : -1) : (at + step) % regions.length)
  const inside = next?.querySelector<HTMLElement>('a[href], button:not([tabindex="-1"]), [tabindex="0"]')
  ;(inside ?? next)?.focus()
}
