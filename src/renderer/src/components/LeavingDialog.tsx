import { useState } from 'react'
import type { RunView } from '../../../shared/ipc'
import { type QuitChoice, quitChoices } from '../../../shared/settings'
import { useLeaving } from '../leaving'
import { useHistory, useRunStore } from '../run-store'
import { useNow } from '../use-now'
import { ask } from '../view-store'
import {
  isSettled,
  lateWords,
  quitButtons,
  quitHint,
  quitNames,
  quitQuestion,
  quitTitle,
  waitingSentence,
  waitingTitle,
} from '../wording/leaving'
import { isActive, phaseOf, unconfirmedAfterMs } from '../wording/phase'
import { Button } from './Button'
import { HarmlessButton, PlainDialog } from './Dialog'
import { RadioCard } from './RadioCard'
import { StateSign } from './StateSign'

/** The way out of the app while runs are active: the question, and then whom it waits for. */
export function LeavingDialog() {
  const view = useLeaving((store) => store.view)
  const runs = useRunStore((store) => store.runs) ?? []
  if (view === null) return null
  if (view.kind === 'asking') return <QuitDialog runs={runs.filter((run) => isActive(phaseOf(run)))} />
  const asked = runs.filter(({ profileId }) => view.asked.includes(profileId))
  return <WaitingDialog choice={view.choice} since={view.since} runs={asked} />
}

function cancel(): void {
  void window.fermata.cancelLeaving()
}

function QuitDialog({ runs }: { readonly runs: readonly RunView[] }) {
  const [choice, setChoice] = useState<QuitChoice>('keep')
  const [always, setAlways] = useState(false)
  if (runs.length === 0) return null
  return (
    <PlainDialog title={quitTitle(runs.length)} onCancel={cancel}>
      <form
        className="quit-form"
        onSubmit={(event) => {
          event.preventDefault()
          void window.fermata.answerLeaving(choice, always)
        }}
      >
        <p>{quitQuestion(runs)}</p>
        <div role="radiogroup" aria-label="When Fermata closes">
          {quitChoices.map((one) => (
            <RadioCard
              key={one}
              group="quit"
              name={quitNames[one]}
              hint={quitHint(one, runs.length)}
              isChosen={one === choice}
              onChoose={() => setChoice(one)}
            />
          ))}
        </div>
        <label className="checkbox">
          <input type="checkbox" checked={always} onChange={({ target }) => setAlways(target.checked)} />
          Always do this
        </label>
        <div className="dialog-buttons">
          <Button onPress={cancel}>Cancel</Button>
          <button type="submit" className="button" data-kind="primary" data-size="control">
            {quitButtons[choice]}
          </button>
        </div>
      </form>
    </PlainDialog>
  )
}

function WaitingDialog(props: {
  readonly choice: Exclude<QuitChoice, 'keep'>
  readonly since: number
  readonly runs: readonly RunView[]
}) {
  const { choice, runs } = props
  const now = useNow(1000)
  const [waitsFrom, setWaitsFrom] = useState(props.since)
  const busy = runs.filter((run) => !isSettled(choice, run))
  const late = lateWords(choice, busy, now - waitsFrom)
  return (
    <PlainDialog title={waitingTitle(choice, busy.length)} onCancel={cancel}>
      <div className="quit-form">
        <p>
          Fermata closes by itself then.
          {choice === 'pause' && ' Cancel lets what was paused for this go on.'}
        </p>
        <ul className="quit-runs" aria-label="Runs that are waited for">
          {runs.map((run) => (
            <WaitedRun
              key={run.profileId}
              run={run}
              canKill={choice === 'stop' && now - props.since >= unconfirmedAfterMs}
              now={now}
            />
          ))}
        </ul>
        {late && (
          <div className="quit-late" data-tone="held">
            <div role="alert">
              <h3>{late.title}</h3>
            </div>
            <p>{late.text}</p>
          </div>
        )}
        <div className="dialog-buttons">
          {late && <Button onPress={() => setWaitsFrom(Date.now())}>Wait on</Button>}
          {late && <Button onPress={() => void window.fermata.leaveNow()}>Quit anyway</Button>}
          <HarmlessButton onPress={cancel}>{choice === 'pause' ? 'Cancel' : 'Stay open'}</HarmlessButton>
        </div>
      </div>
    </PlainDialog>
  )
}

function WaitedRun({ run, canKill, now }: { readonly run: RunView; readonly canKill: boolean; readonly now: number }) {
  const history = useHistory(run.profileId)
  return (
    <li>
      <StateSign phase={phaseOf(run)} size={16} />
      <div>
        <h3>{run.name}</h3>
        <p>{waitingSentence(run, history, now)}</p>
      </div>
      {canKill && run.state.kind === 'stopping' && (
        <Button kind="danger" size="small" label={`Kill ${run.name}…`} onPress={() => ask('kill', run.profileId)}>
          Kill…
        </Button>
      )}
    </li>
  )
}
