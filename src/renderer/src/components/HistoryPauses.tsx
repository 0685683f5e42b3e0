import type { HistoryDetails } from '../../../shared/past-runs'
import { clockSeconds, count } from '../../../shared/wording'
import { askedBy, pauseLength, pauseText } from '../wording/past-runs'

/** Each pause of a past run: who asked for it, from when to when, and how fast the run confirmed it. */
export function HistoryPauses(props: {
  readonly run: HistoryDetails
  readonly now: number
  /** Shows a line of the run's log; null when that isn't there. */
  readonly showLine: ((line: number) => void) | null
}) {
  const { run, now, showLine } = props
  return (
    <section className="history-pauses">
      <div className="history-pauses-head">
        <h3 className="label">Pauses</h3>
        <span className="muted">{count(run.pauses.length)}</span>
      </div>
      <ol aria-label="Pauses">
        {run.pauses.map((pause, index) => (
          // A run's pauses keep their places.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <div className="history-pause-head">
              <strong>{askedBy(pause)}</strong>
              <strong>{pauseLength(pause, now)}</strong>
            </div>
            <p>{pauseText(pause)}</p>
            {pause.pausedLine !== null && showLine && (
              <button
                type="button"
                className="link"
                aria-label={`Show in log: the pause at ${clockSeconds(pause.pausedAt ?? 0)}`}
                onClick={() => showLine(pause.pausedLine ?? 1)}
              >
                Show in log
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
