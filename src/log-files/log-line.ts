import type { LogLine } from '../shared/ipc'
import { markOf, parseLine } from '../shared/run-lines'
import { shownLine } from './line-text'

/** A line of a log, from the bytes that the run wrote; `mark` reads what it says of the run's state. */
export function logLine(number: number, bytes: Buffer, mark = markOf): LogLine {
  const { text, cut } = shownLine(bytes.toString('utf8'))
  const parsed = parseLine(text)
  return { ...parsed, number, mark: mark(parsed.message), cut }
}
