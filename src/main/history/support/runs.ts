import type { HistoryQuery, HistoryRun } from '../../../shared/past-runs'
import type { LedgerActor, PauseEntry } from '../../../shared/pause-ledger'

/** A person at the button. */
export const you: LedgerActor = { reason: { kind: 'you' }, means: 'button' }

/** A question that every run answers. */
export const everything: HistoryQuery = { text: '', profileId: null, result: 'any', span: 'all' }

/** A run that has ended. */
export function aRun(parts: Partial<HistoryRun> = {}): HistoryRun {
  return {
    runId: 'training-20261124-120000-000',
    profileId: 'training',
    name: 'Training',
    runKind: 'training',
    itemNoun: 'batch',
    command: ['node', 'trainer.cjs'],
    settings: 'aa',
    startedAt: 1_764_000_000_000,
    endedAt: 1_764_003_600_000,
    outcome: { kind: 'completed' },
    asleepMs: 0,
    item: 12_800,
    total: 12_800,
    result: '12,800 batches, error 6.1 %',
    ...parts,
  }
}

/** A pause that is over. */
export function aPause(parts: Partial<PauseEntry> = {}): PauseEntry {
  return {
    askedAt: 1_764_000_100_000,
    askedBy: [you],
    pausedAt: 1_764_000_103_000,
    pausedLine: 41,
    item: 300,
    releasedAt: 1_764_000_160_000,
    releasedBy: you,
    resumedAt: 1_764_000_160_500,
    resumedLine: 43,
    endedAt: null,
    isWithdrawn: false,
    ...parts,
  }
}
