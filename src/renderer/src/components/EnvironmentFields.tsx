import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import type { EnvironmentVariable } from '../../../shared/own-run'
import type { Draft } from '../setup-store'
import { Button } from './Button'
import { FindingText, findingOf } from './SetupField'

/** The variables of a run: a name, a value, and whether that is kept secret. */
export function EnvironmentFields(props: {
  readonly draft: Draft
  readonly onChange: (environment: readonly EnvironmentVariable[]) => void
}) {
  const { draft, onChange } = props
  const { environment } = draft.setup
  const id = useId()
  const finding = findingOf(draft, 'environment')
  const change = (at: number, part: Partial<EnvironmentVariable>) =>
    onChange(environment.map((variable, index) => (index === at ? { ...variable, ...part } : variable)))
  return (
    <div role="group" aria-label="Environment" aria-describedby={finding ? id : undefined} className="form-field">
      <span className="form-field-label">Environment</span>
      {environment.map((variable, index) => (
        // Names are typed and can be the same for a while; rows have only their place.
        // oxlint-disable-next-line react/no-array-index-key
        <div className="variable" key={index}>
          <VariableRow variable={variable} number={index + 1} onChange={(part) => change(index, part)} />
          <Button
            kind="ghost"
            size="control"
            label={`Remove variable ${index + 1}`}
            icon={<X size={16} strokeWidth={1.75} aria-hidden="true" />}
            onPress={() => onChange(environment.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          kind="ghost"
          size="tiny"
          className="add-variable"
          icon={<Plus size={16} strokeWidth={1.75} aria-hidden="true" />}
          onPress={() => onChange([...environment, { name: '', value: '', isSecret: false }])}
        >
          Add variable
        </Button>
      </div>
      {finding && <FindingText id={id} finding={finding} />}
    </div>
  )
}

function VariableRow(props: {
  readonly variable: EnvironmentVariable
  readonly number: number
  readonly onChange: (part: Partial<EnvironmentVariable>) => void
}) {
  const { variable, number, onChange } = props
  return (
    <>
      <input
        className="field"
        data-mono
        data-field={number === 1 ? 'environment' : undefined}
        aria-label={`Variable ${number} name`}
        spellCheck={false}
        autoFocus={variable.name === ''}
        value={variable.name}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <input
        className="field"
        data-mono
        aria-label={`Variable ${number} value`}
        type={variable.isSecret ? 'password' : 'text'}
        spellCheck={false}
        autoComplete="off"
        placeholder={variable.value === null ? 'Kept secret. Type to replace it.' : ''}
        value={variable.value ?? ''}
        onChange={({ target }) => onChange({ value: target.value })}
      />
      <label className="secret-choice">
        <input
          type="checkbox"
          aria-label={`Variable ${number} is secret`}
          checked={variable.isSecret}
          // What is kept secret can't be shown again, so it is typed anew.
          onChange={({ target }) => onChange({ isSecret: target.checked, value: variable.value ?? '' })}
        />
        Secret
      </label>
    </>
  )
}
