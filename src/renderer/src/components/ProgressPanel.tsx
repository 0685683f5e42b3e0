import type { RunView } from '../../../shared/ipc'
import type { RunHistory } from '../../../shared/run-history'
import { itemsOf } from '../wording/collection'
import { phaseLooks, phaseOf } from '../wording/phase'
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
    const empty = emptyWords(run, now)
    return (
      <section aria-label="Progress" className="progress">
        <div className="progress-head">
          <span className="big big-empty">{empty.big}</span>
        </div>
        <ProgressBar run={run} item={0} spoken={empty.big} />
        <Figures figures={empty.figures} />
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
