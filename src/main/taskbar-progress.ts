import type { BrowserWindow } from 'electron'
import type { RunView } from '../shared/ipc'

/** What the taskbar or dock shows of the runs; `mode` is drawn by Windows only. */
export interface TaskbarSign {
  /** 0 to 1. */
  readonly share: number
  readonly mode: 'normal' | 'paused' | 'error' | 'indeterminate'
}

/** How the active runs' work stands, all in one sign; a failure that nobody has seen yet comes first. Null for none. */
export function taskbarSign(runs: readonly RunView[], hasUnseenFailure: boolean): TaskbarSign | null {
  const active = runs.filter(({ state }) => state.kind !== 'idle' && state.kind !== 'ended')
  const shares = active.map(shareDone).filter((share) => share !== null)
  const share = shares.length > 0 ? shares.reduce((sum, one) => sum + one, 0) / shares.length : null
  if (hasUnseenFailure || active.some(({ problem }) => problem !== null)) return { share: share ?? 1, mode: 'error' }
  if (active.length === 0) return null
  if (active.every(({ state }) => state.kind === 'paused')) return { share: share ?? 1, mode: 'paused' }
  return share === null ? { share: 2, mode: 'indeterminate' } : { share, mode: 'normal' }
}

/** How much of a run's work is done, 0 to 1; null where it doesn't tell. */
export function shareDone({ progress, collection, own }: RunView): number | null {
  if (own?.progress?.percent != null) return Math.min(1, own.progress.percent / 100)
  const done = progress?.item ?? collection?.items.done ?? own?.progress?.item ?? null
  const total = progress?.total ?? collection?.items.total ?? own?.progress?.total ?? 0
  return done !== null && total > 0 ? Math.min(1, done / total) : null
}

/** Steps that the taskbar's few pixels can show. */
const steps = 200

/** Shows in the taskbar or dock how the runs' work stands. */
export class TaskbarProgress {
  /** As they were told last; one that was removed had ended before. */
  private readonly runs = new Map<string, RunView>()
  private readonly failed = new Set<string>()
  private shown = ''

  constructor(private readonly window: () => BrowserWindow | null) {}

  /** Whether a run has failed since the person last looked at the window. */
  get hasUnseenFailure(): boolean {
    return this.failed.size > 0
  }

  /** Takes in what a run does now. */
  runChanged(run: RunView): void {
    const { profileId, state } = run
    this.runs.set(profileId, run)
    const hasFailed = state.kind === 'ended' && state.outcome.kind !== 'completed' && state.outcome.kind !== 'stopped'
    if (!hasFailed) this.failed.delete(profileId)
    else if (!this.window()?.isFocused()) this.failed.add(profileId)
    this.update()
  }

  /** The person looks at the window, and so has seen what failed. */
  windowFocused(): void {
    this.failed.clear()
    this.update()
  }

  private update(): void {
    const window = this.window()
    if (!window || window.isDestroyed()) return
    const sign = taskbarSign([...this.runs.values()], this.failed.size > 0)
    const shown = sign ? `${sign.mode} ${Math.floor(sign.share * steps)}` : ''
    if (shown === this.shown) return
    this.shown = shown
    if (sign) window.setProgressBar(sign.share, { mode: sign.mode })
    else window.setProgressBar(-1)
  }
}
