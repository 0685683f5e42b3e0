import type { LineWords } from '../log-files/line-words'
import { cutText, lastState, lookedAtPart } from '../log-files/line-text'
import type { LogRange, LogRow, LogStyle } from '../shared/log-service'
import { parseLine } from '../shared/run-lines'
import { styledText, stylesWithin } from './ansi'

/** A line as it is shown, not yet taken apart. */
export interface ShownText {
  readonly number: number
  readonly text: string
  readonly styles: readonly LogStyle[]
  readonly cut: boolean
}

/** What shows of a line, from the bytes that can show. */
export function shownText(number: number, bytes: Buffer, isWhole: boolean): ShownText {
  const folded = lastState(bytes.toString('utf8'))
  const { text, styles } = styledText(lookedAtPart(folded))
  const shown = cutText(text, folded)
  return { number, text: shown.text, styles, cut: shown.cut || !isWhole }
}

/** A row for the window; `matches` are places in the whole shown text. */
export function rowOf(line: ShownText, matches: readonly LogRange[], words: LineWords): LogRow {
  const { number, text, styles, cut } = line
  const parsed = parseLine(text)
  // Time and level are shown in columns of their own, and stood before the message.
  const begin = text.length - parsed.message.length
  return {
    ...parsed,
    number,
    mark: words.markOf(parsed.message),
    cut,
    styles: stylesWithin(styles, begin, text.length),
    matches: matches
      .map(({ from, to }) => ({ from: Math.max(0, from - begin), to: to - begin }))
      .filter(({ from, to }) => from < to),
  }
}
