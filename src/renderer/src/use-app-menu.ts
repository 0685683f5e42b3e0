import { useEffect } from 'react'
import type { RunView } from '../../shared/ipc'
import { type ShortcutId, shortcuts } from '../../shared/shortcuts'
import { commandsNow } from './command-list'
import { useSettings } from './settings'
import { doPressed, isAsking } from './use-shortcuts'
import { showOverlay } from './view-store'

/** Does what is chosen in the app's menu, and keeps the menu told of what can be chosen. */
export function useAppMenu(runs: readonly RunView[], shown: RunView | null): void {
  useEffect(() =>
    window.fermata.onMenuChosen((choice) => {
      if (isAsking() && (choice === 'about' || shortcuts[choice.id].where !== 'anywhere')) return
      if (choice === 'about') showOverlay('about')
      else doPressed(choice, runs, shown)
    }),
  )
  // Some of what is on offer follows from the settings.
  useSettings((store) => store.view)
  const offered = offeredNow(runs, shown).join(' ')
  useEffect(() => void window.fermata.offerInMenu(offered.split(' ') as ShortcutId[]), [offered])
}

function offeredNow(runs: readonly RunView[], shown: RunView | null): readonly ShortcutId[] {
  const can = commandsNow(runs, shown).flatMap(({ off, shortcut }) => (off === null && shortcut ? [shortcut] : []))
  return [...new Set<ShortcutId>([...can, 'palette'])]
}
