import { useState } from 'react'
import type { RunView } from '../../../shared/ipc'
import { startVerification } from '../commands'
import { closeDialog } from '../view-store'
import { repeatChoices, verifyingTime, whatVerifyingDoes } from '../wording/verification'
import { Button } from './Button'
import { PlainDialog } from './Dialog'
import { Segments } from './Segments'

const choices = repeatChoices.map((repeats) => ({ value: String(repeats), text: String(repeats) }))

/** Says what a verification does and how long it takes, and begins one. */
export function VerifyDialog({ run }: { readonly run: RunView }) {
  const [chosen, choose] = useState('3')
  const repeats = Number(chosen)
  return (
    <PlainDialog title={`Verify ${run.name}`} onCancel={closeDialog}>
      <p>{whatVerifyingDoes(run)}</p>
      <div className="dialog-choice">
        <span className="label">Disturbed repeats</span>
        <Segments label="Disturbed repeats" choices={choices} chosen={chosen} onChoose={choose} />
        <span className="muted">{verifyingTime(run, repeats)}</span>
      </div>
      <div className="dialog-buttons">
        <Button onPress={closeDialog}>Cancel</Button>
        <Button
          kind="primary"
          autoFocus
          onPress={() => {
            closeDialog()
            startVerification(run.profileId, repeats)
          }}
        >
          Verify
        </Button>
      </div>
    </PlainDialog>
  )
}
