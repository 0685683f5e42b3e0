import type { RunView } from '../../shared/ipc'
import { noEvidence } from '../../shared/run-evidence'

/** When all of it happens: the 24th of November 2026, 14:26:09, local time. */
export const at = new Date(2026, 10, 24, 14, 26, 9).getTime()

/** A training as the window sees it in a state, a third done. */
export function aRun(state: RunView['state'], more: Partial<RunView> = {}): RunView {
  return {
    ...{ profileId: 'training', name: 'Training', runKind: 'training', itemNoun: 'batch', runId: 'r1', state },
    ...{ startedAt: at - 3_600_000, pid: 48_213, commandLine: [], workspace: '/w', data: null, collection: null },
    ...{ holds: [], pausedLine: null, problem: null, evidence: noEvidence, found: null, own: null },
    pauseFile: { path: '/w/pause.txt', name: 'pause.txt', found: { kind: 'nothing' } },
    progress: {
      ...{ epoch: 7, epochs: 20, batch: 478, batches: 640, item: 4318, total: 12_800 },
      ...{ loss: 0.04, rate: 0.2, etaSeconds: 39_000 },
    },
    latestLines: [{ time: null, level: 'error', message: 'Error: ENOSPC' }],
    log: { lineCount: 0, byteCount: 0, errorCount: 0, lastErrorLine: null, lastPausedLine: null, pauseSaid: null },
    ...more,
  }
}
