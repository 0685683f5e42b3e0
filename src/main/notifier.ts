import { Notification } from 'electron'
import type { RunView } from '../shared/ipc'
import type { LedgerActor } from '../shared/pause-ledger'
import { newsOf, type RunNews, unansweredMs, unansweredNews } from './run-news'
import type { SettingsStore } from './settings-store'

/** What the notifier needs of the app around it. */
export interface NotifierDesk {
  /** Whether the person looks at this run: then the window tells them itself. */
  isWatched(profileId: string): boolean
  /** Who ended the latest pause of a run; null while nobody is known. */
  releaserOf(runId: string): LedgerActor | null
  /** A pause has gone without an answer for long. */
  unanswered(): void
  /** Brings the window to the front, with this run. */
  open(profileId: string, tab: RunNews['tab']): void
}

/** Tells the person of their runs by the system's notifications, as the settings allow, unless they look at that run. */
export class Notifier {
  private readonly before = new Map<string, RunView>()
  private readonly timers = new Map<string, NodeJS.Timeout>()
  /** Notifications must be held, or a click on them may be lost. */
  private readonly shown = new Set<Notification>()

  constructor(
    private readonly settings: Pick<SettingsStore, 'current'>,
    private readonly desk: NotifierDesk,
  ) {}

  /** Takes in what a run does now. */
  runChanged(run: RunView): void {
    const { profileId, runId, state } = run
    const before = this.before.get(profileId)
    this.before.set(profileId, run)
    if (before) {
      const releaser = runId === null ? null : this.desk.releaserOf(runId)
      this.tell(profileId, newsOf(before, run, this.settings.current, releaser))
    }
    if (before?.state.kind !== state.kind) this.watchAnswer(profileId, state.kind === 'pauseRequested')
  }

  /** A timer, so that time in which the machine slept is no failure to answer. */
  private watchAnswer(profileId: string, waits: boolean): void {
    clearTimeout(this.timers.get(profileId))
    if (!waits) return
    const tell = () => {
      this.desk.unanswered()
      const run = this.before.get(profileId)
      if (run) this.tell(profileId, unansweredNews(run, this.settings.current))
    }
    this.timers.set(profileId, setTimeout(tell, unansweredMs))
  }

  private tell(profileId: string, news: RunNews | null): void {
    if (!news || this.desk.isWatched(profileId) || !Notification.isSupported()) return
    const { title, body, tab } = news
    const notification = new Notification({ title, body, silent: !this.settings.current.notifySound })
    this.shown.add(notification)
    const forget = () => this.shown.delete(notification)
    notification.once('close', forget)
    notification.once('failed', forget)
    notification.once('click', () => {
      forget()
      this.desk.open(profileId, tab)
    })
    notification.show()
  }
}
