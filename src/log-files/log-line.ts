import type { LogLine } from '../shared/ipc'
import { markOf, parseLine } from '../shared/run-lines'
import { shownLine } from './line-text'

/** A line of a log, from the bytes that the run wrote. */
export function logLine(number: number, bytes: Buffer): LogLine {
  const { text, cut } = shownLine(bytes.toString('utf8'))
  const parsed = parseLine(text)
  return { ...parsed, number, mark: markOf(parsed.message), cut }
}
