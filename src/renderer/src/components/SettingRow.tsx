import { ChevronDown } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { Switch } from './Switch'

/** A titled group of settings. */
export function SettingGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="setting-group">
      <h2 id={id} className="label">
        {title}
      </h2>
      {children}
    </section>
  )
}

/** One setting: what it is about, and what changes it. */
export function SettingRow(props: {
  readonly name: string
  readonly hint?: string | undefined
  readonly hintId?: string
  readonly children: ReactNode
}) {
  return (
    <div className="setting">
      <div>
        <h3>{props.name}</h3>
        {props.hint !== undefined && <p id={props.hintId}>{props.hint}</p>}
      </div>
      {props.children}
    </div>
  )
}

/** A setting that is on or off. */
export function SwitchRow(props: {
  readonly name: string
  readonly hint?: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}) {
  const hintId = useId()
  const describedBy = props.hint === undefined ? undefined : hintId
  return (
    <SettingRow name={props.name} hint={props.hint} hintId={hintId}>
      <Switch label={props.name} isOn={props.isOn} describedBy={describedBy} onChange={props.onChange} />
    </SettingRow>
  )
}

/** A setting that is one of a few. */
export function ChoiceRow<Value extends string | number>(props: {
  readonly name: string
  readonly hint?: string
  readonly choices: readonly Value[]
  readonly chosen: Value
  readonly textOf: (value: Value) => string
  readonly onChoose: (value: Value) => void
}) {
  const { choices, chosen, textOf } = props
  const hintId = useId()
  return (
    <SettingRow name={props.name} hint={props.hint} hintId={hintId}>
      <span className="select">
        <select
          aria-label={props.name}
          aria-describedby={props.hint === undefined ? undefined : hintId}
          value={choices.indexOf(chosen)}
          onChange={({ target }) => {
            const value = choices[Number(target.value)]
            if (value !== undefined) props.onChoose(value)
          }}
        >
          {choices.map((value, index) => (
            <option key={value} value={index}>
              {textOf(value)}
            </option>
          ))}
        </select>
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
      </span>
    </SettingRow>
  )
}
