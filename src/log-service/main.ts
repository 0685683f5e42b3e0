import { fromWindow } from './electron-port'
import { LogSession } from './log-session'
import type { LogOrder } from '../shared/log-service-orders'

// The utility process of the log view: main sends a log's path with one end of a port whose other end the window has.
const { parentPort } = process

parentPort.on('message', ({ data, ports: [port] }) => {
  const order = data as LogOrder
  if (port)
    void new LogSession(order.log, fromWindow(port), () => parentPort.postMessage({ kind: 'closed', id: order.id }))
})
