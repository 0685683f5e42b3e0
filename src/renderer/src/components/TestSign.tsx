import type { ShownStep } from '../wording/pause-test'

/** The sign of a step of the pause test: solid is seen, dashed is waited for, a ring has not come yet. */
export function TestSign({ look, size }: { readonly look: ShownStep['look']; readonly size: 16 | 20 }) {
  return (
    <svg className="test-sign" data-step={look} viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      {look === 'failed' ? (
        <path
          className="test-sign-back"
          d="M6.9 1.3h6.2a1 1 0 0 1 .71.29l4.4 4.4a1 1 0 0 1 .29.71v6.2a1 1 0 0 1-.29.71l-4.4 4.4a1 1 0 0 1-.71.29H6.9a1 1 0 0 1-.71-.29l-4.4-4.4a1 1 0 0 1-.29-.71V6.7a1 1 0 0 1 .29-.71l4.4-4.4a1 1 0 0 1 .71-.29Z"
        />
      ) : (
        <circle className="test-sign-back" cx="10" cy="10" r={look === 'done' ? 9 : 8.2} />
      )}
      {look === 'done' && <path className="sign-stroke" d="m6.3 10.3 2.5 2.5 5-5.3" />}
      {look === 'now' && <circle className="test-sign-dot" cx="10" cy="10" r="2.2" />}
      {look === 'failed' && (
        <path
          className="test-sign-mark"
          d="M9 5.2h2l-.25 5.9h-1.5ZM10 12.5a1.15 1.15 0 1 1 0 2.3 1.15 1.15 0 0 1 0-2.3Z"
        />
      )}
    </svg>
  )
}
