import type { LogRange, LogRow } from '../../../shared/log-service'

/** A point in the text of a row: before the UTF-16 unit `at` of its shown message. Rows count from 1. */
export interface TextPoint {
  readonly row: number
  readonly at: number
}

/** What is selected: from where it was begun to where the pointer is, in either order. */
export interface TextSelection {
  readonly anchor: TextPoint
  readonly head: TextPoint
}

/** Past the end of any message. */
export const lineEnd = Number.MAX_SAFE_INTEGER

/** The selection's ends, the earlier first. */
export function orderedEnds({ anchor, head }: TextSelection): { readonly from: TextPoint; readonly to: TextPoint } {
  const isForward = anchor.row < head.row || (anchor.row === head.row && anchor.at <= head.at)
  return isForward ? { from: anchor, to: head } : { from: head, to: anchor }
}

/** Whether nothing is between the ends. */
export function isEmptySelection({ anchor, head }: TextSelection): boolean {
  return anchor.row === head.row && anchor.at === head.at
}

/** The part of a row's message that is selected; null when none is. */
export function selectedRange(selection: TextSelection | null, row: number, length: number): LogRange | null {
  if (!selection) return null
  const { from, to } = orderedEnds(selection)
  if (row < from.row || row > to.row) return null
  const range = {
    from: row === from.row ? Math.min(from.at, length) : 0,
    to: row === to.row ? Math.min(to.at, length) : length,
  }
  // An empty line inside shows that it is taken along.
  return range.to > range.from || (row > from.row && row < to.row) ? range : null
}

/**
 * The selected text, from the whole text of its rows as the service gives it.
 *
 * That has the time and level before a message, which are left out where the selection begins or ends within a message.
 */
export function cutToSelection(text: string, selection: TextSelection, first?: LogRow, last?: LogRow): string {
  const { from, to } = orderedEnds(selection)
  const end = last ? endIn(lastLine(text), last, to.at) : null
  const kept = end === null ? text : text.slice(0, text.length - (lastLine(text).length - end))
  if (from.at === 0 || !first) return kept
  const line = text.slice(0, lineBreak(text))
  return kept.slice(startIn(line, first, from.at))
}

function startIn(line: string, row: LogRow, at: number): number {
  return line.endsWith(row.message) ? line.length - row.message.length + Math.min(at, row.message.length) : 0
}

function endIn(line: string, row: LogRow, at: number): number | null {
  if (at >= row.message.length || !line.endsWith(row.message)) return null
  return line.length - row.message.length + at
}

function lineBreak(text: string): number {
  const at = text.indexOf('\n')
  return at < 0 ? text.length : at
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1)
}
