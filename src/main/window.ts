import { join } from 'node:path'
import { BrowserWindow, nativeTheme } from 'electron'
import { guardContents } from './window-guards'

/** Height of the system's buttons: one less than the page's top bar, so that the hairline under it goes on below them. */
const titleBarHeight = 43

/** A page that dies within this time of its last death is loaded again only after as long. */
const crashLoopMs = 10_000

const colours = {
  dark: { content: '#1A1B1F', bar: '#131417', symbol: '#B6B7C1' },
  light: { content: '#FFFFFF', bar: '#F3F3F6', symbol: '#4F4F5A' },
} as const

/** Opens the app's window on its page and shows it when there is something to see. */
export function openWindow(outFolder: string, address: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'Fermata',
    titleBarStyle: 'hidden',
    titleBarOverlay: titleBarOverlay(),
    backgroundColor: coloursNow().content,
    webPreferences: {
      preload: join(outFolder, 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  guardContents(window.webContents)
  followTheme(window)
  reopenAfterCrash(window)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(address)
  return window
}

/** Brings a window back to the front, for a second start of the app. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** A page that dies is loaded again; one that dies again and again only now and then, or that would keep the machine busy. */
function reopenAfterCrash(window: BrowserWindow): void {
  let lastAt = 0
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const isLoop = Date.now() - lastAt < crashLoopMs
    lastAt = Date.now()
    const reload = () => {
      if (!window.isDestroyed()) window.webContents.reload()
    }
    // At once where it can be: not a moment is to be without a true picture.
    if (isLoop) setTimeout(reload, crashLoopMs)
    else reload()
  })
}

function followTheme(window: BrowserWindow): void {
  const update = () => {
    window.setBackgroundColor(coloursNow().content)
    // macOS draws its own buttons and has no such call.
    if (process.platform !== 'darwin') window.setTitleBarOverlay(titleBarOverlay())
  }
  nativeTheme.on('updated', update)
  window.once('closed', () => nativeTheme.off('updated', update))
}

function titleBarOverlay(): Electron.TitleBarOverlay {
  const { bar, symbol } = coloursNow()
  return { color: bar, symbolColor: symbol, height: titleBarHeight }
}

function coloursNow(): (typeof colours)['dark' | 'light'] {
  return nativeTheme.shouldUseDarkColors ? colours.dark : colours.light
}
