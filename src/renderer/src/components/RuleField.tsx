import { useId } from 'react'
import type { RuleDraft } from '../use-rule-draft'

/** A short text inside a rule's sentence, validated while it's typed. */
export function RuleField<Name extends string>(props: {
  readonly label: string
  readonly name: Name
  readonly draft: RuleDraft<Name>
  readonly problemId: string
  readonly kind: 'time' | 'number' | 'name'
}) {
  const { draft, name, kind } = props
  const id = useId()
  const isWrong = draft.problems[name] !== undefined
  return (
    <input
      id={id}
      className="field rule-field"
      data-size="small"
      data-kind={kind}
      aria-label={props.label}
      aria-invalid={isWrong || undefined}
      aria-describedby={isWrong ? props.problemId : undefined}
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      autoComplete="off"
      spellCheck={false}
      maxLength={kind === 'name' ? 60 : 8}
      value={draft.texts[name]}
      onChange={({ target }) => draft.type(name, target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !draft.isChanged) return
        event.stopPropagation()
        draft.revert()
      }}
    />
  )
}
