import { useEffect, useId } from 'react'
import { type BuiltInOption, builtInOptions, optionProblem } from '../../../shared/built-in-options'
import type { RunView } from '../../../shared/ipc'
import { joinArguments } from '../../../shared/own-run'
import {
  changedOptions,
  changeOption,
  discardOptions,
  loadOptions,
  saveOptions,
  useOptionDrafts,
} from '../option-store'
import { isActive, phaseOf } from '../wording/phase'
import { FormFooter } from './FormFooter'
import { Segments } from './Segments'
import { FindingText } from './SetupField'

interface BuiltInSetupProps {
  readonly run: RunView
}

/** What can be set of a built-in run, and what that makes of its command. */
export function BuiltInSetup({ run }: BuiltInSetupProps) {
  const { profileId, runKind } = run
  const draft = useOptionDrafts((store) => store.drafts[profileId])
  useEffect(() => void loadOptions(profileId), [profileId])
  if (!draft || runKind === 'own') return null
  const problem = draft.notKept ?? draft.view.problem
  return (
    <form aria-label="Run setup" className="form" noValidate onSubmit={(event) => event.preventDefault()}>
      {problem !== null && (
        <p role="alert" className="setting-problem">
          {problem}
        </p>
      )}
      <section className="form-section">
        <h2>Options</h2>
        {builtInOptions[runKind].map((option) => (
          <OptionField
            key={option.name}
            option={option}
            value={draft.values[option.name] ?? ''}
            onChange={(value) => changeOption(profileId, option.name, value)}
          />
        ))}
        <p className="form-field-note">
          They hold from the next start. Saved progress goes on only with what it was begun with: otherwise Fermata
          asks.
        </p>
      </section>
      <section className="form-section">
        <h2>Command</h2>
        <p className="form-field-note">Part of Fermata. The next start is this command:</p>
        <code className="built-in-command">{joinArguments(draft.view.commandLine)}</code>
        <dl className="built-in-parts">
          <dt>Working folder</dt>
          <dd>
            <code>{run.workspace}</code>
          </dd>
          <dt>Pause file</dt>
          <dd>
            <code>{run.pauseFile.path}</code>
          </dd>
        </dl>
      </section>
    </form>
  )
}

/** The changes of a built-in run that aren't kept yet. */
export function BuiltInFooter({ run }: BuiltInSetupProps) {
  const { profileId, runKind } = run
  const draft = useOptionDrafts((store) => store.drafts[profileId])
  if (!draft || runKind === 'own') return null
  const isWrong = builtInOptions[runKind].some(
    (option) => optionProblem(option, draft.values[option.name] ?? '') !== null,
  )
  const stopFirst = isActive(phaseOf(run)) ? `Stop ${run.name} first to change it` : null
  return (
    <FormFooter
      changes={changedOptions(draft)}
      off={stopFirst ?? (isWrong ? 'Put right what is marked first' : null)}
      onDiscard={() => discardOptions(profileId)}
      onSave={() => void saveOptions(profileId)}
    />
  )
}

function OptionField(props: {
  readonly option: BuiltInOption
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const { option, value, onChange } = props
  const id = useId()
  const problem = optionProblem(option, value)
  const { label, kind, choices, name, start = '' } = option
  if (choices)
    return (
      <div className="form-field">
        <span className="form-field-label" aria-hidden="true">
          {label}
        </span>
        <div>
          <Segments label={label} choices={choices} chosen={value || start} onChoose={onChange} />
        </div>
        <p className="form-field-note">{option.hint}</p>
      </div>
    )
  return (
    <div className="form-field">
      <label htmlFor={`${id}-input`}>{label}</label>
      <div className="form-field-row">
        <input
          id={`${id}-input`}
          data-field={name}
          className="field"
          data-mono={kind === 'source' || kind === 'text' || undefined}
          inputMode={kind === 'whole' || kind === 'seconds' ? 'decimal' : undefined}
          value={value}
          placeholder={start}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== null || undefined}
          aria-describedby={id}
          onChange={({ target }) => onChange(target.value)}
        />
      </div>
      <FindingText id={id} finding={problem === null ? null : { isProblem: true, text: problem, instead: null }}>
        {option.hint}
      </FindingText>
    </div>
  )
}
