import { useMemo } from 'react'
import type { RunView } from '../../../shared/ipc'
import { historyPageSize } from '../../../shared/past-runs'
import type { RunHistory } from '../../../shared/run-history'
import { tableTime } from '../../../shared/wording'
import { usePastRuns } from '../history/use-past-runs'
import { itemsOf } from '../wording/collection'
import { hasRun, lastRunFigures } from '../wording/past-runs'
import { isActive, phaseLooks, phaseOf } from '../wording/phase'
import { emptyWords, itemsDone, progressWords, type Figure } from '../wording/progress'

/** More epochs than this would be a comb, not a scale. */
const mostEpochTicks = 40

/** How far the run is, in one big number, a bar and a row of figures. */
export function ProgressPanel({
  run,
  history,
  now,
}: {
  readonly run: RunView
  readonly history: RunHistory
  readonly now: number
}) {
  const words = progressWords(run, history, now)
  if (!words) {
    const big = emptyWords(run)
    return (
      <section aria-label="Progress" className="progress">
        <div className="progress-head">
          <span className="big big-empty">{big}</span>
        </div>
        <ProgressBar run={run} item={0} spoken={big} />
        <EmptyFigures run={run} now={now} />
      </section>
    )
  }
  return (
    <section aria-label="Progress" className="progress">
      <div className="progress-head">
        <span className="big">{words.big}</span>
        <span>{words.beside}</span>
        <span className="progress-right">
          <strong>{words.right.strong}</strong>
          {words.right.rest}
        </span>
      </div>
      <ProgressBar run={run} item={itemsDone(run, history)} spoken={words.spoken} />
      <Figures figures={words.figures} />
    </section>
  )
}

function EmptyFigures({ run, now }: { readonly run: RunView; readonly now: number }) {
  if (!isActive(phaseOf(run))) return <LastRun profileId={run.profileId} now={now} />
  return run.startedAt === null ? null : (
    <Figures figures={[{ label: 'Started', value: tableTime(run.startedAt, now) }]} />
  )
}

/** The last time that the run really ran: a start that failed is told of in a notice. */
function LastRun({ profileId, now }: { readonly profileId: string; readonly now: number }) {
  const query = useMemo(() => ({ text: '', profileId, result: 'any', span: 'all' }) as const, [profileId])
  const runs = usePastRuns(query)
  const rows = Array.from({ length: historyPageSize }, (_, index) => runs.row(index))
  const last = rows.find((row) => row && hasRun(row))
  return <Figures figures={last ? lastRunFigures(last, now) : []} />
}

function ProgressBar({ run, item, spoken }: { readonly run: RunView; readonly item: number; readonly spoken: string }) {
  const phase = phaseOf(run)
  const { progress } = run
  const total = itemsOf(run)?.total ?? 0
  const done = total > 0 ? Math.min(1, item / total) : 0
  const epochs = phase !== 'finished' && progress && progress.epochs <= mostEpochTicks ? progress.epochs : 1
  const held = phase === 'paused' || phase === 'resuming'
  return (
    <div
      role="progressbar"
      aria-label={`${run.name} progress`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(done * 1000) / 10}
      aria-valuetext={spoken}
      className="bar"
    >
      <div
        className={held ? 'bar-done hatched' : 'bar-done'}
        data-tone={phase === 'pausing' ? 'active' : phaseLooks[phase].tone}
        style={{ width: `${done * 100}%` }}
      />
      {Array.from({ length: epochs - 1 }, (_, index) => (
        <div key={index} className="bar-tick" style={{ left: `${((index + 1) / epochs) * 100}%` }} />
      ))}
    </div>
  )
}

function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  if (figures.length === 0) return null
  return (
    <dl className="figures">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
