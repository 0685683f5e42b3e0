import type { PauseSteps } from '../wording/pause-steps'

const stepKinds = ['done', 'now', 'next'] as const

/** Three steps from asking to the answer; the line to a step that has not come yet is dashed. */
export function StepList({ steps }: { readonly steps: PauseSteps['steps'] }) {
  return (
    <ol className="steps" aria-label="Pause progress">
      {stepKinds.map((kind, index) => (
        <li key={kind} data-step={kind} aria-current={kind === 'now' ? 'step' : undefined}>
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <circle cx="10" cy="10" r={kind === 'done' ? 9 : 8.2} />
            {kind === 'done' && <path className="sign-stroke" d="m6.3 10.3 2.5 2.5 5-5.3" />}
            {kind === 'now' && <circle className="step-dot" cx="10" cy="10" r="2.2" />}
          </svg>
          <span className="step-title">{steps[index]?.title}</span>
          <span className="step-detail">{steps[index]?.detail}</span>
        </li>
      ))}
    </ol>
  )
}
