import { join } from 'node:path'
import { app, type BrowserWindow, clipboard, dialog, shell } from 'electron'
import { openWith } from '../platform/open-with'
import type { Desktop } from './ipc-handlers'

/** What the system around the app does for it; its questions stand over the window. */
export function makeDesktop(window: () => BrowserWindow | null, editor: () => string | null) {
  return {
    copyText: (text) => void clipboard.writeText(text),
    showInFolder: (path) => shell.showItemInFolder(path),
    openFolder: async (path) => void (await shell.openPath(path)),
    openLog: (path) => {
      const chosen = editor()
      return chosen === null ? shell.openPath(path) : openWith(chosen, path)
    },
    tellProblem: (title, text) => dialog.showErrorBox(title, text),
    async askForProgram() {
      const question = { title: 'Choose the program to open logs with', properties: ['openFile' as const] }
      const over = window()
      const { filePaths } = await (over ? dialog.showOpenDialog(over, question) : dialog.showOpenDialog(question))
      return filePaths[0] ?? null
    },
    async askForTable() {
      const question = {
        title: 'Choose what to train on',
        properties: ['openFile' as const],
        filters: [{ name: 'Tables (CSV, SQLite)', extensions: ['csv', 'db', 'sqlite', 'sqlite3'] }],
      }
      const over = window()
      const { filePaths } = await (over ? dialog.showOpenDialog(over, question) : dialog.showOpenDialog(question))
      return filePaths[0] ?? null
    },
    async askWhereToSave(title, suggestion) {
      const question = { title, defaultPath: join(app.getPath('documents'), suggestion) }
      const over = window()
      const { filePath } = await (over ? dialog.showSaveDialog(over, question) : dialog.showSaveDialog(question))
      return filePath === '' ? null : filePath
    },
  } satisfies Desktop & { askForProgram(): Promise<string | null> }
}
