import type { LogMark } from '../../../shared/ipc'
import type {
  FromLogService,
  LevelCounts,
  LogAnswer,
  LogFilter,
  LogNews,
  LogQuery,
  LogQuestions,
  LogRow,
  PlacedNote,
  SearchProgress,
} from '../../../shared/log-service'
import { RowCache } from './row-cache'

/** How long the log is, as the service said last. */
export type LogSize = Extract<LogNews, { kind: 'size' }>

/** How far a search is, or why it isn't. */
export interface SearchState {
  readonly lineCount: number
  readonly isSearching: boolean
  readonly problem: string | null
}

const noSize: LogSize = {
  kind: 'size',
  generation: 0,
  lineCount: 0,
  byteCount: 0,
  rowCount: 0,
  filterId: null,
  isComplete: false,
}
const noLevels: LevelCounts = { errors: 0, warnings: 0 }
const begun: SearchState = { lineCount: 0, isSearching: true, problem: null }

/** The port's other end has gone away; the service is being started again. */
export class LogClosed extends Error {}

/**
 * One log as the window knows it: what the service has told of it, and the few rows that are at hand.
 *
 * `changed` is called after each change, as often as they come.
 */
export class LogSession {
  size: LogSize = noSize
  marks: readonly LogMark[] = []
  levels: LevelCounts = noLevels
  notes: readonly PlacedNote[] = []
  find: SearchState | null = null
  filter: SearchState | null = null
  /** The last rows, for as long as the lines are still being counted. */
  tail: readonly LogRow[] = []
  readonly rows: RowCache
  private askForRows: () => boolean = () => false
  private port: MessagePort | null = null
  private nextId = 1
  private readonly waiting = new Map<number, (answer: LogAnswer | null) => void>()
  private wantedFind: { readonly query: LogQuery; readonly id: number } | null = null
  private wantedFilter: { readonly filter: LogFilter; readonly id: number } | null = null

  constructor(private readonly changed: () => void) {
    this.rows = new RowCache(async (first, count) => this.readRows(first, count), changed)
  }

  /** Talks over this port from now on; one before it is dead. */
  attach(port: MessagePort): void {
    this.detach()
    this.port = port
    port.addEventListener('message', (event: MessageEvent<FromLogService>) => this.take(event.data))
    port.start()
    // A service that was started again knows nothing of what was looked for.
    if (this.wantedFind) this.lookFor(this.wantedFind.query)
    if (this.wantedFilter) this.show(this.wantedFilter.filter)
  }

  /** Ends the talk. */
  detach(): void {
    this.port?.close()
    this.port = null
    for (const settle of this.waiting.values()) settle(null)
    this.waiting.clear()
    this.rows.clear()
  }

  /** How many rows the view has: all lines, or those that the filter lets through. */
  get rowCount(): number {
    return this.size.filterId === this.filterId ? this.size.rowCount : 0
  }

  /** Names the numbering of rows: another one after the log began anew or another filter was set. */
  get viewKey(): string {
    return `${this.size.generation}/${this.filterId}`
  }

  /** Whether a filter hides lines. */
  get isFiltered(): boolean {
    return this.wantedFilter !== null
  }

  /** Asks the service. Refusals are rejections with a sentence for people; LogClosed when it ended. */
  ask<Kind extends keyof LogQuestions>(
    kind: Kind,
    asked: LogQuestions[Kind]['asked'],
  ): Promise<LogQuestions[Kind]['answer']> {
    return this.send(this.nextId++, kind, asked)
  }

  /** Looks for something else from now on; null ends it. */
  lookFor(query: LogQuery | null): void {
    const id = this.nextId++
    this.wantedFind = query && { query, id }
    this.find = query && begun
    this.refuse(this.send(id, 'find', { query }), (problem) => {
      if (this.wantedFind?.id === id) this.find = { ...begun, isSearching: false, problem }
    })
    this.rows.refresh()
    this.changed()
  }

  /** Shows other lines from now on; null for all. */
  show(filter: LogFilter | null): void {
    const id = this.nextId++
    this.wantedFilter = filter && { filter, id }
    this.filter = filter && begun
    this.refuse(this.send(id, 'filter', { filter }), (problem) => {
      if (this.wantedFilter?.id === id) this.filter = { ...begun, isSearching: false, problem }
    })
    this.rows.clear()
    this.changed()
  }

  /** Takes up how to ask for the rows that come into sight as the log grows; it says whether any are on their way. */
  readAhead(askForRows: () => boolean): void {
    this.askForRows = askForRows
  }

  /** Reads the last rows anew while the lines are still being counted. */
  async readTail(count: number): Promise<void> {
    if (this.size.isComplete) return
    const tail = await this.ask('tail', { count }).catch(ignoreClosed)
    if (!tail || tail.generation !== this.size.generation || this.size.isComplete) return
    this.tail = tail.rows
    this.changed()
  }

  private get filterId(): number | null {
    return this.wantedFilter?.id ?? null
  }

  private refuse(answer: Promise<null>, tell: (problem: string) => void): void {
    void answer.catch((error: unknown) => {
      if (error instanceof LogClosed) return
      tell(error instanceof Error ? error.message : String(error))
      this.changed()
    })
  }

  private async readRows(first: number, count: number): Promise<readonly LogRow[] | null> {
    const answer = await this.ask('lines', { first, count }).catch(ignoreClosed)
    if (!answer || answer.generation !== this.size.generation || answer.filterId !== this.filterId) return null
    return answer.rows
  }

  private send<Kind extends keyof LogQuestions>(
    id: number,
    kind: Kind,
    asked: LogQuestions[Kind]['asked'],
  ): Promise<LogQuestions[Kind]['answer']> {
    const { port } = this
    if (!port) return Promise.reject(new LogClosed())
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (answer) => {
        if (answer === null) reject(new LogClosed())
        else if (answer.ok) resolve(answer.value as LogQuestions[Kind]['answer'])
        else reject(new Error(answer.problem))
      })
      port.postMessage({ ...asked, id, kind })
    })
  }

  private take(message: FromLogService): void {
    if (message.kind === 'answer') {
      const settle = this.waiting.get(message.id)
      this.waiting.delete(message.id)
      settle?.(message)
      return
    }
    if (message.generation !== this.size.generation) this.beginAnew(message.generation)
    const before = this.size
    this.takeNews(message)
    const hasGrown = message.kind === 'size' && message.isComplete && before.isComplete
    // Following, nothing new can be drawn before the new rows are here.
    if (hasGrown && this.askForRows()) return
    this.changed()
  }

  private takeNews(news: LogNews): void {
    switch (news.kind) {
      case 'size':
        this.size = news
        if (news.isComplete) this.tail = []
        this.rows.grow(this.rowCount)
        return
      case 'find':
        if (news.id === this.wantedFind?.id) this.find = stateOf(news)
        return
      case 'filter':
        if (news.id === this.wantedFilter?.id) this.filter = stateOf(news)
        return
      case 'marks':
        this.marks = news.marks
        this.levels = news.counts
        return
      case 'notes':
        this.notes = news.notes
    }
  }

  private beginAnew(generation: number): void {
    this.size = { ...noSize, generation }
    this.marks = []
    this.levels = noLevels
    this.notes = []
    this.tail = []
    this.rows.clear()
  }
}

function stateOf({ lineCount, isSearching, problem }: SearchProgress): SearchState {
  return { lineCount, isSearching, problem }
}

function ignoreClosed(error: unknown): null {
  // What was asked is asked again over the next port, or no longer matters; a refusal shows as rows that don't come.
  if (error instanceof Error) return null
  throw error
}
