import type { MenuCalls } from '../shared/app-menu'
import { type ShortcutId, shortcuts } from '../shared/shortcuts'

type MenuArguments = {
  readonly [Channel in keyof MenuCalls]: (values: readonly unknown[]) => Parameters<MenuCalls[Channel]>
}

/** Readers of the arguments of the menu's calls; anything but what a call is declared with throws. */
export const menuArguments: MenuArguments = {
  'menu:offer': (values) => {
    if (values.length !== 1) throw new Error('Wrong number of arguments')
    return [shortcutIds(values[0])]
  },
  'app:about': (values) => {
    if (values.length > 0) throw new Error('Wrong number of arguments')
    return []
  },
}

const known = Object.keys(shortcuts)

function shortcutIds(value: unknown): readonly ShortcutId[] {
  if (!Array.isArray(value) || value.length > known.length || !value.every((id) => known.includes(id as string)))
    throw new Error('Wrong argument')
  return value as ShortcutId[]
}
