import { app, type BrowserWindow, dialog, powerMonitor } from 'electron'
import type { Leaving, PlainAnswer } from './leaving'
import type { SettingsStore } from './settings-store'

const plainAnswers: readonly { readonly answer: PlainAnswer; readonly text: string }[] = [
  { answer: 'keep', text: 'Keep running in the background' },
  { answer: 'pause', text: 'Pause and keep' },
  { answer: 'stop', text: 'Stop gracefully' },
  { answer: 'cancel', text: 'Cancel' },
]
const waitingAnswers: typeof plainAnswers = [
  { answer: 'cancel', text: 'Cancel' },
  { answer: 'keep', text: 'Quit anyway' },
]

/** What closing the window needs of the app around it. */
interface Closing {
  readonly leaving: Leaving
  readonly settings: SettingsStore
  /** Whether there is an icon in the tray by which a hidden window comes back. */
  readonly isInTray: () => Promise<boolean>
}

/** Has the window's close button do what the settings say. */
export function watchClosing(window: BrowserWindow, { leaving, settings, isInTray }: Closing): void {
  window.on('close', (event) => {
    if (leaving.isLeaving) return
    event.preventDefault()
    if (settings.current.whenWindowCloses === 'tray') void keepOpen(window, isInTray)
    else void leaving.request()
  })
  // Only Windows tells the window of a log-off.
  window.on('session-end', () => leaving.leaveUnasked(true))
}

/** Hidden where a person would look for the icon in vain, a window would be lost. */
async function keepOpen(window: BrowserWindow, isInTray: () => Promise<boolean>): Promise<void> {
  const isHidden = await isInTray()
  if (window.isDestroyed()) return
  if (isHidden) window.hide()
  else window.minimize()
}

/** Hears of what ends the app without its person: signals, log-off, shutdown. None of them is ever held up. */
export function watchSystem(leaving: Leaving): void {
  app.on('before-quit', (event) => {
    if (leaving.isLeaving) return
    // On macOS this is how a person quits; elsewhere only a signal or another program comes this way.
    if (process.platform !== 'darwin') return leaving.leaveUnasked(false)
    event.preventDefault()
    void leaving.request()
  })
  // Told by Linux and macOS, before they end the programs.
  powerMonitor.on('shutdown', () => leaving.leaveUnasked(true))
}

/** Asks in the system's own box, for when the page can't. */
export async function askPlainly(
  window: BrowserWindow | null,
  names: readonly string[],
  isWaiting: boolean,
): Promise<PlainAnswer> {
  const answers = isWaiting ? waitingAnswers : plainAnswers
  const question = {
    type: 'question' as const,
    title: 'Fermata',
    message: `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} still active`,
    detail: isWaiting
      ? 'They have not confirmed yet. What was asked of them stays asked.'
      : 'What should they do when Fermata closes?',
    buttons: answers.map(({ text }) => text),
    defaultId: 0,
    cancelId: answers.findIndex(({ answer }) => answer === 'cancel'),
    noLink: true,
  }
  const { response } = await (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question))
  return answers[response]?.answer ?? 'cancel'
}
