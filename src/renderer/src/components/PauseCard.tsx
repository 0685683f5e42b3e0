import { Terminal, User } from 'lucide-react'
import type { RunView } from '../../../shared/ipc'
import { clockSeconds, elapsed } from '../../../shared/wording'
import { perform, showMark } from '../commands'
import { useRunNow } from '../use-now'
import { holdsOf, holdsSummary, type Hold } from '../wording/pause-file'
import { pauseSteps, type PauseSteps } from '../wording/pause-steps'
import { phaseOf } from '../wording/phase'
import { Button } from './Button'
import { StateSign } from './StateSign'
import { StepList } from './StepList'

/** Dashed while the run has not answered; solid once it said that it paused, with who holds it. */
export function PauseCard({ run }: { readonly run: RunView }) {
  const now = useRunNow(run)
  const steps = pauseSteps(run, now)
  if (steps) return <AskedCard run={run} steps={steps} />
  if (run.state.kind === 'paused') return <HeldCard run={run} since={run.state.since} now={now} />
  return null
}

function AskedCard({ run, steps }: { readonly run: RunView; readonly steps: PauseSteps }) {
  const phase = phaseOf(run)
  return (
    <section aria-label="Pause" className="card card-asked" data-tone={phase === 'pausing' ? 'held' : 'active'}>
      <div className="card-head">
        <StateSign phase={phase} size={32} />
        <div>
          <h2>{steps.title}</h2>
          <p>{steps.text}</p>
        </div>
      </div>
      <StepList steps={steps.steps} />
    </section>
  )
}

function HeldCard({ run, since, now }: { readonly run: RunView; readonly since: number; readonly now: number }) {
  const holds = holdsOf(run, now)
  return (
    <section aria-label="Pause" className="card card-held" data-tone="held">
      <div className="card-head">
        <StateSign phase="paused" size={32} />
        <div>
          <h2>
            Paused since {clockSeconds(since)}, for {elapsed(now - since)}
          </h2>
          {run.pausedLine !== null && (
            <p>
              Confirmed by the run: <code>{run.pausedLine}</code>
            </p>
          )}
        </div>
        <a
          href="#logs"
          className="button"
          data-kind="secondary"
          data-size="small"
          onClick={(event) => {
            event.preventDefault()
            showMark(run, 'paused')
          }}
        >
          Show in log
        </a>
      </div>
      {holds.length > 0 && (
        <div className="holds">
          <p className="holds-summary">{holdsSummary(holds)}</p>
          {holds.map((hold) => (
            <HoldRow key={hold.kind} run={run} hold={hold} />
          ))}
        </div>
      )}
    </section>
  )
}

function HoldRow({ run, hold }: { readonly run: RunView; readonly hold: Hold }) {
  const Icon = hold.kind === 'you' ? User : Terminal
  return (
    <div className="hold">
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      <div>
        <h3>{hold.title}</h3>
        <p>{hold.detail}</p>
      </div>
      <Button
        kind="secondary"
        size="tiny"
        label={`${hold.release}: ${hold.title}`}
        onPress={() => perform(run, 'resume')}
      >
        {hold.release}
      </Button>
    </div>
  )
}
