import type { BrowserWindow } from 'electron'
import type { SettingsStore } from './settings-store'

/** Height of the system's buttons: one less than the page's top bar, so that the hairline under it goes on below them. */
const titleBarHeight = 43

/** The smallest page that everything can be reached in: a window with less room shows its text smaller than was chosen. */
const smallestPage = { width: 640, height: 400 } as const

/** Shows the whole page as large as the settings say, as far as the window has room for it. */
export function followTextSize(window: BrowserWindow, settings: SettingsStore): void {
  let barFactor: number | null = null
  const apply = () => {
    if (window.isDestroyed()) return
    const { width, height } = window.getContentBounds()
    const room = Math.max(1, Math.min(width / smallestPage.width, height / smallestPage.height))
    const factor = Math.min(settings.current.textSize / 100, room)
    window.webContents.setZoomFactor(factor)
    // macOS draws its own buttons and has no such call.
    if (process.platform === 'darwin' || factor === barFactor) return
    barFactor = factor
    window.setTitleBarOverlay({ height: Math.round(titleBarHeight * factor) })
  }
  settings.follow(apply)
  window.on('resize', apply)
  // What is shown anew, as after a crash, begins at the usual size.
  window.webContents.on('dom-ready', apply)
}
