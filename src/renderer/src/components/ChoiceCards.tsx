import { RadioGroup } from './RadioGroup'

interface Card<Value extends string> {
  readonly value: Value
  readonly text: string
  readonly hint: string
}

/** One of a few, each with a word on what it means. */
export function ChoiceCards<Value extends string>(props: {
  readonly label: string
  readonly choices: readonly Card<Value>[]
  readonly chosen: Value
  readonly onChoose: (value: Value) => void
}) {
  return (
    <RadioGroup<Card<Value>>
      {...props}
      className="choice-cards"
      radioClassName="choice-card"
      nameOf={({ text }) => text}
    >
      {({ text, hint }) => (
        <>
          <span className="choice-dot" aria-hidden="true" />
          <span>
            <strong>{text}</strong>
            <span className="choice-hint">{hint}</span>
          </span>
        </>
      )}
    </RadioGroup>
  )
}
