import type { LineWords } from '../log-files/line-words'
import { trimmedText } from '../log-files/trimmed-part'
import type { LinePiece, LogRow, LogRows, LogTail } from '../shared/log-service'
import { LineReader } from './line-reader'
import { rowOf, shownText, type ShownText } from './log-row'
import type { LogSearch } from './log-search'
import type { LogSource } from './log-source'
import { readTail } from './log-tail'
import { mostCharacters, plainText, tooLong } from './plain-text'
import { Refusal } from './refusal'
import type { RowMap } from './row-map'
import { wholeLinePiece } from './whole-line'

/** A page of huge lines is cut short here. */
const mostPageBytes = 4 * 1024 * 1024

/** Reads what the window asks to see of a log. */
export class LogPages {
  constructor(
    private readonly source: LogSource,
    private readonly view: RowMap,
    private readonly words: LineWords,
    private readonly find: () => LogSearch | null,
  ) {}

  async lines(first: number, count: number): Promise<LogRows> {
    const { generation } = this.source
    const filterId = this.view.filter?.id ?? null
    const shown = await this.shownLines(this.view.numbersFrom(first, count))
    return { generation, filterId, first, rows: await this.rows(shown) }
  }

  async tail(count: number): Promise<LogTail> {
    const { generation, isComplete, index, path } = this.source
    const first = Math.max(1, index.lineCount - count + 1)
    const numbers = Array.from({ length: index.lineCount - first + 1 }, (_, at) => first + at)
    const shown = isComplete ? await this.shownLines(numbers) : await readTail(path, count)
    return { generation, rows: await this.rows(shown), isNumbered: isComplete }
  }

  async wholeLine(number: number, from: number): Promise<LinePiece> {
    if (number < this.source.index.firstLine.line) return { text: trimmedText, next: null }
    const piece = await wholeLinePiece(this.source, number, from)
    if (!piece) throw new Refusal('That line is no longer in the log.')
    return piece
  }

  async text(first: number, last: number): Promise<string> {
    // Each line takes one character at least.
    if (Math.min(last, this.view.rowCount) - first >= mostCharacters) throw tooLong()
    return plainText(this.source, this.view.numbersFrom(first, last - first + 1))
  }

  private async rows(shown: readonly ShownText[]): Promise<readonly LogRow[]> {
    const ranges = (await this.find()?.ranges(shown)) ?? []
    return shown.map((line, at) => rowOf(line, ranges[at] ?? [], this.words))
  }

  private async shownLines(numbers: readonly number[]): Promise<readonly ShownText[]> {
    const reader = new LineReader(this.source)
    const shown: ShownText[] = []
    let left = mostPageBytes
    for (const number of numbers) {
      if (number < this.source.index.firstLine.line) {
        shown.push(trimmedRow(number))
        continue
      }
      const place = await reader.placeOf(number)
      if (!place || left <= 0) break
      const { bytes, isWhole } = await reader.shownPart(place)
      left -= bytes.length
      shown.push(shownText(number, bytes, isWhole))
    }
    return shown
  }
}

function trimmedRow(number: number): ShownText {
  return { number, text: trimmedText, styles: [], cut: false }
}
