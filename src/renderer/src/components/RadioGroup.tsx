import { useRef, type ReactNode } from 'react'

/** One of a few: one stop for Tab, arrows inside. How each looks is `children`'s. */
export function RadioGroup<Choice extends { readonly value: string }>(props: {
  readonly label: string
  readonly className: string
  readonly choices: readonly Choice[]
  readonly chosen: Choice['value']
  readonly onChoose: (value: Choice['value']) => void
  readonly radioClassName?: string
  /** The name of a choice, where its content says more than that. */
  readonly nameOf?: (choice: Choice) => string
  readonly children: (choice: Choice) => ReactNode
}) {
  const { choices, chosen } = props
  const group = useRef<HTMLDivElement>(null)
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={props.label}
      className={props.className}
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
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === chosen}
          aria-label={props.nameOf?.(choice)}
          tabIndex={choice.value === chosen ? 0 : -1}
          className={props.radioClassName}
          onClick={() => props.onChoose(choice.value)}
        >
          {props.children(choice)}
        </button>
      ))}
    </div>
  )
}
