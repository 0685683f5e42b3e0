import type { CommandResult } from './ipc'
import type { Pressed, ShortcutId } from './shortcuts'

/** What was chosen in the app's menu; the window does it as if its keys had been pressed. */
export type MenuChoice = Pressed | 'about'

/** What the About box tells of this copy of the app. */
export interface AboutApp {
  readonly version: string
  /** It was packed with the stand-in Electron, which is older than the declared one. */
  readonly isTestBuild: boolean
  readonly electron: string
  readonly chromium: string
  readonly node: string
  /** `Linux x64` */
  readonly system: string
  readonly licence: string
}

/** Calls from the window about the app's menu, and the app itself. */
export interface MenuCalls {
  /** What of the menu can be done now. */
  'menu:offer': (shortcuts: readonly ShortcutId[]) => CommandResult
  'app:about': () => AboutApp
}

/** The same as methods of `window.fermata`. */
export interface MenuApi {
  offerInMenu(shortcuts: readonly ShortcutId[]): Promise<CommandResult>
  readAbout(): Promise<AboutApp>
  onMenuChosen(listener: (choice: MenuChoice) => void): () => void
}
