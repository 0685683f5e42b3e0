import { Throttle } from '../platform/throttle'
import type { LogNews, LogQuestion, LogQuestions, LogRow, LogRows, LogTail } from '../shared/log-service'
import type { LogPort } from './log-port'
import { rowOf, shownText, type ShownText } from './log-row'
import { LogSource } from './log-source'
import { readTail } from './log-tail'
import { LineReader } from './line-reader'
import { plainText, Refusal, tooLong } from './plain-text'
import { idOf, NoQuestion, readQuestion } from './questions'
import { wholeLinePiece } from './whole-line'

type Answers = {
  readonly [Kind in keyof LogQuestions]: (
    asked: LogQuestions[Kind]['asked'],
    id: number,
  ) => LogQuestions[Kind]['answer'] | Promise<LogQuestions[Kind]['answer']>
}

/** How often at most the window hears the same kind of news. */
const newsGapMs = 100
/** A page of huge lines is cut short here. */
const mostPageBytes = 4 * 1024 * 1024
/** More rows than this are never 16 MB of text; asked for anyway, they would take minutes to find out. */
const mostTextRows = 16_000_000

/** One log that a window shows: follows its file, and answers what comes over the port until that is closed. */
export class LogSession {
  private readonly source: LogSource
  private readonly sizeNews = new Throttle(newsGapMs, () => this.tell(this.size()))
  private readonly answers: Answers = {
    lines: ({ first, count }) => this.lines(first, count),
    tail: ({ count }) => this.tail(count),
    wholeLine: async ({ number, from }) => {
      const piece = await wholeLinePiece(this.source, number, from)
      if (!piece) throw new Refusal('That line is no longer in the log.')
      return piece
    },
    text: ({ first, last }) => {
      if (last - first >= mostTextRows) throw tooLong()
      return plainText(this.source, this.numbersFrom(first, last - first + 1))
    },
    find: () => null,
    filter: () => null,
    nextMatch: () => ({ found: null, isFinal: true }),
    rowOf: ({ number }) => (number <= this.source.index.lineCount ? number : null),
  }

  constructor(
    path: string,
    private readonly port: LogPort,
    /** Told once the port is closed. */
    private readonly onClosed: () => void,
  ) {
    this.source = new LogSource(path, {
      grew: () => this.sizeNews.request(),
      startedOver: () => this.sizeNews.run(),
    })
    port.onMessage((message) => void this.take(message))
    port.onClose(() => void this.close())
    this.source.follow()
  }

  private async close(): Promise<void> {
    this.sizeNews.cancel()
    await this.source.close()
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

  private answer<Kind extends keyof LogQuestions>(question: LogQuestion & { readonly kind: Kind }): unknown {
    const answer = this.answers[question.kind] as (asked: LogQuestion, id: number) => unknown
    return answer(question, question.id)
  }

  private async lines(first: number, count: number): Promise<LogRows> {
    const { generation } = this.source
    const shown = await this.shownLines(this.numbersFrom(first, count))
    return { generation, filterId: null, first, rows: this.rows(shown) }
  }

  private async tail(count: number): Promise<LogTail> {
    const { generation, isComplete, index } = this.source
    const shown = isComplete
      ? await this.shownLines(this.numbersFrom(Math.max(1, index.lineCount - count + 1), count))
      : await readTail(this.source.path, count)
    return { generation, rows: this.rows(shown), isNumbered: isComplete }
  }

  private rows(shown: readonly ShownText[]): readonly LogRow[] {
    return shown.map((line) => rowOf(line, []))
  }

  private async shownLines(numbers: readonly number[]): Promise<readonly ShownText[]> {
    const reader = new LineReader(this.source)
    const shown: ShownText[] = []
    let left = mostPageBytes
    for (const number of numbers) {
      const place = await reader.placeOf(number)
      if (!place || left <= 0) break
      const { bytes, isWhole } = await reader.shownPart(place)
      left -= bytes.length
      shown.push(shownText(number, bytes, isWhole))
    }
    return shown
  }

  /** The line numbers of rows `first` and on. */
  private numbersFrom(first: number, count: number): readonly number[] {
    const length = Math.max(0, Math.min(count, this.source.index.lineCount - first + 1))
    return Array.from({ length }, (_, at) => first + at)
  }

  private size(): LogNews {
    const { generation, index, isComplete } = this.source
    const { lineCount, byteCount } = index
    return { kind: 'size', generation, lineCount, byteCount, rowCount: lineCount, filterId: null, isComplete }
  }

  private tell(news: LogNews): void {
    this.port.postMessage(news)
  }
}
