import { CircleAlert, Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RuleDraft } from '../use-rule-draft'
import { MenuButton, type MenuItem } from './Menu'
import { Switch } from './Switch'

/** One rule: a switch, a sentence to fill in, and what it sees now. */
export function RuleRow<Name extends string>(props: {
  readonly switchName: string
  readonly title: ReactNode
  /** The title as text, for the names of the row's parts. */
  readonly name: string
  readonly isOn: boolean
  readonly onSwitch: (isOn: boolean) => void
  readonly menu: readonly MenuItem[]
  readonly draft: RuleDraft<Name> | null
  readonly problemId: string
  /** The sentence. */
  readonly children: ReactNode
  readonly now: ReactNode
}) {
  const { draft } = props
  const [problem] = Object.values<string | undefined>(draft?.problems ?? {})
  return (
    <li className="rule">
      <Switch label={props.switchName} isOn={props.isOn} onChange={(isOn) => props.onSwitch(isOn)} />
      <div
        role="group"
        aria-label={props.name}
        onKeyDown={({ key, target }) => {
          if (key === 'Enter' && target instanceof HTMLInputElement) draft?.commit()
        }}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) draft?.commit()
        }}
      >
        {props.title}
        <p className="rule-sentence">{props.children}</p>
        {problem !== undefined && (
          <p id={props.problemId} className="rule-problem">
            <CircleAlert size={14} strokeWidth={1.75} aria-hidden="true" />
            {problem} Not saved.
          </p>
        )}
        <div className="rule-now">{props.now}</div>
      </div>
      <MenuButton
        label={`More for ${props.name}`}
        kind="ghost"
        size="small"
        icon={<Ellipsis size={16} strokeWidth={2.25} aria-hidden="true" />}
        items={props.menu}
      />
    </li>
  )
}
