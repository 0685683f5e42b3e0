import type { MenuItemConstructorOptions } from 'electron'
import type { MenuChoice } from '../shared/app-menu'
import { acceleratorOf, type ShortcutId, shortcuts } from '../shared/shortcuts'
import { tabs, tabTitles } from '../shared/tabs'

/** Shortcuts that have an item: what works only among a log's lines has none. */
export type MenuShortcut = Exclude<
  ShortcutId,
  'menu' | 'pane' | 'match' | 'mark' | 'line' | 'follow' | `${string}Lines`
>

/** What the menu needs of the app around it. */
export interface MenuDesk {
  /** Something that the window does. */
  choose(choice: MenuChoice): void
  quit(): void
}

/**
 * The app's menu, with the keys of the one list of shortcuts.
 *
 * The page owns those keys: it knows what they mean where the focus is. The menu only shows them (`registerAccelerator`),
 * but on macOS, where a key goes to the page or to the menu, to one of them; both lead to the same command of the page.
 * Keys that come with a role are the menu's, and in no list of the page.
 */
export function menuTemplate(platform: string, desk: MenuDesk): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const item = (id: MenuShortcut, label: string = shortcuts[id].text, at = 0): MenuItemConstructorOptions => ({
    id,
    label,
    accelerator: acceleratorOf(id, isMac, at),
    registerAccelerator: false,
    click: () => desk.choose({ id, at, isBack: false }),
  })
  const about: MenuItemConstructorOptions = { label: 'About Fermata', click: () => desk.choose('about') }
  const settings = item('settings', isMac ? 'Settings…' : 'Settings')
  // Not by way of the page: it may have crashed.
  const quit = { ...item('quit', isMac ? 'Quit Fermata…' : 'Quit…'), click: () => desk.quit() }
  const app: MenuItemConstructorOptions = {
    label: 'Fermata',
    submenu: [
      ...[about, line, settings, line, { role: 'services' as const }, line],
      ...[{ role: 'hide' as const }, { role: 'hideOthers' as const }, { role: 'unhide' as const }, line, quit],
    ],
  }
  const file = [item('addRun'), line, item('saveLog', 'Save log as…'), item('editor', 'Open log in editor')]
  const view = [
    ...tabs.map((tab, at) => item('tab', tabTitles[tab], at)),
    ...[line, item('history', 'History of all runs'), item('find', 'Find in log'), item('palette'), line],
    ...[item('larger'), item('smaller'), item('usualText'), line],
  ]
  return [
    ...(isMac ? [app] : []),
    { label: 'File', submenu: isMac ? file : [...file, line, settings, line, quit] },
    { role: 'editMenu' },
    {
      label: 'Run',
      submenu: [item('start'), item('pause'), item('stop'), line, item('pauseAll'), item('resumeAll')],
    },
    { label: 'View', submenu: [...view, { role: 'togglefullscreen' }] },
    ...(isMac ? [{ role: 'windowMenu' as const }] : []),
    { role: 'help', label: 'Help', submenu: [item('list', 'Keyboard shortcuts'), ...(isMac ? [] : [line, about])] },
  ]
}
