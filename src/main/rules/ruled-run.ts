import type { RuleReason } from '../../shared/holds'
import type { RunView } from '../../shared/ipc'
import type { WaitingCollection } from './rate-limit-rule'
import type { EarlierHold } from './run-evaluation'

/** A run as its rules see it. */
export interface RuledRun {
  readonly profileId: string
  readonly isActive: boolean
  readonly pid: number | null
  readonly workspace: string
  readonly collection: WaitingCollection | null
  /** What rules hold it by now, also those of an earlier start of the app. */
  readonly held: readonly EarlierHold[]
}

/** What its rules see of a run. */
export function ruledRun({ profileId, state, pid, workspace, collection, holds }: RunView): RuledRun {
  return {
    profileId,
    isActive: state.kind !== 'idle' && state.kind !== 'ended',
    pid,
    workspace,
    collection,
    held: holds.flatMap(({ owner, reason, until }) =>
      owner.startsWith('rule:') ? [{ reason: reason as RuleReason, until }] : [],
    ),
  }
}
