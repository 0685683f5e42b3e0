import {
  BatteryMedium,
  CalendarClock,
  Cpu,
  HardDrive,
  Hourglass,
  LogOut,
  type LucideIcon,
  MemoryStick,
  Terminal,
  User,
} from 'lucide-react'
import { useRef } from 'react'
import type { RunView } from '../../../shared/ipc'
import { clockSeconds, elapsed } from '../../../shared/wording'
import { releaseHold, showMark } from '../commands'
import { useRunNow } from '../use-now'
import { type HoldRow, holdRows, holdsSummary } from '../wording/hold-rows'
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
      <HoldList run={run} now={now} />
    </section>
  )
}

const holdIcons: Readonly<Record<HoldRow['kind'], LucideIcon>> = {
  you: User,
  outside: Terminal,
  quit: LogOut,
  window: CalendarClock,
  battery: BatteryMedium,
  otherPrograms: Cpu,
  lowMemory: MemoryStick,
  lowDisk: HardDrive,
  rateLimit: Hourglass,
}

function HoldList({ run, now }: { readonly run: RunView; readonly now: number }) {
  const list = useRef<HTMLDivElement>(null)
  return (
    <div ref={list} role="group" aria-label="Holds" tabIndex={-1} className="holds">
      <p className="holds-summary">{holdsSummary(run)}</p>
      {holdRows(run, now).map(({ owner, kind, title, detail, release, releaseName }) => {
        const Icon = holdIcons[kind]
        return (
          <div key={owner} className="hold">
            <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
            <div>
              <h3>{title}</h3>
              <p>{detail}</p>
            </div>
            <Button
              kind="secondary"
              size="tiny"
              label={releaseName}
              onPress={() => {
                // The row goes with its button: the focus stays near.
                list.current?.focus()
                releaseHold(run.profileId, owner)
              }}
            >
              {release}
            </Button>
          </div>
        )
      })}
    </div>
  )
}
