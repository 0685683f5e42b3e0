import { Notification } from 'electron'
import type { RunView } from '../shared/ipc'
import { newsOf, type RunNews, unansweredMs, unansweredNews } from './run-news'
import type { SettingsStore } from './settings-store'

/** What the notifier needs of the window. */
export interface NotifierDesk {
  /** Whether the person looks at the window: then it tells them itself. */
  isWatched(): boolean
  /** Brings the window to the front, with this run. */
  open(profileId: string, tab: RunNews['tab']): void
}

/** Tells the person of their runs by the system's notifications, as the settings allow, while they look elsewhere. */
export class Notifier {
  private readonly before = new Map<string, RunView>()
  private readonly timers = new Map<string, NodeJS.Timeout>()
  /** Runs that the person resumed or stopped in the app: what comes of it is no news. */
  private readonly byPerson = new Set<string>()
  /** Notifications must be held, or a click on them may be lost. */
  private readonly shown = new Set<Notification>()

  constructor(
    private readonly settings: SettingsStore,
    private readonly desk: NotifierDesk,
  ) {}

  /** A person has resumed or stopped this run in the app. */
  personActed(profileId: string): void {
    this.byPerson.add(profileId)
  }

  /** Takes in what a run does now. */
  runChanged(run: RunView): void {
    const { profileId, state } = run
    const before = this.before.get(profileId)
    this.before.set(profileId, run)
    if (!before) return
    const news = newsOf(before, run, this.byPerson.has(profileId))
    if (news) this.tell(profileId, news)
    if (before.state.kind === state.kind) return
    if (state.kind !== 'resumeRequested' && state.kind !== 'stopping') this.byPerson.delete(profileId)
    this.watchAnswer(profileId, state.kind === 'pauseRequested')
  }

  /** A timer, so that time in which the machine slept is no failure to answer. */
  private watchAnswer(profileId: string, waits: boolean): void {
    clearTimeout(this.timers.get(profileId))
    if (!waits) return
    const tell = () => {
      const run = this.before.get(profileId)
      if (run) this.tell(profileId, unansweredNews(run))
    }
    this.timers.set(profileId, setTimeout(tell, unansweredMs))
  }

  private tell(profileId: string, { title, body, setting, tab }: RunNews): void {
    const { current } = this.settings
    if (!current[setting] || this.desk.isWatched() || !Notification.isSupported()) return
    const notification = new Notification({ title, body, silent: !current.notifySound })
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
