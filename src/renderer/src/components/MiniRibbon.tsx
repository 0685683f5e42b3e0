import type { HistoryRow } from '../../../shared/past-runs'

/** The narrowest that a pause is drawn, in percent of the ribbon: it must be seen that there was one. */
const leastWidth = 1.5

/** When a past run worked and when it was paused; `share` is its length among those that are shown. */
export function MiniRibbon({
  row,
  share,
  now,
}: {
  readonly row: HistoryRow
  readonly share: number
  readonly now: number
}) {
  const end = row.endedAt ?? now
  const length = Math.max(1, end - row.startedAt)
  const at = (time: number) => (Math.min(Math.max(0, time - row.startedAt), length) / length) * 100
  const hasFailed = row.outcome !== null && !['completed', 'stopped'].includes(row.outcome.kind)
  return (
    <div className="mini-ribbon" style={{ width: `${Math.max(8, share * 100)}%` }} aria-hidden="true">
      {row.pauses.map(({ pausedAt, resumedAt, endedAt }, index) =>
        pausedAt === null ? null : (
          <span
            // A run's pauses keep their places.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            className="hatched"
            data-tone="held"
            style={{
              left: `${at(pausedAt)}%`,
              width: `${Math.max(leastWidth, at(resumedAt ?? endedAt ?? end) - at(pausedAt))}%`,
            }}
          />
        ),
      )}
      {hasFailed && <span className="mini-end" />}
    </div>
  )
}
