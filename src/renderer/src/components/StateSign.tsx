import { phaseLooks, type Phase, type SignGlyph } from '../wording/phase'

/** A run's sign: solid is confirmed by the run, dashed is asked for, a ring is nothing. Its tone comes from `data-tone`. */
export function StateSign({ phase, size }: { readonly phase: Phase; readonly size: 14 | 16 | 20 | 32 }) {
  const { tone, shape, glyph } = phaseLooks[phase]
  return (
    <span className="sign" data-tone={tone} data-shape={shape} style={{ width: size, height: size }} aria-hidden="true">
      <svg viewBox="0 0 20 20" className={shape === 'dashed' ? 'sign-back sign-turning' : 'sign-back'}>
        {shape === 'octagon' ? (
          <path d="M6.9 1.3h6.2a1 1 0 0 1 .71.29l4.4 4.4a1 1 0 0 1 .29.71v6.2a1 1 0 0 1-.29.71l-4.4 4.4a1 1 0 0 1-.71.29H6.9a1 1 0 0 1-.71-.29l-4.4-4.4a1 1 0 0 1-.29-.71V6.7a1 1 0 0 1 .29-.71l4.4-4.4a1 1 0 0 1 .71-.29Z" />
        ) : (
          <circle cx="10" cy="10" r={shape === 'solid' ? 9 : 8.2} />
        )}
      </svg>
      <svg viewBox="0 0 20 20" className="sign-glyph">
        <SignInside glyph={glyph} />
      </svg>
    </span>
  )
}

function SignInside({ glyph }: { readonly glyph: SignGlyph }) {
  switch (glyph) {
    case 'none':
      return null
    case 'play':
      return <path d="M7.7 6.3v7.4a.5.5 0 0 0 .77.42l5.7-3.7a.5.5 0 0 0 0-.84l-5.7-3.7a.5.5 0 0 0-.77.42Z" />
    case 'bars':
      return <path d="M6.7 6.2h2.2v7.6H6.7ZM11.1 6.2h2.2v7.6h-2.2Z" />
    case 'square':
      return <rect x="6.8" y="6.8" width="6.4" height="6.4" rx="0.9" />
    case 'check':
      return <path className="sign-stroke" d="m6.3 10.3 2.5 2.5 5-5.3" />
    case 'exclamation':
      return <path d="M9 5.2h2l-.25 5.9h-1.5ZM10 12.5a1.15 1.15 0 1 1 0 2.3 1.15 1.15 0 0 1 0-2.3Z" />
  }
}
