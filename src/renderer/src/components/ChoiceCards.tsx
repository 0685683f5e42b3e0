import { useRef } from 'react'

/** One of a few, each with a word on what it means: one stop for Tab, arrows inside. */
export function ChoiceCards<Value extends string>(props: {
  readonly label: string
  readonly choices: readonly { readonly value: Value; readonly text: string; readonly hint: string }[]
  readonly chosen: Value
  readonly onChoose: (value: Value) => void
}) {
  const { choices, chosen } = props
  const group = useRef<HTMLDivElement>(null)
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={props.label}
      className="choice-cards"
      onKeyDown={(event) => {
        const at = choices.findIndex(({ value }) => value === chosen)
        const step = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1 }[event.key]
        const next = step === undefined ? undefined : choices.at(step % choices.length)
        if (!next) return
        event.preventDefault()
        props.onChoose(next.value)
        group.current?.querySelectorAll<HTMLElement>('[role=radio]')[choices.indexOf(next)]?.focus()
      }}
    >
      {choices.map(({ value, text, hint }) => (
        <button
          key={value}
          type="button"
          role="radio"
          aria-checked={value === chosen}
          aria-label={text}
          tabIndex={value === chosen ? 0 : -1}
          className="choice-card"
          onClick={() => props.onChoose(value)}
        >
          <span className="choice-dot" aria-hidden="true" />
          <span>
            <strong>{text}</strong>
            <span className="choice-hint">{hint}</span>
          </span>
        </button>
      ))}
    </div>
  )
}
