import type { ReactNode } from 'react'
import type { ChartCaption as Words } from '../wording/chart-words'

/** A chart's name, its latest value and what that value is; the mark is drawn as the chart's line is. */
export function ChartCaption({
  name,
  mark,
  caption,
  children,
}: {
  readonly name: string
  readonly mark: 'line' | 'line2' | 'dot'
  readonly caption: Words
  /** What can be done with the chart. */
  readonly children: ReactNode
}) {
  return (
    <div className="chart-caption">
      <span className="chart-mark" data-mark={mark} />
      <span>{name}</span>
      <strong>{caption.value}</strong>
      <span className="muted">{caption.note}</span>
      {children}
    </div>
  )
}
