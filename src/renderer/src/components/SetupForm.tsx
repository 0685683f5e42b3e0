import { useEffect, useId } from 'react'
import { commandOf, type OwnRunSetup } from '../../../shared/own-run'
import { changeArguments, changeDraft, type Draft } from '../setup-store'
import { BrowseButton } from './BrowseButton'
import { EnvironmentFields } from './EnvironmentFields'
import { FormProblems } from './FormProblems'
import { ConfirmationFields, ProgressFields, StopFields } from './SetupWays'
import { useViewStore } from '../view-store'
import { SetupField } from './SetupField'

/** What a form is of, and its name for people who hear it. */
export interface SetupFormProps {
  readonly profileId: string | null
  readonly draft: Draft
}

/** Everything that is asked for a run of one's own. */
export function SetupForm({ profileId, draft }: SetupFormProps) {
  const isNew = profileId === null
  useWantedField()
  return (
    <form
      aria-label={isNew ? 'New run' : 'Run setup'}
      className="form"
      noValidate
      onSubmit={(event) => event.preventDefault()}
    >
      <FormProblems draft={draft} isNew={isNew} />
      <CommandFields profileId={profileId} draft={draft} />
      <PauseFileFields profileId={profileId} draft={draft} />
      <ConfirmationFields profileId={profileId} draft={draft} />
      <ProgressFields profileId={profileId} draft={draft} />
      <StopFields profileId={profileId} draft={draft} />
    </form>
  )
}

/** Gives the focus to a field that something outside the form is about. */
function useWantedField(): void {
  const wanted = useViewStore((store) => store.setupField)
  useEffect(() => {
    if (wanted === null) return
    document.querySelector<HTMLElement>(`[data-field="${wanted}"]`)?.focus()
    useViewStore.setState({ setupField: null })
  }, [wanted])
}

function CommandFields({ profileId, draft }: SetupFormProps) {
  const { setup } = draft
  const change = (part: Partial<OwnRunSetup>) => changeDraft(profileId, part)
  return (
    <section className="form-section">
      <h2>Command</h2>
      <div className="form-field-pair">
        <SetupField
          draft={draft}
          field="name"
          label="Name"
          value={setup.name}
          autoFocus={profileId === null}
          onChange={(name) => change({ name })}
        />
        <SetupField
          draft={draft}
          field="program"
          label="Program"
          isMono
          value={setup.program}
          onChange={(program) => change({ program })}
          onInstead={(program) => change({ program })}
          button={<BrowseButton kind="program" from={setup.folder} onChosen={(program) => change({ program })} />}
        />
      </div>
      <div>
        <SetupField
          draft={draft}
          field="args"
          label="Arguments"
          isMono
          value={draft.argsText}
          onChange={(text) => changeArguments(profileId, text)}
        />
        <ArgumentChips setup={setup} />
      </div>
      <ShellChoice isOn={setup.needsShell} onChange={(needsShell) => change({ needsShell })} />
      <SetupField
        draft={draft}
        field="folder"
        label="Working folder"
        isMono
        value={setup.folder}
        onChange={(folder) => change({ folder })}
        button={<BrowseButton kind="folder" from={setup.folder} onChosen={(folder) => change({ folder })} />}
      />
      <EnvironmentFields draft={draft} onChange={(environment) => change({ environment })} />
    </section>
  )
}

/** The arguments one by one, as the program will get them. */
function ArgumentChips({ setup }: { readonly setup: OwnRunSetup }) {
  const [, ...args] = commandOf(setup, window.fermata.platform)
  if (args.length === 0) return null
  return (
    <ul aria-label="Arguments, one by one" className="arg-chips">
      {args.map((arg, index) => (
        // Arguments can be the same; they have only their place.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>
          <code>{arg === '' ? '(empty)' : arg}</code>
        </li>
      ))}
    </ul>
  )
}

function ShellChoice({ isOn, onChange }: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void }) {
  const id = useId()
  return (
    <div className="check">
      <input
        id={`${id}-box`}
        type="checkbox"
        checked={isOn}
        aria-describedby={id}
        onChange={({ target }) => onChange(target.checked)}
      />
      <label htmlFor={`${id}-box`}>Let a shell read the command</label>
      <p id={id}>Only needed for pipes, wildcards or several commands in one line.</p>
    </div>
  )
}

function PauseFileFields({ profileId, draft }: SetupFormProps) {
  const { setup } = draft
  const change = (pauseFile: string) => changeDraft(profileId, { pauseFile })
  return (
    <section className="form-section">
      <h2>Pause file</h2>
      <SetupField
        draft={draft}
        field="pauseFile"
        label="Path"
        isMono
        hint="Relative to the working folder, or a whole path."
        value={setup.pauseFile}
        onChange={change}
        onInstead={change}
        button={<BrowseButton kind="pauseFile" from={setup.folder} onChosen={change} />}
      />
    </section>
  )
}
