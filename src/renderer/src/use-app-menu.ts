import { useEffect, useEffectEvent } from 'react'
import type { MenuChoice } from '../../shared/app-menu'
import type { RunView } from '../../shared/ipc'
import { type ShortcutId, shortcuts } from '../../shared/shortcuts'
import { commandsNow } from './command-list'
import { useSettings } from './settings'
import { doPressed, isAsking } from './use-shortcuts'
import { showOverlay } from './view-store'

/** Does what is chosen in the app's menu, and keeps the menu told of what can be chosen. */
export function useAppMenu(runs: readonly RunView[], shown: RunView | null): void {
  const choose = useEffectEvent((choice: MenuChoice) => {
    if (isAsking() && (choice === 'about' || shortcuts[choice.id].where !== 'anywhere')) return
    if (choice === 'about') showOverlay('about')
    else doPressed(choice, runs, shown)
  })
  useEffect(() => window.fermata.onMenuChosen((choice) => choose(choice)), [])
  // Some of what is on offer follows from the settings.
  useSettings((store) => store.view)
  const offered = offeredNow(runs, shown).join(' ')
  useEffect(() => void window.fermata.offerInMenu(offered.split(' ') as ShortcutId[]), [offered])
}

function offeredNow(runs: readonly RunView[], shown: RunView | null): readonly ShortcutId[] {
  const can = commandsNow(runs, shown).flatMap(({ off, shortcut }) => (off === null && shortcut ? [shortcut] : []))
  return [...new Set<ShortcutId>([...can, 'palette'])]
}
