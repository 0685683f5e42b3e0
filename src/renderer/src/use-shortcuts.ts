import { useEffect } from 'react'
import type { RunView } from '../../shared/ipc'
import { commandsNow } from './command-list'
import { shownLog } from './log/shown-log'
import { type Pressed, pressedShortcut } from '../../shared/shortcuts'
import { isMac } from './use-window'
import { showOverlay } from './view-store'

/** The keys that work wherever the focus is; while a question is open, those for the text's size alone. */
export function useShortcuts(runs: readonly RunView[], shown: RunView | null): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isAsked = isAsking()
      const pressed = event.repeat ? null : pressedIn(event, isAsked ? ['anywhere'] : ['anywhere', 'window'])
      if (pressed) {
        event.preventDefault()
        doPressed(pressed, runs, shown)
      } else if (!isAsked) onLogKey(event, runs, shown)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

function pressedIn(event: KeyboardEvent, places: readonly ('anywhere' | 'window')[]): Pressed | null {
  return places.map((where) => pressedShortcut(event, where, isMac())).find((pressed) => pressed !== null) ?? null
}

/** Whether a question is open: nothing is done behind it. */
export function isAsking(): boolean {
  return document.querySelector('dialog[open]') !== null
}

/** Does what a shortcut of the window stands for, if it can be done now. */
export function doPressed(pressed: Pressed, runs: readonly RunView[], shown: RunView | null): void {
  if (pressed.id === 'palette') showOverlay('palette')
  else if (pressed.id === 'pane') cycleRegions(pressed.isBack ? -1 : 1)
  else doCommand(pressed, runs, shown)
}

function doCommand({ id, at }: Pressed, runs: readonly RunView[], shown: RunView | null): void {
  const command = commandsNow(runs, shown).find((one) => one.shortcut === id && (one.at ?? 0) === at)
  if (command?.off === null) (command.press ?? command.act)()
}

/** The keys of a log that is shown; in a menu, keys choose. */
function onLogKey(event: KeyboardEvent, runs: readonly RunView[], shown: RunView | null): void {
  const log = shownLog()
  const pressed = log && pressedShortcut(event, 'log', isMac())
  if (!pressed || document.querySelector('[role=menu]') || (pressed.id === 'follow' && usesEnd(event.target))) return
  event.preventDefault()
  if (pressed.isBack && pressed.id === 'match') log.goToMatch(-1)
  else if (pressed.isBack && pressed.id === 'mark') log.goToMark(-1)
  else doCommand(pressed, runs, shown)
}

/** Where End has a meaning of its own: in text that is written, and among tabs. */
function usesEnd(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.role === 'tab' || target instanceof HTMLInputElement)
}

/** Goes round sidebar, head, pane and inspector. */
function cycleRegions(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')]
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const next = regions.at(at < 0 ? (step === 1 ? 0 : -1) : (at + step) % regions.length)
  const inside = next?.querySelector<HTMLElement>('a[href], button:not([tabindex="-1"]), [tabindex="0"]')
  ;(inside ?? next)?.focus()
}
