import { CircleAlert, Check } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { SetupField as FieldName, SetupFinding } from '../../../shared/own-run'
import type { Draft } from '../setup-store'

/** What is to be said of a field now: what is missing only once saving was tried. */
export function findingOf(draft: Draft, field: FieldName): SetupFinding | null {
  const findings = draft.findings.filter((one) => one.field === field)
  const finding = findings.find(({ isProblem }) => isProblem) ?? findings[0] ?? null
  return finding?.short.endsWith('missing') && !draft.wasTried ? null : finding
}

/** A labelled field with what was found of it below, and a button beside it. */
export function SetupField(props: {
  readonly draft: Draft
  readonly field: FieldName
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly isMono?: boolean
  readonly autoFocus?: boolean
  readonly isNumber?: boolean
  readonly onChange: (value: string) => void
  /** Takes what was probably meant. */
  readonly onInstead?: (value: string) => void
  readonly button?: ReactNode
}) {
  const id = useId()
  const finding = findingOf(props.draft, props.field)
  const isWrong = finding?.isProblem === true
  const says = finding !== null || props.hint !== undefined
  return (
    <div className="form-field">
      <label htmlFor={`${id}-input`}>{props.label}</label>
      <div className="form-field-row">
        <input
          id={`${id}-input`}
          data-field={props.field}
          className="field"
          data-mono={props.isMono || undefined}
          type={props.isNumber ? 'number' : 'text'}
          value={props.value}
          autoFocus={props.autoFocus}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={isWrong || undefined}
          aria-describedby={says ? id : undefined}
          onChange={({ target }) => props.onChange(target.value)}
        />
        {props.button}
      </div>
      {says && (
        <FindingText id={id} finding={finding} onInstead={props.onInstead}>
          {props.hint}
        </FindingText>
      )}
    </div>
  )
}

/** What was found, with its sign; else a hint. */
export function FindingText(props: {
  readonly id: string
  readonly finding: Pick<SetupFinding, 'text' | 'instead' | 'isProblem'> | null
  readonly onInstead?: ((value: string) => void) | undefined
  readonly children?: ReactNode
}) {
  const { finding, onInstead } = props
  if (!finding)
    return (
      <p id={props.id} className="form-field-note">
        {props.children}
      </p>
    )
  const { text, instead, isProblem } = finding
  const Icon = isProblem ? CircleAlert : Check
  return (
    <p id={props.id} className="form-field-note" data-wrong={isProblem || undefined}>
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      <span>
        {text}
        {instead !== null && onInstead && (
          <>
            {isProblem ? ' Did you mean ' : ' Use '}
            <button type="button" className="form-field-instead" onClick={() => onInstead(instead)}>
              {instead}
            </button>
            ?
          </>
        )}
      </span>
    </p>
  )
}
