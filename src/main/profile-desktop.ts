import { dirname, isAbsolute } from 'node:path'
import { type BrowserWindow, dialog, safeStorage } from 'electron'
import type { PathKind } from '../shared/own-run'
import type { ProfileDesktop } from './profile-actions'
import type { SecretBox } from './secret-box'

const allowAnswer = 0
const cancelAnswer = 1

const titles: Readonly<Record<PathKind, string>> = {
  program: 'Choose the program to start',
  folder: 'Choose the folder to work in',
  pauseFile: 'Choose the folder and name of the pause file',
  python: 'Choose a Python script',
  node: 'Choose a Node script',
}
const endings: Readonly<Partial<Record<PathKind, readonly string[]>>> = {
  python: ['py'],
  node: ['js', 'mjs', 'cjs'],
}

/** Main's own questions about saved runs; they stand over the window. */
export function makeProfileDesktop(window: () => BrowserWindow | null): ProfileDesktop {
  return {
    async allowCommand({ message, detail }) {
      const question: Electron.MessageBoxOptions = {
        type: 'question',
        title: 'Fermata',
        message,
        detail,
        buttons: ['Allow', 'Cancel'],
        defaultId: cancelAnswer,
        cancelId: cancelAnswer,
        noLink: true,
      }
      const over = window()
      const { response } = await (over ? dialog.showMessageBox(over, question) : dialog.showMessageBox(question))
      return response === allowAnswer
    },
    async choosePath(kind, from) {
      const start = isAbsolute(from) ? { defaultPath: from } : {}
      const over = window()
      if (kind === 'pauseFile') {
        // A file that isn't there yet: the system's question for that is the one for saving.
        const question = { title: titles.pauseFile, ...start }
        const { canceled, filePath } = await (over
          ? dialog.showSaveDialog(over, question)
          : dialog.showSaveDialog(question))
        return canceled || filePath === '' ? null : filePath
      }
      const question: Electron.OpenDialogOptions = {
        title: titles[kind],
        properties: [kind === 'folder' ? 'openDirectory' : 'openFile'],
        ...(endings[kind] ? { filters: [{ name: titles[kind], extensions: [...endings[kind]] }] } : {}),
        ...(kind === 'folder' || !start.defaultPath ? start : { defaultPath: dirname(start.defaultPath) }),
      }
      const { filePaths } = await (over ? dialog.showOpenDialog(over, question) : dialog.showOpenDialog(question))
      return filePaths[0] ?? null
    },
  }
}

/** The system's own keeper of secrets, as far as there is one. */
export function systemSecretBox(): SecretBox {
  return {
    // On Linux Chromium has a fallback that only looks like one: its key is the same on every machine.
    isAvailable:
      safeStorage.isEncryptionAvailable() &&
      !(process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'),
    seal: (text) => safeStorage.encryptString(text).toString('base64'),
    open(sealed) {
      try {
        return safeStorage.decryptString(Buffer.from(sealed, 'base64'))
      } catch {
        // Sealed on another machine or for another user: the value has to be typed again.
        return null
      }
    },
  }
}
