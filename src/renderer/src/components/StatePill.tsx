import type { RunView } from '../../../shared/ipc'
import { lookOf, phaseOf } from '../wording/phase'
import { StateSign } from './StateSign'

/** The state's sign and word beside the run's name. */
export function StatePill({ run }: { readonly run: RunView }) {
  const { label, tone, shape } = lookOf(run)
  return (
    <span className="pill" data-tone={tone} data-shape={shape}>
      <StateSign phase={phaseOf(run)} size={16} />
      {label}
    </span>
  )
}
