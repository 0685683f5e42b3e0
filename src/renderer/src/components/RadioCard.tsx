import { useId } from 'react'

/** One of a few ways to go on, with what it means. */
export function RadioCard(props: {
  readonly group: string
  readonly name: string
  readonly hint: string
  readonly isChosen: boolean
  readonly onChoose: () => void
}) {
  const id = useId()
  return (
    <label className="radio-card">
      <input
        type="radio"
        name={props.group}
        checked={props.isChosen}
        data-harmless={props.isChosen || undefined}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-hint`}
        onChange={props.onChoose}
      />
      <span id={`${id}-name`} className="radio-card-name">
        {props.name}
      </span>
      <span id={`${id}-hint`} className="radio-card-hint">
        {props.hint}
      </span>
    </label>
  )
}
