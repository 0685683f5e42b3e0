import { useEffect, useId, useRef, useState } from 'react'
import type { RunView } from '../../../shared/ipc'
import { fieldProblem, longestWindowName, type MaintenanceWindow, type WindowTime } from '../../../shared/rules'
import { useNow } from '../use-now'
import { useRuleDraft } from '../use-rule-draft'
import { beforeDays, typedTime, windowNow } from '../wording/rules'
import { DaysButton } from './DaysButton'
import { RuleField } from './RuleField'
import { RuleRow } from './RuleRow'

interface WindowRuleProps {
  readonly run: RunView
  readonly window: MaintenanceWindow
  readonly times: readonly WindowTime[]
  /** Names of the other windows, in small letters. */
  readonly otherNames: readonly string[]
  /** It was just added: its name is to be written. */
  readonly isNew: boolean
  readonly onChange: (window: MaintenanceWindow) => void
  readonly onRemove: () => void
}

/** One maintenance window. */
export function WindowRule({ run, window, times, otherNames, isNew, onChange, onRemove }: WindowRuleProps) {
  const [renames, setRenames] = useState(isNew)
  const problemId = useId()
  const now = useNow(10_000)
  const draft = useRuleDraft(
    { name: window.name, from: window.from, to: window.to },
    (texts) => problemsOf(texts, otherNames),
    ({ name, from, to }) => onChange({ ...window, name: name.trim(), from: typedTime(from), to: typedTime(to) }),
  )
  return (
    <RuleRow
      name={window.name}
      switchName={`Window ${window.name}`}
      isOn={window.isOn}
      onSwitch={(isOn) => onChange({ ...window, isOn })}
      menu={[
        { label: 'Rename', onSelect: () => setRenames(true) },
        { label: 'Remove', danger: true, onSelect: onRemove },
      ]}
      draft={draft}
      problemId={problemId}
      title={
        renames ? (
          <NameField draft={draft} problemId={problemId} onDone={() => setRenames(false)} />
        ) : (
          <h3>{window.name}</h3>
        )
      }
      now={windowNow(window, times, run, now)}
    >
      {beforeDays(window.days)}{' '}
      <DaysButton days={window.days} onChange={(days) => onChange({ ...window, days: [...days] })} /> from{' '}
      <RuleField label="From" name="from" kind="time" draft={draft} problemId={problemId} /> to{' '}
      <RuleField label="To" name="to" kind="time" draft={draft} problemId={problemId} />
    </RuleRow>
  )
}

/** The window's name while it's written; it becomes a title again once it is whole and left. */
function NameField({
  draft,
  problemId,
  onDone,
}: {
  readonly draft: ReturnType<typeof useRuleDraft<'name' | 'from' | 'to'>>
  readonly problemId: string
  readonly onDone: () => void
}) {
  const field = useRef<HTMLDivElement>(null)
  useEffect(() => field.current?.querySelector('input')?.select(), [])
  const end = () => {
    if (draft.problems.name !== undefined) return
    draft.commit()
    onDone()
  }
  return (
    // The field inside is what is focused; here its keys are heard.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={field}
      className="rule-name"
      onBlur={end}
      onKeyDown={(event) => {
        if (event.key === 'Enter') end()
        if (event.key === 'Escape') onDone()
      }}
    >
      <RuleField label="Name" name="name" kind="name" draft={draft} problemId={problemId} />
    </div>
  )
}

type WindowTexts = Readonly<Record<'name' | 'from' | 'to', string>>

function problemsOf({ name, from, to }: WindowTexts, otherNames: readonly string[]) {
  const problems: Partial<Record<'name' | 'from' | 'to', string>> = {}
  const isTaken = otherNames.includes(name.trim().toLowerCase())
  const nameProblem =
    fieldProblem('name', name) ??
    (isTaken ? `Write at most ${longestWindowName} letters that no other window has as its name.` : null)
  if (nameProblem !== null) problems.name = nameProblem
  const fromProblem = fieldProblem('from', typedTime(from))
  if (fromProblem !== null) problems.from = fromProblem
  const toProblem = fieldProblem('to', typedTime(to))
  if (toProblem !== null) problems.to = toProblem
  else if (typedTime(from) === typedTime(to))
    problems.to = 'The end is the same as the beginning. For a whole day write 00:00 to 24:00.'
  return problems
}
