import { app } from 'electron'
import { autostartFile, hasAutostartEntry, makeAutostartEntry, removeAutostartEntry } from '../platform/autostart-entry'

/** Says whether the system opens the app at login. */
export function opensAtLogin(): boolean {
  if (process.platform === 'linux') return hasAutostartEntry(autostartFile(process.env))
  return app.getLoginItemSettings(loginItem()).openAtLogin
}

/** Has the system open the app at login, or no longer. A system error says why it couldn't be done. */
export function openAtLogin(opens: boolean): void {
  if (process.platform !== 'linux') return app.setLoginItemSettings({ openAtLogin: opens, ...loginItem() })
  const file = autostartFile(process.env)
  // The file of an AppImage is what can be started again; the program in it is gone with its mount.
  const { path, args } = loginItem()
  if (opens) makeAutostartEntry(file, [process.env.APPIMAGE ?? path, ...args])
  else removeAutostartEntry(file)
}

/** What is started; an app that isn't packaged is a folder that Electron is given. */
function loginItem(): { readonly path: string; readonly args: string[] } {
  return { path: process.execPath, args: app.isPackaged ? [] : [app.getAppPath()] }
}
