import { join } from 'node:path'
import type { LogOrder, LogReport } from '../shared/log-service-orders'
import { fromWindow } from './electron-port'
import { LogSession } from './log-session'

// The utility process of the log view: main sends a log's path with one end of a port whose other end the window has.
const { parentPort } = process
const searchProgram = join(__dirname, 'log-search.cjs')

parentPort.on('message', ({ data, ports: [port] }) => {
  const { id, log, notes } = data as LogOrder
  const closed: LogReport = { kind: 'closed', id }
  if (port) void new LogSession({ log, notes, searchProgram }, fromWindow(port), () => parentPort.postMessage(closed))
})
