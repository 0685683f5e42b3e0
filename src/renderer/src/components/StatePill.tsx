import { phaseLooks, type Phase } from '../wording/phase'
import { StateSign } from './StateSign'

/** The state's sign and word beside the run's name. */
export function StatePill({ phase }: { readonly phase: Phase }) {
  const { label, tone, shape } = phaseLooks[phase]
  return (
    <span className="pill" data-tone={tone} data-shape={shape}>
      <StateSign phase={phase} size={16} />
      {label}
    </span>
  )
}
