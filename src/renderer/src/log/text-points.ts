import type { LogRange } from '../../../shared/log-service'
import { lineEnd, type TextPoint } from './selection'
import type { LogView } from './use-log-view'

/** The point in the log's text that is nearest to a point of the window. */
export function pointAt(view: LogView, x: number, y: number): TextPoint {
  const box = view.scroller.current?.getBoundingClientRect()
  if (!box) return { row: 1, at: 0 }
  const lines = [...(view.scroller.current?.querySelectorAll<HTMLElement>('.log-line[data-row]') ?? [])]
  const line = lines.find((one) => one.getBoundingClientRect().bottom > y) ?? lines.at(-1)
  if (!line) return { row: 1, at: 0 }
  const row = Number(line.dataset.row)
  const { top, bottom } = line.getBoundingClientRect()
  if (y >= bottom) return { row, at: lineEnd }
  const message = line.querySelector('.log-message')
  if (!message || y < top) return { row, at: 0 }
  return { row, at: offsetIn(message, x, y) }
}

function offsetIn(message: Element, x: number, y: number): number {
  const caret = document.caretPositionFromPoint(x, y)
  if (!caret || !message.contains(caret.offsetNode)) return x < message.getBoundingClientRect().left ? 0 : lineEnd
  const range = document.createRange()
  range.setStart(message, 0)
  range.setEnd(caret.offsetNode, caret.offset)
  return range.toString().length
}

const word = /[\p{L}\p{N}_.\-/\\:~@]/u

/** The word at a point of a text: what is mostly copied of a log, so paths and numbers stay whole. */
export function wordAround(text: string, at: number): LogRange {
  let from = Math.min(at, text.length)
  let to = from
  while (from > 0 && word.test(text[from - 1] ?? '')) from -= 1
  while (to < text.length && word.test(text[to] ?? '')) to += 1
  return { from, to }
}
