import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { HistoryRow } from '../../../shared/past-runs'
import type { RunView } from '../../../shared/ipc'
import type { RunProfile } from '../../run-profiles'
import { RunSupervisor } from '../../run-supervisor'
import { until } from '../../support/until'
import { History } from '../history'
import { everything } from './runs'

/** An app without a window: runs, and the history of them. Closing it leaves the runs alone. */
export interface WatchedHistory {
  readonly supervisor: RunSupervisor
  readonly history: History
  view(): RunView
  shows(kind: RunView['state']['kind']): Promise<RunView>
  /** All runs as they are written down, newest first. */
  rows(): Promise<readonly HistoryRow[]>
  close(): Promise<void>
}

/** Starts such an app; its run is ended after the test. */
export async function openHistory(profile: RunProfile, stateFolder: string): Promise<WatchedHistory> {
  mkdirSync(stateFolder, { recursive: true })
  const history = new History(stateFolder, {
    profileOf: (id) => (id === profile.id ? profile : null),
    changed: () => undefined,
  })
  const supervisor = new RunSupervisor([profile], stateFolder, {
    runChanged: () => undefined,
    historyChanged: () => undefined,
    logAppended: () => undefined,
    runsChanged: () => undefined,
    facts: history.recorder,
  })
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    await supervisor.close()
    await history.close()
  }
  onTestFinished(async () => {
    if (isOpen) supervisor.kill(profile.id)
    await close()
  })
  await supervisor.open()
  await history.open()
  const view = () => supervisor.list()[0] as RunView
  return {
    supervisor,
    history,
    view,
    shows: (kind) =>
      until(
        () => (view().state.kind === kind ? view() : null),
        () => `${kind}, last ${JSON.stringify(view().state)}`,
      ),
    async rows() {
      await Promise.all(history.recorder.runs.map(({ ready }) => ready))
      return (await history.store())?.list(everything, Date.now(), 0, 1000) ?? []
    },
    close,
  }
}

/** The folder that runs of a state folder are kept in. */
export function runsFolderOf(stateFolder: string): string {
  return join(stateFolder, 'runs')
}
