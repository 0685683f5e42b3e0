import { useEffect, useReducer, useState, useSyncExternalStore } from 'react'
import { type ShortcutId, shortcutText } from '../../shared/shortcuts'

/** Whether a media query holds, also when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}

/** Marks the page while nobody looks at the window, so that its one loop stands still. */
export function useStillWhenUnseen(): void {
  useEffect(() => {
    const update = () => {
      document.documentElement.dataset.still = String(document.hidden || !document.hasFocus())
    }
    update()
    const events = ['focus', 'blur'] as const
    for (const event of events) window.addEventListener(event, update)
    document.addEventListener('visibilitychange', update)
    return () => {
      for (const event of events) window.removeEventListener(event, update)
      document.removeEventListener('visibilitychange', update)
    }
  }, [])
}

/** How often charts are drawn at most, and how seldom while the window is not the one in use. */
const redrawMs = 250
const unfocusedRedrawMs = 10_000

/** A value that changes at most four times a second, seldom while another window is in use, never while hidden. */
export function useCalm<Value>(value: Value): Value {
  const [shown, setShown] = useState({ value, at: 0 })
  const [, wake] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    if (shown.value === value) return undefined
    const wait = document.hasFocus() ? redrawMs : unfocusedRedrawMs
    const show = () => {
      if (!document.hidden) setShown({ value, at: Date.now() })
    }
    const timer = setTimeout(show, Math.max(0, shown.at + wait - Date.now()))
    const seen = () => wake()
    window.addEventListener('focus', seen, { once: true })
    document.addEventListener('visibilitychange', seen, { once: true })
    return () => {
      clearTimeout(timer)
      window.removeEventListener('focus', seen)
      document.removeEventListener('visibilitychange', seen)
    }
  })
  return shown.value
}

/** The modifier of shortcuts, as the system writes it. */
export function isMac(): boolean {
  return window.fermata.platform === 'darwin'
}

/** A shortcut as this system's menus show it. */
export function shortcutLabel(id: ShortcutId, at = 0): string {
  return shortcutText(id, isMac(), at)
}
