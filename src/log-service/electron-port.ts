import type { LogPort } from './log-port'

/** Electron's end of a port, as the log service wants it. */
export function fromWindow(port: Electron.MessagePortMain): LogPort {
  port.start()
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => void port.on('close', listener),
  }
}
