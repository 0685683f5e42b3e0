import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LogNews, LogQuestion } from '../../../shared/log-service'
import { LogSession } from './log-session'

let session: LogSession
let port: MessagePort
let asked: LogQuestion[]
beforeEach(() => {
  session = new LogSession(() => undefined)
  port = connect()
})
afterEach(() => {
  session.detach()
  port.close()
})

/** Connects the session with another port; what comes out of it is kept in `asked`. */
function connect(): MessagePort {
  const { port1, port2 } = new MessageChannel()
  asked = []
  port2.addEventListener('message', (event: MessageEvent<LogQuestion>) => asked.push(event.data))
  port2.start()
  session.attach(port1)
  return port2
}

const tell = (news: LogNews) => port.postMessage(news)
const size = (lineCount: number, generation = 1): LogNews => ({
  kind: 'size',
  generation,
  lineCount,
  byteCount: 10 * lineCount,
  rowCount: lineCount,
  filterId: null,
  isComplete: true,
})
const query = { text: 'loss', isRegex: false, matchCase: false }

test('the size of the log is what the service said last, and another generation voids the rest', async () => {
  tell(size(5))
  tell({ kind: 'marks', generation: 1, marks: [{ number: 2, mark: 'paused' }] })
  await expect.poll(() => session.marks).toHaveLength(1)
  expect(session.rowCount).toBe(5)
  tell(size(1, 2))
  await expect.poll(() => session.rowCount).toBe(1)
  expect(session.marks).toEqual([])
})

test('news of a search that is over is not taken for that of the one that is wanted', async () => {
  tell(size(5))
  session.lookFor(query)
  session.lookFor({ ...query, text: 'rate' })
  await expect.poll(() => asked).toHaveLength(2)
  const [first, second] = asked.map(({ id }) => id)
  const found = { kind: 'find', generation: 1, searchedLines: 5, isSearching: false, problem: null } as const
  tell({ ...found, id: second ?? 0, lineCount: 3 })
  tell({ ...found, id: first ?? 0, lineCount: 99 })
  tell(size(6))
  await expect.poll(() => session.rowCount).toBe(6)
  expect(session.find).toEqual({ lineCount: 3, isSearching: false, problem: null })
})

test('rows of another filter are never shown as those of the one that is wanted', async () => {
  tell(size(5))
  await expect.poll(() => session.rowCount).toBe(5)
  session.show({ query: null, levels: ['error'] })
  expect(session.rowCount).toBe(0)
  await expect.poll(() => asked).toHaveLength(1)
  tell({ ...(size(5) as Extract<LogNews, { kind: 'size' }>), rowCount: 2, filterId: asked[0]?.id ?? null })
  await expect.poll(() => session.rowCount).toBe(2)
})

test('a refusal is the problem that is shown', async () => {
  session.lookFor({ ...query, text: '(', isRegex: true })
  await expect.poll(() => asked).toHaveLength(1)
  port.postMessage({ kind: 'answer', id: asked[0]?.id, ok: false, problem: 'A bracket is never closed.' })
  await expect.poll(() => session.find?.problem).toBe('A bracket is never closed.')
})

test('a service that was started again is told what is looked for and which lines are wanted', async () => {
  session.lookFor(query)
  session.show({ query, levels: null })
  port.close()
  port = connect()
  await expect.poll(() => asked.map(({ kind }) => kind)).toEqual(['find', 'filter'])
})
