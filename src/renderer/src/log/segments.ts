import type { LogRange, LogRow, LogStyle } from '../../../shared/log-service'
import { messageParts, type MessagePart } from '../wording/message-parts'

/** A stretch of a message that looks the same throughout. */
export interface Segment {
  readonly at: number
  readonly text: string
  readonly style: LogStyle | null
  readonly tone: MessagePart['tone']
  readonly isMatch: boolean
  readonly isSelected: boolean
}

/**
 * Takes a message apart by how the run coloured it, what is looked for, and what is selected.
 *
 * Where the run gives no colours and `hasTones`, its figures stand out.
 */
export function segmentsOf(row: LogRow, selected: LogRange | null, hasTones: boolean): readonly Segment[] {
  const { message, styles, matches } = row
  const tones = hasTones && styles.length === 0 ? messageParts(message) : []
  const cuts = new Set([0, message.length])
  for (const { from, to } of [...styles, ...matches, ...(selected ? [selected] : [])]) cuts.add(from).add(to)
  for (const { at } of tones) cuts.add(at)
  const ends = [...cuts].filter((at) => at >= 0 && at <= message.length).sort((one, other) => one - other)
  return ends.slice(0, -1).map((at, index) => ({
    at,
    text: message.slice(at, ends[index + 1]),
    style: styles.find((style) => holds(style, at)) ?? null,
    tone: tones.findLast((part) => part.at <= at)?.tone ?? 'plain',
    isMatch: matches.some((match) => holds(match, at)),
    isSelected: selected !== null && holds(selected, at),
  }))
}

function holds({ from, to }: LogRange, at: number): boolean {
  return from <= at && at < to
}
