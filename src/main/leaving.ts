import type { RunView } from '../shared/ipc'
import type { LeavingView } from '../shared/leaving'
import type { QuitChoice } from '../shared/settings'
import type { RunSupervisor } from './run-supervisor'
import type { SettingsStore } from './settings-store'

/** What a person may answer where the page can't ask. */
export type PlainAnswer = QuitChoice | 'cancel'

/** What leaving needs of the app around it. */
export interface LeavingSurroundings {
  readonly runs: Pick<RunSupervisor, 'list' | 'stop' | 'holdForQuit' | 'releaseHold'>
  readonly settings: Pick<SettingsStore, 'current' | 'change'>
  /** Shows the window with what is asked or waited for; false when it has no page that could. */
  readonly show: (view: LeavingView) => boolean
  /** Asks without the page; `choices` are those that make sense now. */
  readonly askPlainly: (names: readonly string[], isWaiting: boolean) => Promise<PlainAnswer>
  readonly quit: () => void
}

/**
 * Leaves the app over active runs as their person wants it: they go on, are paused and kept, or are stopped.
 *
 * Only a person is asked. At a log-out or a signal nobody may be there to answer; see {@link Leaving.leaveUnasked}.
 */
export class Leaving {
  private view: LeavingView = null
  private isSeen = false
  private isOver = false
  /** The holds to be taken back when the person changes their mind. */
  private held: readonly string[] = []

  constructor(private readonly around: LeavingSurroundings) {}

  /** True once nothing is asked any more: the app ends. */
  get isLeaving(): boolean {
    return this.isOver
  }

  /** What is asked or waited for; whoever reads it can show it. */
  read(): LeavingView {
    this.isSeen = true
    return this.view
  }

  /** A person wants to leave. A second time, when the page showed nothing, they are asked without it. */
  async request(): Promise<void> {
    const { settings } = this.around
    if (this.active().length === 0) return this.leave()
    const { whenQuitting } = settings.current
    if (this.view === null && whenQuitting !== 'ask') return this.begin(whenQuitting)
    const isShown = this.view !== null && this.isSeen
    if (this.view === null) this.change({ kind: 'asking' })
    else if (!isShown) await this.askPlainly()
  }

  /** The person's answer. */
  answer(choice: QuitChoice, always: boolean): void {
    if (this.view?.kind !== 'asking') return
    if (always) this.around.settings.change({ whenQuitting: choice })
    this.begin(choice)
  }

  /** The person stays: what was only held for the quit goes on. */
  cancel(): void {
    for (const profileId of this.held) this.around.runs.releaseHold(profileId, 'quit')
    this.held = []
    this.change(null)
  }

  /** Waits no longer; what was asked of the runs stays asked. */
  leave(): void {
    this.isOver = true
    this.around.quit()
  }

  /** Takes in that a run has changed: it may be the last one that was waited for. */
  runChanged(): void {
    const { view } = this
    if (view === null || this.isOver) return
    const isDone =
      view.kind === 'asking'
        ? this.active().length === 0
        : this.active()
            .filter(({ profileId }) => view.asked.includes(profileId))
            .every(({ state }) => view.choice === 'pause' && state.kind === 'paused')
    if (isDone) this.leave()
  }

  /**
   * The app ends without a person: a signal, a log-out, a shutdown. It never waits.
   *
   * `isShutdown`: the runs may end with the session, so the remembered choice is done as far as there's time.
   */
  leaveUnasked(isShutdown: boolean): void {
    const { whenQuitting } = this.around.settings.current
    if (isShutdown && !this.isOver && (whenQuitting === 'pause' || whenQuitting === 'stop')) this.ask(whenQuitting)
    this.isOver = true
  }

  private begin(choice: QuitChoice): void {
    if (choice === 'keep') return this.leave()
    const asked = this.active().map(({ profileId }) => profileId)
    this.ask(choice)
    this.change({ kind: 'waiting', choice, since: Date.now(), asked })
    this.runChanged()
  }

  /** Asks all active runs; what can't be done shows as a problem of that run, which then counts as not answering. */
  private ask(choice: Exclude<QuitChoice, 'keep'>): void {
    const { runs } = this.around
    const active = this.active()
    if (choice === 'stop') for (const { profileId } of active) runs.stop(profileId)
    if (choice !== 'pause') return
    const toHold = active.filter(({ holds }) => !holds.some(({ owner }) => owner === 'quit'))
    this.held = toHold.map(({ profileId }) => profileId)
    for (const profileId of this.held) runs.holdForQuit(profileId)
  }

  private async askPlainly(): Promise<void> {
    const isWaiting = this.view?.kind === 'waiting'
    const answer = await this.around.askPlainly(
      this.active().map(({ name }) => name),
      isWaiting,
    )
    if (answer === 'cancel') return this.cancel()
    if (isWaiting) return this.leave()
    this.begin(answer)
  }

  private change(view: LeavingView): void {
    this.view = view
    this.isSeen = false
    const isShown = this.around.show(view)
    if (!isShown && view?.kind === 'asking') void this.askPlainly()
  }

  private active(): readonly RunView[] {
    return this.around.runs.list().filter(({ state }) => state.kind !== 'idle' && state.kind !== 'ended')
  }
}
