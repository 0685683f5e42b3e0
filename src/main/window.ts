import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { guardContents } from './window-guards'
import type { WindowPlaceFile } from './window-place'

/** A page that dies within this time of its last death is loaded again only after as long. */
const crashLoopMs = 10_000

const colours = {
  dark: { content: '#1A1B1F', bar: '#131417', symbol: '#B6B7C1' },
  light: { content: '#FFFFFF', bar: '#F3F3F6', symbol: '#4F4F5A' },
} as const

/** A window that is being moved is written down only once it has stood still for so long. */
const placeSettlesMs = 1000

/** So long after its page was loaded a window is shown, drawn or not. */
const drawingLimitMs = 1000

/** Opens the app's window on its page, where it was left, and shows it when there is something to see. */
export function openWindow(outFolder: string, address: string, places: WindowPlaceFile): BrowserWindow {
  const { isMaximized = false, ...bounds } = places.read(screensByRank()) ?? { width: 1280, height: 800 }
  const window = new BrowserWindow({
    ...bounds,
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
  keepPlace(window, places)
  showOnceReady(window, isMaximized)
  void window.loadURL(address)
  return window
}

/**
 * Shows a window when it has drawn its page.
 *
 * On a busy machine a window that is hidden sometimes draws nothing, and Electron never says that it is ready (measured with
 * 33 on Linux: 6 of 590 starts); it draws as soon as it is shown.
 */
function showOnceReady(window: BrowserWindow, isMaximized: boolean): void {
  let isShown = false
  const show = () => {
    if (isShown || window.isDestroyed()) return
    isShown = true
    // Shows it, too.
    if (isMaximized) window.maximize()
    else window.show()
  }
  window.once('ready-to-show', show)
  window.webContents.once('did-finish-load', () => setTimeout(show, drawingLimitMs))
}

/** Brings a window back to the front, for a second start of the app. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** What can be seen on each screen, the main one first. */
function screensByRank(): readonly Electron.Rectangle[] {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  return [main, ...others].map(({ workArea }) => workArea)
}

/** Writes down where the window is, soon after it was moved and when it is closed. */
function keepPlace(window: BrowserWindow, places: WindowPlaceFile): void {
  let timer: NodeJS.Timeout | undefined
  const keep = () => {
    clearTimeout(timer)
    places.keep({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  }
  const keepSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(keep, placeSettlesMs)
  }
  window.on('resize', keepSoon).on('move', keepSoon).on('maximize', keepSoon).on('unmaximize', keepSoon)
  window.on('close', keep)
  window.once('closed', () => clearTimeout(timer))
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
  return { color: bar, symbolColor: symbol }
}

function coloursNow(): (typeof colours)['dark' | 'light'] {
  return nativeTheme.shouldUseDarkColors ? colours.dark : colours.light
}
