import { useRef } from 'react'
import { count } from '../../../shared/wording'

/** A choice of one of a few words: one stop for Tab, arrows inside. A choice may say how many there are of it. */
export function Segments<Value extends string>(props: {
  readonly label: string
  readonly choices: readonly { readonly value: Value; readonly text: string; readonly count?: number }[]
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
      className="segments"
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
      {choices.map(({ value, text, count: amount }) => (
        <button
          key={value}
          type="button"
          role="radio"
          aria-checked={value === chosen}
          tabIndex={value === chosen ? 0 : -1}
          onClick={() => props.onChoose(value)}
        >
          {text}
          {amount !== undefined && amount > 0 && (
            <span aria-hidden="true" className="segment-count">
              {count(amount)}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}
