import type { LogLine } from '../shared/ipc'
import { markOf, parseLine } from '../shared/run-lines'
import { shownLine } from './line-text'

/** A line of a log, from the bytes that the run wrote. */
function logLine(number: number, bytes: Buffer): LogLine {
  const { text, cut } = shownLine(bytes.toString('utf8'))
  const parsed = parseLine(text)
  return { ...parsed, number, mark: markOf(parsed.message), cut }
}

/** Words without one of which a line says nothing that the app acts on: most lines are not taken apart. */
const telling = /PAUSE DETECTED|RESUMING|to resume |saved:|Continuing|error|warn|critical|fatal|epoch /i

/** Takes a line apart only when it may say something about the run; null when it surely doesn't. */
export function tellingLine(number: number, bytes: Buffer): LogLine | null {
  return telling.test(bytes.toString('latin1')) ? logLine(number, bytes) : null
}
