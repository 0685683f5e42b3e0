import { useEffect, useMemo, useState } from 'react'
import type { RunView } from '../../../shared/ipc'
import type { PauseEntry } from '../../../shared/pause-ledger'
import { pausesIn } from '../../../shared/run-history'
import { shownOf } from '../charts/shown'
import { useZoom } from '../charts/use-zoom'
import { useRunDetails } from '../history/use-run-details'
import { useHistory } from '../run-store'
import { useNow } from '../use-now'
import { useCalm } from '../use-window'
import { isActive, neverSpawned, phaseOf } from '../wording/phase'
import { ActivityRibbon } from './ActivityRibbon'
import { ClockLabels } from './ClockLabels'
import { QueueChart, RateChart } from './CollectionCharts'
import { FigureChart } from './FigureChart'
import { LossChart, ValidationChart } from './TrainingCharts'

/** The run's time as a ribbon, and its figures over the same time; drawn at most four times a second. */
export function Charts({ run }: { readonly run: RunView }) {
  const latest = useHistory(run.profileId)
  const active = isActive(phaseOf(run))
  const endedAt = run.state.kind === 'ended' ? run.state.at : null
  const tick = useNow(active ? 10_000 : 600_000)
  const beat = active ? Math.floor(tick / 10_000) : 0
  // A new object only when there is something new to draw: a chart that shows the same stays as it is.
  const fresh = useMemo(() => ({ history: latest, beat, endedAt }), [latest, beat, endedAt])
  const calm = useCalm(fresh)
  const { history } = calm
  const shown = useMemo(() => shownOf(calm.history, calm.endedAt), [calm])
  const { view, isZoomed, onView } = useZoom(shown.axis)
  // Who paused it is told once the window has come up, or sooner where someone is about to read it.
  const [isRead, setRead] = useState(false)
  const isPaused = pausesIn(history.spans).length > 0
  useEffect(() => {
    if (!isPaused) return undefined
    const timer = setTimeout(() => setRead(true), readAfterMs)
    return () => clearTimeout(timer)
  }, [isPaused])
  const pauses = useRunDetails(isRead ? run.runId : null)?.pauses ?? noPauses
  if (history.spans.length === 0 || neverSpawned(run)) return null
  const { loss, validation, rate, figures } = history
  const drawn = figures.filter(({ points }) => points.length > 1)
  const hasCharts = drawn.length > 0 || loss.length > 1 || validation.length > 0 || rate.length > 1
  const seen = { ...shown, ...{ profileId: run.profileId, itemNoun: run.itemNoun, view, pauses, onView } }
  return (
    <section
      aria-label="Charts"
      className="charts"
      data-of={run.runKind}
      onPointerEnter={() => setRead(true)}
      onFocus={() => setRead(true)}
    >
      <ActivityRibbon
        spans={history.spans}
        waits={history.waits}
        pauses={pauses}
        axis={shown.axis}
        view={view}
        now={shown.now}
      />
      {isZoomed && <ResetZoom onReset={() => onView(null)} />}
      {loss.length > 1 && <LossChart run={run} seen={seen} />}
      {validation.length > 0 && <ValidationChart run={run} seen={seen} />}
      {rate.length > 1 && <RateChart run={run} seen={seen} />}
      {rate.length > 1 && <QueueChart run={run} seen={seen} />}
      {drawn.map((series) => (
        <FigureChart key={series.name} series={series} seen={seen} />
      ))}
      {hasCharts && <ClockLabels axis={shown.axis} view={view} isNow={active} />}
    </section>
  )
}

/** By then the history is open anyway: a start isn't held up by it. */
const readAfterMs = 3000

const noPauses: readonly PauseEntry[] = []

/** Stands above the charts only while there is something to take back. */
function ResetZoom({ onReset }: { readonly onReset: () => void }) {
  return (
    <button
      type="button"
      className="button chart-reset"
      data-kind="secondary"
      data-size="tiny"
      onClick={({ currentTarget }) => {
        // It goes with the zoom; whoever pressed it by key stays at the charts.
        currentTarget.parentElement?.querySelector<HTMLElement>('.plot-reader')?.focus({ preventScroll: true })
        onReset()
      }}
    >
      Reset zoom
    </button>
  )
}
