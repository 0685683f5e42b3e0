import { useEffect, useState } from 'react'
import type { Confirmation } from '../../../shared/own-run'
import type { RunView } from '../../../shared/ipc'
import { steadyPart } from '../../../shared/line-choice'
import { changeSetup } from '../setup-changes'
import { closeDialog } from '../view-store'
import { HarmlessButton, PlainDialog } from './Dialog'

/** Lets a line of the latest log be chosen; `partOf` is what is made of it, and can be changed by hand. */
export function ChooseLineDialog(props: {
  readonly profileId: string
  readonly title: string
  /** What the field holds: `Paused line contains`. */
  readonly field: string
  readonly partOf: (line: string) => string
  readonly onChosen: (part: string) => void
  readonly onClose: () => void
}) {
  const { profileId, field, partOf, onClose } = props
  const [lines, setLines] = useState<readonly string[] | null>(null)
  const [chosen, choose] = useState<string | null>(null)
  const [part, setPart] = useState('')
  useEffect(() => {
    void window.fermata.readRecentLines(profileId).then(setLines)
  }, [profileId])
  return (
    <PlainDialog title={props.title} isWide onCancel={onClose}>
      <p>What the run has printed lately, the newest first. Of lines that differ only in their numbers one is shown.</p>
      <form
        className="choose-line"
        onSubmit={(event) => {
          event.preventDefault()
          if (part.trim() === '') return
          onClose()
          props.onChosen(part)
        }}
      >
        {lines?.length === 0 && <p className="choose-line-none">The log has no lines yet.</p>}
        {lines !== null && lines.length > 0 && (
          <fieldset className="choose-line-list" aria-label="Lines of the log">
            {lines.map((line) => (
              <label key={line}>
                <input
                  type="radio"
                  name="line"
                  checked={line === chosen}
                  onChange={() => {
                    choose(line)
                    setPart(partOf(line))
                  }}
                />
                <code>{line}</code>
              </label>
            ))}
          </fieldset>
        )}
        <div className="form-field">
          <label htmlFor="line-part">{field}</label>
          <input
            id="line-part"
            className="field"
            data-mono
            spellCheck={false}
            autoComplete="off"
            value={part}
            onChange={({ target }) => setPart(target.value)}
          />
        </div>
        <div className="dialog-buttons">
          <HarmlessButton onPress={onClose}>Cancel</HarmlessButton>
          <button
            type="submit"
            className="button"
            data-kind="primary"
            data-size="control"
            aria-disabled={part.trim() === '' || undefined}
          >
            Use this line
          </button>
        </div>
      </form>
    </PlainDialog>
  )
}

/** Lets the line be chosen by which a run says that it paused, or goes on; it counts at once. */
export function ChooseAnswerDialog(props: { readonly run: RunView; readonly answer: 'paused' | 'resumed' }) {
  const { run, answer } = props
  const { profileId, name, own } = run
  if (own?.confirmation.kind !== 'lines') return null
  const known = own.confirmation
  return (
    <ChooseLineDialog
      profileId={profileId}
      title={answer === 'paused' ? `How ${name} says that it paused` : `How ${name} says that it goes on`}
      field={answer === 'paused' ? 'Paused line contains' : 'Resumed line contains'}
      partOf={steadyPart}
      onChosen={(part) => {
        const confirmation: Confirmation = { ...known, [answer]: part }
        void changeSetup(profileId, { confirmation })
      }}
      onClose={closeDialog}
    />
  )
}
