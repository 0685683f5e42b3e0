import { type BrowserWindow, Menu, type MenuItem } from 'electron'
import { type ShortcutId, shortcuts } from '../shared/shortcuts'
import { type MenuDesk, menuTemplate } from './menu-template'

/** Where the menu comes up: under the brand, at the beginning of the page. */
const popUpAt = { x: 0, y: 44 } as const

/** Gives the app its menu. Only macOS shows it all the time; elsewhere F10 does, as the window has no bar for one. */
export function setMenu(desk: MenuDesk): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, desk)))
}

/** Shows the menu when its key is pressed. The page never hears of that key. */
export function openMenuByKey(window: BrowserWindow): void {
  if (process.platform === 'darwin') return
  window.webContents.on('before-input-event', (event, { type, key, control, alt, shift, meta }) => {
    if (type !== 'keyDown' || key !== 'F10' || control || alt || shift || meta) return
    event.preventDefault()
    Menu.getApplicationMenu()?.popup({ window, ...popUpAt })
  })
}

/** Has the menu offer what the window can do now. */
export function offerInMenu(offered: readonly ShortcutId[]): void {
  // One can always quit.
  for (const item of itemsOf(Menu.getApplicationMenu()))
    if (item.id in shortcuts) item.enabled = item.id === 'quit' || offered.some((id) => id === item.id)
}

function itemsOf(menu: Menu | null | undefined): readonly MenuItem[] {
  return menu?.items.flatMap((item) => [item, ...itemsOf(item.submenu)]) ?? []
}
