import type { CSSProperties } from 'react'
import type { LogColour, LogRange, LogRow, LogStyle } from '../../../shared/log-service'
import { colourOf } from '../log/colours'
import { segmentsOf, type Segment } from '../log/segments'

/** What a line says: as the run coloured it, else with its figures standing out; matches and selection on top. */
export function LogText(props: {
  readonly row: LogRow
  readonly selected: LogRange | null
  readonly hasTones: boolean
  /** Whether the match that was jumped to last is in this line. */
  readonly isCurrent: boolean
}) {
  const { row, selected, hasTones, isCurrent } = props
  if (row.message === '' && selected) return <span className="log-selected"> </span>
  return segmentsOf(row, selected, hasTones).map((segment) => (
    <LogSegment key={segment.at} segment={segment} isCurrent={isCurrent} />
  ))
}

function LogSegment({ segment, isCurrent }: { readonly segment: Segment; readonly isCurrent: boolean }) {
  const { text, style, tone, isMatch, isSelected } = segment
  if (!style && tone === 'plain' && !isMatch && !isSelected) return text
  const classes = [
    tone === 'plain' ? '' : `text-${tone}`,
    isMatch ? (isCurrent ? 'log-match-now' : 'log-match') : '',
    isSelected ? 'log-selected' : '',
  ]
  return (
    <span
      className={classes.filter((one) => one !== '').join(' ') || undefined}
      style={style ? looksOf(style) : undefined}
    >
      {text}
    </span>
  )
}

function looksOf(style: LogStyle): CSSProperties {
  const front = style.inverse ? (style.background ?? inverseFront) : style.colour
  const back = style.inverse ? (style.colour ?? inverseBack) : style.background
  return {
    color: front && cssOf(front),
    backgroundColor: back && cssOf(back),
    fontWeight: style.bold ? 600 : undefined,
    opacity: style.dim ? 0.7 : undefined,
    fontStyle: style.italic ? 'italic' : undefined,
    textDecoration: style.underline ? 'underline' : undefined,
  }
}

const inverseFront = 'var(--content)'
const inverseBack = 'var(--text)'

function cssOf(colour: LogColour | string): string {
  return typeof colour === 'string' ? colour : colourOf(colour)
}
