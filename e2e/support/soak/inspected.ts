import { once } from 'node:events'
import { WebSocket } from 'undici'
import { isThere } from './processes'
import { until } from './until'

/** Where Node's inspector listens once a process was asked for it; of the app's processes only one ever is. */
const inspector = 'http://127.0.0.1:9229/json/list'
const answerMs = 20_000

/** The bytes of a Node process's heap, once its garbage is collected; the process is asked for its inspector first. */
export async function heapAfterCollection(pid: number): Promise<number> {
  const address = await until('an inspector', () => addressOf(pid))
  const socket = new WebSocket(address)
  try {
    await heard(socket, 'open')
    await answerTo(socket, 'HeapProfiler.collectGarbage')
    const { usedSize } = await answerTo(socket, 'Runtime.getHeapUsage')
    return usedSize ?? 0
  } finally {
    socket.close()
  }
}

async function addressOf(pid: number): Promise<string | null> {
  const found = await fetch(inspector).then(
    async (answer) => (await answer.json()) as { webSocketDebuggerUrl: string }[],
    () => null,
  )
  if (found?.[0]) return found[0].webSocketDebuggerUrl
  if (!isThere(pid)) throw new Error(`Process ${pid} is gone`)
  process.kill(pid, 'SIGUSR1')
  return null
}

async function answerTo(socket: WebSocket, method: string): Promise<{ usedSize?: number }> {
  const answer = heard(socket, 'message')
  socket.send(JSON.stringify({ id: 1, method }))
  const [{ data }] = (await answer) as [MessageEvent<string>]
  return (JSON.parse(data) as { result: { usedSize?: number } }).result
}

function heard(socket: WebSocket, kind: 'open' | 'message'): Promise<unknown> {
  return once(socket, kind, { signal: AbortSignal.timeout(answerMs) })
}
