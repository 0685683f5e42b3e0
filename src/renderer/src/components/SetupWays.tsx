import { useEffect, useState } from 'react'
import {
  type Confirmation,
  type OwnRunSetup,
  type PatternTrial,
  type ProgressPattern,
  usualLines,
} from '../../../shared/own-run'
import { expressionOfLine, steadyPart } from '../../../shared/line-choice'
import { changeDraft, type Draft } from '../setup-store'
import { ChooseLineButton } from './ChooseLineButton'
import { ChoiceCards } from './ChoiceCards'
import { Segments } from './Segments'
import { SetupField } from './SetupField'

interface WaysProps {
  readonly profileId: string | null
  readonly draft: Draft
}

const confirmations: readonly { readonly value: Confirmation['kind']; readonly text: string; readonly hint: string }[] =
  [
    { value: 'lines', text: 'The run prints a line', hint: 'Paused is shown once it has said so.' },
    {
      value: 'silence',
      text: 'It stops printing and using the CPU',
      hint: 'Then it is shown as probably paused: a sign, no proof.',
    },
    { value: 'none', text: 'It can’t tell', hint: 'It is shown as asked to pause, and never as paused.' },
  ]

/** How it is known that the run has paused. */
export function ConfirmationFields({ profileId, draft }: WaysProps) {
  const { confirmation } = draft.setup
  const choose = chooserFor(profileId)
  const change = (next: Confirmation) => changeDraft(profileId, { confirmation: next })
  return (
    <section className="form-section">
      <h2>How you know it has paused</h2>
      <ChoiceCards
        label="How you know it has paused"
        choices={confirmations}
        chosen={confirmation.kind}
        onChoose={(kind) => change(kind === 'lines' ? { kind, ...usualLines } : { kind })}
      />
      {confirmation.kind === 'lines' && (
        <div className="form-field-pair">
          <SetupField
            draft={draft}
            field="paused"
            label="Paused line contains"
            isMono
            value={confirmation.paused}
            onChange={(paused) => change({ ...confirmation, paused })}
            button={choose('Paused line contains', steadyPart, (paused) => change({ ...confirmation, paused }))}
          />
          <SetupField
            draft={draft}
            field="resumed"
            label="Resumed line contains"
            isMono
            value={confirmation.resumed}
            onChange={(resumed) => change({ ...confirmation, resumed })}
            button={choose('Resumed line contains', steadyPart, (resumed) => change({ ...confirmation, resumed }))}
          />
        </div>
      )}
    </section>
  )
}

/** A way to fill a field from the latest log; a new run has none. */
function chooserFor(profileId: string | null) {
  return (field: string, partOf: (line: string) => string, onChosen: (part: string) => void) =>
    profileId === null ? null : <ChooseLineButton {...{ profileId, field, partOf, onChosen }} />
}

const patternOf = (line: string) => expressionOfLine(line) ?? ''

const patterns: readonly { readonly value: ProgressPattern['kind']; readonly text: string; readonly hint: string }[] = [
  { value: 'count', text: 'A count', hint: 'step 40/600, or 40 of 600' },
  { value: 'percent', text: 'A percentage', hint: '12.5 %' },
  { value: 'tqdm', text: 'A tqdm bar', hint: 'also what it says besides, such as loss=0.12' },
  { value: 'own', text: 'An expression of your own', hint: 'its named groups become progress and charts' },
]

const expressionHint = String.raw`step (?<item>\d+)/(?<total>\d+) loss (?<loss>[\d.]+)`

/** How the run's output tells how far it is. */
export function ProgressFields({ profileId, draft }: WaysProps) {
  const { progress } = draft.setup
  const choose = chooserFor(profileId)
  const change = (next: ProgressPattern) => changeDraft(profileId, { progress: next })
  return (
    <section className="form-section">
      <h2>Progress</h2>
      <ChoiceCards
        label="What its lines say of its progress"
        choices={patterns}
        chosen={progress.kind}
        onChoose={(kind) => change(kind === 'own' ? { kind, expression: '' } : { kind })}
      />
      {progress.kind === 'own' && (
        <SetupField
          draft={draft}
          field="pattern"
          label="Pattern"
          isMono
          hint={`For example ${expressionHint}`}
          value={progress.expression}
          onChange={(expression) => change({ kind: 'own', expression })}
          button={choose('Pattern', patternOf, (expression) => change({ kind: 'own', expression }))}
        />
      )}
      {profileId !== null && <PatternTry profileId={profileId} progress={progress} />}
    </section>
  )
}

/** How long is waited for the next letter before the pattern is tried. */
const tryAfterMs = 300

/** What the pattern reads from the latest log, while it is still being written. */
function PatternTry({ profileId, progress }: { readonly profileId: string; readonly progress: ProgressPattern }) {
  const [trial, setTrial] = useState<PatternTrial>({ kind: 'noLog' })
  useEffect(() => {
    let isLatest = true
    const timer = setTimeout(() => {
      void window.fermata.tryPattern(profileId, progress).then((found) => isLatest && setTrial(found))
    }, tryAfterMs)
    return () => {
      isLatest = false
      clearTimeout(timer)
    }
  }, [profileId, progress])
  if (trial.kind === 'noLog') return null
  return (
    <div role="status" aria-label="Pattern tried on the log" className="pattern-try">
      {trial.kind === 'found' && (
        <>
          <code>{trial.line}</code>
          <p>
            Reads <strong>{trial.reads}</strong>
          </p>
        </>
      )}
      {trial.kind === 'nothing' && <p>No line at the end of the latest log fits.</p>}
      {trial.kind === 'tooSlow' && <p>It takes too long on the latest log, and would not be used.</p>}
    </div>
  )
}

const stopChoices: readonly { readonly value: OwnRunSetup['stop']['kind']; readonly text: string }[] = [
  { value: 'ctrlC', text: 'Ctrl+C' },
  { value: 'sigterm', text: 'SIGTERM' },
]

/** How the run is asked to stop. */
export function StopFields({ profileId, draft }: WaysProps) {
  const { stop } = draft.setup
  const change = (part: Partial<OwnRunSetup['stop']>) => changeDraft(profileId, { stop: { ...stop, ...part } })
  return (
    <section className="form-section">
      <h2>Stopping</h2>
      <div className="form-field-pair">
        <div className="form-field">
          <span className="form-field-label">Asked by</span>
          <Segments label="Asked by" choices={stopChoices} chosen={stop.kind} onChoose={(kind) => change({ kind })} />
        </div>
        <SetupField
          draft={draft}
          field="grace"
          label="Seconds to save before Fermata offers to kill it"
          isNumber
          value={String(stop.graceSeconds)}
          onChange={(text) => change({ graceSeconds: Number(text) })}
        />
      </div>
    </section>
  )
}
