import type { LogPortMessage } from '../../../shared/log-service'

/** Ports that came before anyone asked for them. */
const early = new Map<number, MessagePort>()
const takers = new Map<number, (port: MessagePort) => void>()

/** Waits for ports of logs; called once, before the first log is opened. */
export function listenForLogPorts(): () => void {
  const onMessage = (event: MessageEvent<unknown>) => {
    const [port] = event.ports
    if (event.source !== window || event.origin !== window.location.origin || !port || !isPortMessage(event.data))
      return
    const take = takers.get(event.data.id)
    if (take) take(port)
    else early.set(event.data.id, port)
  }
  window.addEventListener('message', onMessage)
  return () => window.removeEventListener('message', onMessage)
}

/** Gives the port of an opened log to `take`, and each later one that takes its place; returns the way to end that. */
export function takeLogPorts(id: number, take: (port: MessagePort) => void): () => void {
  takers.set(id, take)
  const port = early.get(id)
  early.delete(id)
  if (port) take(port)
  return () => takers.delete(id)
}

function isPortMessage(value: unknown): value is LogPortMessage {
  if (typeof value !== 'object' || value === null) return false
  const { kind, id } = value as Record<string, unknown>
  return kind === 'fermata:logPort' && typeof id === 'number'
}
