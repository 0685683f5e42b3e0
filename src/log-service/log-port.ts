import type { FromLogService } from '../shared/log-service'

/** The service's end of a port to the window; Electron's and Node's own can be made into one. */
export interface LogPort {
  postMessage(message: FromLogService): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
}
