import { app, type BrowserWindow, dialog } from 'electron'
import type { RunSupervisor } from './run-supervisor'

const answers = ['Keep running in the background', 'Stop gracefully', 'Cancel'] as const
const stopAnswer = 1
const cancelAnswer = 2

/**
 * Asks before the person closes the app over a running run; runs go on unless they are stopped here.
 *
 * Only a person is asked: at a log-out or a signal nobody may be there to answer, and the runs go on anyway.
 */
export class QuitQuestion {
  private isAnswered = false

  constructor(private readonly supervisor: RunSupervisor) {}

  /** Watches the window's close button, and on macOS the menu's Quit. */
  watch(window: BrowserWindow): void {
    const ask = (event: { preventDefault(): void }) => {
      if (this.isAnswered || this.supervisor.activeNames.length === 0) return
      event.preventDefault()
      void this.ask(window)
    }
    if (process.platform === 'darwin') app.on('before-quit', ask)
    else app.on('before-quit', () => this.skip())
    window.on('close', ask)
  }

  /** From now on closing asks nothing. */
  skip(): void {
    this.isAnswered = true
  }

  private async ask(window: BrowserWindow): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      title: 'Fermata',
      message: question(this.supervisor.activeNames),
      detail: 'A run that keeps running goes on without Fermata, and is taken up again at the next start.',
      buttons: [...answers],
      defaultId: 0,
      cancelId: cancelAnswer,
      noLink: true,
    })
    if (response === cancelAnswer) return
    if (response === stopAnswer) await this.supervisor.stopAll()
    this.skip()
    app.quit()
  }
}

function question(names: readonly string[]): string {
  return names.length === 1 ? `${names[0]} is still running` : `${names.join(' and ')} are still running`
}
