import type { Hosts } from './hosts'
import type { PatientWrite } from './patient-write'
import type { CollectorReport } from './report'
import type { Store } from './store'

/** Says when a host asks to wait and when the wait is over, and keeps it, so that a new start waits as well. */
export interface HoldWatch {
  limited(answer: { readonly host: string; readonly status: number; readonly waitMs: number | null }): void
  /** Says which waits are over. To be called after a pause, in which nothing may be said. */
  look(): void
  close(): void
}

/** What a watch needs. */
export interface HoldWatchOptions {
  readonly hosts: Hosts
  readonly store: Pick<Store, 'keepHold' | 'removeHold'>
  readonly report: Pick<CollectorReport, 'held' | 'released'>
  readonly write: PatientWrite
  readonly mayTell: () => boolean
  /** A host may be asked again. */
  readonly onEnded: () => void
  readonly onBroken: (error: unknown) => void
}

/** Makes the watch, over holds from before too. */
export function createHoldWatch(options: HoldWatchOptions): HoldWatch {
  const { hosts, store, report } = options
  let timer: NodeJS.Timeout | undefined

  function keep(action: () => void): void {
    options.write(action).catch(options.onBroken)
  }

  function look(): void {
    clearTimeout(timer)
    if (!options.mayTell()) return
    const ended = hosts.takeEnded(Date.now())
    for (const host of ended) {
      report.released(host)
      keep(() => store.removeHold(host))
    }
    const next = Math.min(...hosts.holds.map(({ until }) => until))
    if (Number.isFinite(next)) timer = setTimeout(look, Math.min(Math.max(1, next - Date.now()), 60_000))
    if (ended.length > 0) options.onEnded()
  }

  look()
  return {
    limited({ host, status, waitMs }) {
      const hold = hosts.limited(host, status, waitMs, Date.now())
      if (hold !== null) {
        report.held(hold)
        keep(() => store.keepHold(hold))
      }
      look()
    },
    look,
    close: () => clearTimeout(timer),
  }
}
