import { count } from '../../../shared/wording'
import { RadioGroup } from './RadioGroup'

interface Segment<Value extends string> {
  readonly value: Value
  readonly text: string
  readonly count?: number
}

/** A choice of one of a few words. A choice may say how many there are of it. */
export function Segments<Value extends string>(props: {
  readonly label: string
  readonly choices: readonly Segment<Value>[]
  readonly chosen: Value
  readonly onChoose: (value: Value) => void
}) {
  return (
    <RadioGroup<Segment<Value>> {...props} className="segments">
      {({ text, count: amount }) => (
        <>
          {text}
          {amount !== undefined && amount > 0 && (
            <span aria-hidden="true" className="segment-count">
              {count(amount)}
            </span>
          )}
        </>
      )}
    </RadioGroup>
  )
}
