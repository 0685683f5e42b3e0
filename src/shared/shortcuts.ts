import { tabs } from './tabs'

/** One press of keys. `mod` is Ctrl, and ⌘ on macOS; `digits` stands for the digits from 1 up to it. */
type Keys = { readonly mod?: true; readonly shift?: true; readonly alt?: true } & (
  | { readonly key: string }
  | { readonly digits: number }
)

interface Shortcut {
  /** What it does, as the list of shortcuts says it. */
  readonly text: string
  readonly section: ShortcutSection
  /** Where it works: even over a question, in the whole window, where a log is shown, or in a log's lines. */
  readonly where: 'anywhere' | 'window' | 'log' | 'lines'
  readonly keys: Keys
  /** What means the same on other keyboards, and is not shown. */
  readonly alike?: readonly Keys[]
  /** The same thing the other way round: one line in the list of shortcuts. */
  readonly back?: Keys
  /** What macOS has a way of its own for. */
  readonly onMac?: false
}

/** The parts of the list of shortcuts, in its order. */
export const shortcutSections = ['This run', 'All runs', 'Window', 'Go to', 'Logs'] as const
type ShortcutSection = (typeof shortcutSections)[number]

const mod = (key: string): Keys => ({ key, mod: true })
const modShift = (key: string): Keys => ({ key, mod: true, shift: true })

/** Every shortcut: what keys are compared with, and what menus, palette and the list of shortcuts show. */
export const shortcuts = {
  start: { text: 'Start or continue', section: 'This run', where: 'window', keys: mod('Enter') },
  pause: { text: 'Pause or resume', section: 'This run', where: 'window', keys: mod('P') },
  stop: { text: 'Stop', section: 'This run', where: 'window', keys: mod('.') },
  pauseAll: { text: 'Pause all', section: 'All runs', where: 'window', keys: modShift('P') },
  resumeAll: { text: 'Resume all', section: 'All runs', where: 'window', keys: modShift('R') },
  addRun: { text: 'Add run', section: 'All runs', where: 'window', keys: mod('N') },
  palette: { text: 'Command palette', section: 'Window', where: 'window', keys: mod('K') },
  settings: { text: 'Settings', section: 'Window', where: 'window', keys: mod(',') },
  pane: {
    text: 'Next, previous pane',
    section: 'Window',
    where: 'window',
    keys: { key: 'F6' },
    back: { key: 'F6', shift: true },
  },
  larger: {
    text: 'Larger text',
    section: 'Window',
    where: 'anywhere',
    keys: mod('+'),
    alike: [mod('='), modShift('+')],
  },
  smaller: { text: 'Smaller text', section: 'Window', where: 'anywhere', keys: mod('-'), alike: [modShift('_')] },
  usualText: { text: 'Usual text size', section: 'Window', where: 'anywhere', keys: mod('0'), alike: [modShift('0')] },
  menu: { text: 'Menu', section: 'Window', where: 'window', keys: { key: 'F10' }, onMac: false },
  quit: { text: 'Quit', section: 'Window', where: 'window', keys: mod('Q') },
  list: { text: 'This list', section: 'Window', where: 'window', keys: { key: 'F1' } },
  run: { text: 'Run 1 to 9', section: 'Go to', where: 'window', keys: { digits: 9, mod: true } },
  tab: { text: 'Overview to Setup', section: 'Go to', where: 'window', keys: { digits: tabs.length, alt: true } },
  history: { text: 'History', section: 'Go to', where: 'window', keys: modShift('H') },
  find: { text: 'Find', section: 'Logs', where: 'window', keys: mod('F') },
  match: {
    text: 'Next, previous match',
    section: 'Logs',
    where: 'log',
    keys: { key: 'F3' },
    back: { key: 'F3', shift: true },
  },
  mark: {
    text: 'Next, previous mark',
    section: 'Logs',
    where: 'log',
    keys: { key: 'F8' },
    back: { key: 'F8', shift: true },
  },
  line: { text: 'Go to line', section: 'Logs', where: 'log', keys: mod('G') },
  follow: { text: 'Follow', section: 'Logs', where: 'log', keys: { key: 'End' } },
  selectLines: { text: 'Select all lines', section: 'Logs', where: 'lines', keys: mod('A') },
  copyLines: { text: 'Copy selected lines', section: 'Logs', where: 'lines', keys: mod('C') },
  saveLog: { text: 'Save as', section: 'Logs', where: 'log', keys: mod('S') },
  editor: { text: 'Open in editor', section: 'Logs', where: 'log', keys: mod('E') },
} as const satisfies Readonly<Record<string, Shortcut>>

/** The name of a shortcut. */
export type ShortcutId = keyof typeof shortcuts

const list: readonly (readonly [ShortcutId, Shortcut])[] = Object.entries(shortcuts).map(([id, shortcut]) => [
  id as ShortcutId,
  shortcut,
])

/** The shortcut that was pressed; `at` counts digits from 0, and `isBack` is the other way round. */
export interface Pressed {
  readonly id: ShortcutId
  readonly at: number
  readonly isBack: boolean
}

/** What a keyboard event tells of the keys. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** Which shortcut of a place was pressed; null for none. */
export function pressedShortcut(press: KeyPress, where: Shortcut['where'], isMac: boolean): Pressed | null {
  for (const [id, shortcut] of list) {
    if (shortcut.where !== where || !isOn(shortcut, isMac)) continue
    const at = [shortcut.keys, ...(shortcut.alike ?? [])]
      .map((keys) => placeIn(keys, press, isMac))
      .find((one) => one !== null)
    if (at !== undefined) return { id, at, isBack: false }
    if (shortcut.back && placeIn(shortcut.back, press, isMac) !== null) return { id, at: 0, isBack: true }
  }
  return null
}

function isOn({ onMac }: Shortcut, isMac: boolean): boolean {
  return !isMac || onMac !== false
}

function placeIn(keys: Keys, press: KeyPress, isMac: boolean): number | null {
  const { needsMod, needsAlt } = { needsMod: hasMod(keys, isMac), needsAlt: keys.alt === true }
  const isModDown = isMac ? press.metaKey : press.ctrlKey
  if (isModDown !== needsMod || press.altKey !== needsAlt || press.shiftKey !== (keys.shift === true)) return null
  if ('key' in keys) return press.key.toLowerCase() === keys.key.toLowerCase() ? 0 : null
  // By the place of the key: with Alt, or on other layouts, digits write other signs.
  const digit = Number(/^Digit([1-9])$/.exec(press.code)?.[1] ?? 0)
  return digit >= 1 && digit <= keys.digits ? digit - 1 : null
}

/** On macOS Alt writes signs, so it comes with ⌘ there. */
function hasMod(keys: Keys, isMac: boolean): boolean {
  return keys.mod === true || (isMac && keys.alt === true)
}

/** A shortcut as menus show it: `Ctrl Shift P`, `⇧⌘P`. */
export function shortcutText(id: ShortcutId, isMac: boolean, at = 0): string {
  return keysText(shortcuts[id].keys, isMac, at)
}

/** A shortcut as Electron's menus want it: `CommandOrControl+Shift+P`. */
export function acceleratorOf(id: ShortcutId, isMac: boolean, at = 0): string {
  const keys: Keys = shortcuts[id].keys
  const name = 'key' in keys ? keys.key : String(at + 1)
  const modifiers = [hasMod(keys, isMac) && 'CommandOrControl', keys.alt && 'Alt', keys.shift && 'Shift']
  return [...modifiers, name === '+' ? 'Plus' : name].filter(Boolean).join('+')
}

/** One line of the list of shortcuts. */
export interface ShortcutLine {
  readonly id: ShortcutId
  readonly text: string
  /** The keys; two for the first and last of many, or for both ways. */
  readonly keys: readonly string[]
}

/** The lines of a part of the list of shortcuts. */
export function shortcutLines(section: ShortcutSection, isMac: boolean): readonly ShortcutLine[] {
  return list
    .filter(([, shortcut]) => shortcut.section === section && isOn(shortcut, isMac))
    .map(([id, { text, keys, back }]) => {
      const first = keysText(keys, isMac, 0)
      if ('digits' in keys) return { id, text, keys: [first, keysText(keys, isMac, keys.digits - 1)] }
      return { id, text, keys: back ? [first, keysText(back, isMac, 0)] : [first] }
    })
}

function keysText(keys: Keys, isMac: boolean, at: number): string {
  const name = 'key' in keys ? keys.key.replace('-', '−') : String(at + 1)
  if (isMac) {
    const signs = `${keys.alt ? '⌥' : ''}${keys.shift ? '⇧' : ''}${hasMod(keys, true) ? '⌘' : ''}`
    return `${signs}${name === 'Enter' ? '↩' : name}`
  }
  return [keys.mod && 'Ctrl', keys.alt && 'Alt', keys.shift && 'Shift', name].filter(Boolean).join(' ')
}
