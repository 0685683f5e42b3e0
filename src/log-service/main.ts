import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { contractWords, lineWordsOf } from '../log-files/line-words'
import { isSystemError } from '../platform/plain-reason'
import type { LogOrder, LogReport } from '../shared/log-service-orders'
import { fromWindow } from './electron-port'
import { LogSession } from './log-session'

// The utility process of the log view: main sends a log's path with one end of a port whose other end the window has.
const { parentPort } = process
lowerPriority()
const searchProgram = join(__dirname, 'log-search.cjs')

/** Where the machine is busy, the run that writes goes before those who look at its log. */
function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch (error) {
    // A system that doesn't let it: then both share.
    if (!isSystemError(error)) throw error
  }
}

parentPort.on('message', ({ data, ports: [port] }) => {
  const { id, log, notes, confirmation } = data as LogOrder
  const closed: LogReport = { kind: 'closed', id }
  const words = confirmation ? lineWordsOf(confirmation) : contractWords
  const files = { log, notes, words, searchProgram }
  if (port) void new LogSession(files, fromWindow(port), () => parentPort.postMessage(closed))
})
