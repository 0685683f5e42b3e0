import type { MenuCalls } from '../shared/app-menu'
import { type ShortcutId, shortcuts } from '../shared/shortcuts'
import { expectCount, nothing, type ReadersOf } from './argument-checks'

/** Readers of the arguments of the menu's calls; anything but what a call is declared with throws. */
export const menuArguments: ReadersOf<MenuCalls> = {
  'menu:offer': (values) => {
    expectCount(values, 1)
    return [shortcutIds(values[0])]
  },
  'app:about': nothing,
}

const known = Object.keys(shortcuts)

function shortcutIds(value: unknown): readonly ShortcutId[] {
  if (!Array.isArray(value) || value.length > known.length || !value.every((id) => known.includes(id as string)))
    throw new Error('Wrong argument')
  return value as ShortcutId[]
}
