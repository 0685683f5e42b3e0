import { useMemo } from 'react'
import type { RunView } from '../../../shared/ipc'
import { shownOf } from '../charts/shown'
import { useHistory } from '../run-store'
import { useNow } from '../use-now'
import { useCalm } from '../use-window'
import { isActive, phaseOf } from '../wording/phase'
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
  if (history.spans.length === 0) return null
  const { loss, validation, rate, figures } = history
  const drawn = figures.filter(({ points }) => points.length > 1)
  return (
    <section aria-label="Charts" className="charts" data-of={run.runKind}>
      <ActivityRibbon spans={history.spans} waits={history.waits} axis={shown.axis} now={shown.now} />
      {loss.length > 1 && <LossChart run={run} shown={shown} />}
      {validation.length > 0 && <ValidationChart run={run} shown={shown} />}
      {rate.length > 1 && <RateChart run={run} shown={shown} />}
      {rate.length > 1 && <QueueChart run={run} shown={shown} />}
      {drawn.map((series) => (
        <FigureChart key={series.name} series={series} shown={shown} />
      ))}
      {(drawn.length > 0 || loss.length > 1 || validation.length > 0 || rate.length > 1) && (
        <ClockLabels axis={shown.axis} isNow={active} />
      )}
    </section>
  )
}
