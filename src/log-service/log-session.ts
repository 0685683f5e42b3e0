import type { LineWords } from '../log-files/line-words'
import { Throttle } from '../platform/throttle'
import type { LogFilter, LogNews, LogQuestion, LogQuestions } from '../shared/log-service'
import { LogPages } from './log-pages'
import type { LogPort } from './log-port'
import { LogSearch } from './log-search'
import { LogSource } from './log-source'
import { MarkScan } from './mark-scan'
import { PlacedNotes } from './placed-notes'
import { idOf, NoQuestion, readQuestion } from './questions'
import { Refusal } from './refusal'
import { RowMap } from './row-map'
import { SearchThread } from './search-thread'

/** How often at most the window hears the same kind of news. */
const newsGapMs = 100
/** The same for how long a log is that floods: each such news is drawn, which costs the run more than the reading. */
const floodGapMs = 200
/** The same for marks, which can be thousands and are sent whole. */
const marksGapMs = 500

/** The files of a log, and the program of its search threads. */
export interface SessionFiles {
  readonly log: string
  readonly notes: string
  /** Which lines say something of the run's state. */
  readonly words: LineWords
  readonly searchProgram: string
}

type Answers = {
  readonly [Kind in keyof LogQuestions]: (
    asked: LogQuestions[Kind]['asked'],
    id: number,
  ) => LogQuestions[Kind]['answer'] | Promise<LogQuestions[Kind]['answer']>
}

type NewsKind = LogNews['kind']

/** One log that a window shows: follows its file, and answers what comes over the port until that is closed. */
export class LogSession {
  private readonly source: LogSource
  private readonly rows: RowMap
  private readonly marks: MarkScan
  private readonly notes: PlacedNotes
  private readonly threads: { readonly find: SearchThread; readonly filter: SearchThread }
  private find: LogSearch | null = null
  private readonly news: Readonly<Record<NewsKind, Throttle>>
  private readonly flood = new Throttle(floodGapMs, () => this.news.size.request())
  private readonly answers: Answers

  constructor(
    files: SessionFiles,
    private readonly port: LogPort,
    /** Told once the port is closed and nothing is followed any more. */
    private readonly onClosed: () => void,
  ) {
    const tell = (kind: NewsKind, gapMs = newsGapMs) => new Throttle(gapMs, () => this.tell(kind))
    this.news = {
      size: tell('size'),
      find: tell('find'),
      filter: tell('filter'),
      marks: tell('marks', marksGapMs),
      notes: tell('notes'),
    }
    this.source = new LogSource(files.log, {
      grew: () => this.grew(),
      slowed: () => this.slowed(),
      startedOver: () => this.startedOver(),
    })
    this.rows = new RowMap(this.source)
    this.marks = new MarkScan(this.source, files.words, () => this.news.marks.request())
    this.notes = new PlacedNotes(files.notes, this.source, () => this.news.notes.request())
    this.threads = { find: new SearchThread(files.searchProgram), filter: new SearchThread(files.searchProgram) }
    this.answers = this.answersFrom(new LogPages(this.source, this.rows, files.words, () => this.find))
    port.onMessage((message) => void this.take(message))
    port.onClose(() => void this.close())
    this.source.follow()
  }

  private answersFrom(pages: LogPages): Answers {
    return {
      lines: ({ first, count }) => pages.lines(first, count),
      tail: ({ count }) => pages.tail(count),
      wholeLine: ({ number, from }) => pages.wholeLine(number, from),
      text: ({ first, last }) => pages.text(first, last),
      find: ({ query }, id) => this.lookFor(query && { query, levels: null }, id),
      filter: ({ filter }, id) => this.showOnly(filter, id),
      nextMatch: ({ from, direction }) =>
        this.find ? this.rows.nextMatch(this.find, from, direction) : { found: null, isFinal: true },
      rowOf: ({ number }) => this.rows.rowOf(number),
    }
  }

  private lookFor(filter: LogFilter | null, id: number): null {
    this.find?.stop()
    this.threads.find.giveUp()
    const changed = (isFirst: boolean) => this.tellOf('find', isFirst)
    this.find = filter && new LogSearch(id, filter, this.source, { thread: this.threads.find, changed })
    if (filter) this.news.find.run()
    return null
  }

  private showOnly(filter: LogFilter | null, id: number): null {
    this.rows.filter?.stop()
    this.threads.filter.giveUp()
    const changed = (isFirst: boolean) => {
      this.tellOf('filter', isFirst)
      this.tellOf('size', isFirst)
      if (this.find) this.news.find.request()
    }
    this.rows.filter = filter && new LogSearch(id, filter, this.source, { thread: this.threads.filter, changed })
    changed(false)
    return null
  }

  private tellOf(kind: NewsKind, isUrgent: boolean): void {
    if (isUrgent) this.news[kind].run()
    else this.news[kind].request()
  }

  private grew(): void {
    this.find?.wake()
    this.rows.filter?.wake()
    this.marks.wake()
    this.notes.wake()
    if (this.source.isFast) this.flood.request()
    else this.news.size.request()
  }

  private slowed(): void {
    this.news.size.run()
    this.marks.wake()
  }

  private startedOver(): void {
    for (const part of [this.notes, this.marks, this.find, this.rows.filter]) part?.startOver()
    this.grew()
    for (const kind of ['size', 'marks', 'notes'] as const) this.news[kind].run()
  }

  private async close(): Promise<void> {
    for (const throttle of [...Object.values(this.news), this.flood]) throttle.cancel()
    this.find?.stop()
    this.rows.filter?.stop()
    this.marks.stop()
    await Promise.all([this.source.close(), this.notes.close(), this.threads.find.close(), this.threads.filter.close()])
    this.onClosed()
  }

  /** Answers a message. The window is not trusted: what is no question is refused, and can't do harm. */
  private async take(message: unknown): Promise<void> {
    try {
      const question = readQuestion(message)
      const value = await this.answer(question)
      this.port.postMessage({ kind: 'answer', id: question.id, ok: true, value })
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof NoQuestion)) throw error
      const id = idOf(message)
      if (id !== null) this.port.postMessage({ kind: 'answer', id, ok: false, problem: error.message })
    }
  }

  private answer(question: LogQuestion): unknown {
    const answer = this.answers[question.kind] as (asked: LogQuestion, id: number) => unknown
    return answer(question, question.id)
  }

  private tell(kind: NewsKind): void {
    const news = this.newsOf(kind)
    if (news) this.port.postMessage(news)
  }

  private newsOf(kind: NewsKind): LogNews | null {
    const { generation, index, isComplete } = this.source
    const { filter, rowCount } = this.rows
    if (kind === 'marks') {
      const { counts, isComplete: isWhole } = this.marks
      return { kind, generation, marks: this.marks.list(), counts, isComplete: isWhole }
    }
    if (kind === 'notes') return { kind, generation, notes: this.notes.list() }
    if (kind === 'find') return this.find && { kind, ...this.find.progress(this.rows.countOf(this.find)) }
    if (kind === 'filter') return filter && { kind, ...filter.progress(rowCount) }
    const { lineCount, byteCount } = index
    return { kind, generation, lineCount, byteCount, rowCount, filterId: filter?.id ?? null, isComplete }
  }
}
