import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
// oxlint-disable-next-line no-restricted-imports -- only tests come here: a worker thread needs a program of its own
import { build } from 'vite'
import { contractWords } from '../../log-files/line-words'
import type { FromLogService, LogNews, LogQuestions } from '../../shared/log-service'
import { LogSession } from '../log-session'

/** A session over files of a test's own, asked as a window would ask it. */
export interface TestSession {
  readonly log: string
  readonly notes: string
  readonly answers: FromLogService[]
  ask<Kind extends keyof LogQuestions>(
    kind: Kind,
    asked: LogQuestions[Kind]['asked'],
  ): Promise<LogQuestions[Kind]['answer']>
  /** Sends anything at all. */
  send(message: unknown): void
  /** The newest news of a kind. */
  news<Kind extends LogNews['kind']>(kind: Kind): (LogNews & { readonly kind: Kind }) | undefined
  close(): Promise<void>
}

let searchProgram = ''

/** Builds the search threads' program once for all tests of a file. */
export function buildSearchProgram(): void {
  const folder = mkdtempSync(join(tmpdir(), 'fermata-search-'))
  searchProgram = join(folder, 'log-search.mjs')
  beforeAll(() =>
    build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: join(import.meta.dirname, '..', 'search-worker.ts'),
        outDir: folder,
        emptyOutDir: false,
        rolldownOptions: { output: { entryFileNames: 'log-search.mjs' } },
      },
    }),
  )
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
}

/** A folder of the test's own, removed after it. */
export function testFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fermata-log-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** Opens a log. */
export function openSession(log = join(testFolder(), 'output.log'), words = contractWords): TestSession {
  const notes = `${log}.notes`
  const answers: FromLogService[] = []
  let listen: (message: unknown) => void = () => undefined
  let end: () => void = () => undefined
  let asked = 0
  const waiting = new Map<number, (answer: FromLogService) => void>()
  const closed = new Promise<void>((resolve) => {
    const port = {
      postMessage(message: FromLogService) {
        const received = structuredClone(message)
        answers.push(received)
        if (received.kind === 'answer') waiting.get(received.id)?.(received)
      },
      onMessage: (listener: typeof listen) => void (listen = listener),
      onClose: (listener: typeof end) => void (end = listener),
    }
    void new LogSession({ log, notes, words, searchProgram }, port, resolve)
  })
  const close = async () => {
    end()
    await closed
  }
  onTestFinished(close)
  return {
    log,
    notes,
    answers,
    close,
    send: (message) => listen(structuredClone(message)),
    news: (kind) => answers.findLast((one) => one.kind === kind) as never,
    ask: async (kind, fields) => {
      asked += 1
      const id = asked
      const answer = new Promise<FromLogService>((resolve) => waiting.set(id, resolve))
      listen(structuredClone({ ...fields, id, kind }))
      const received = await answer
      if (received.kind === 'answer' && received.ok) return received.value as never
      throw new Error(received.kind === 'answer' && !received.ok ? received.problem : 'No answer')
    },
  }
}

/** Waits until a condition holds, looking every few milliseconds; its value is the last word of a failed test. */
export async function until<Value>(
  condition: () => Value,
  what: () => string,
  limitMs = 10_000,
): Promise<NonNullable<Value>> {
  const end = Date.now() + limitMs
  for (;;) {
    const value = condition()
    if (value) return value
    if (Date.now() > end) throw new Error(`Waited in vain: ${what()}`)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

/** Waits until all that is in the log is counted, and it has so many lines. */
export async function untilCounted(session: TestSession, lines: number): Promise<void> {
  const isCounted = () => session.news('size')?.isComplete && session.news('size')?.lineCount === lines
  await until(isCounted, () => JSON.stringify(session.news('size')))
}
