import type { PauseSteps } from '../wording/pause-steps'

/** Three steps from asking to the answer; the line to a step that has not come yet is dashed. */
export function StepList({ steps }: { readonly steps: PauseSteps['steps'] }) {
  return (
    <ol className="steps" aria-label="Pause progress">
      {steps.map((step, index) => (
        <li key={index} data-step={['done', 'now', 'next'][index]} aria-current={index === 1 ? 'step' : undefined}>
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <circle cx="10" cy="10" r={index === 0 ? 9 : 8.2} />
            {index === 0 && <path className="sign-stroke" d="m6.3 10.3 2.5 2.5 5-5.3" />}
            {index === 1 && <circle className="step-dot" cx="10" cy="10" r="2.2" />}
          </svg>
          <span className="step-title">{step.title}</span>
          <span className="step-detail">{step.detail}</span>
        </li>
      ))}
    </ol>
  )
}
