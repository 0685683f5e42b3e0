import { type LineBits, countIn, nextIn, previousIn } from './line-bits'
import type { LogMatch } from '../shared/log-service'
import type { LogSearch } from './log-search'
import type { LogSource } from './log-source'

/** Which lines of a log are rows of the view: all of them, or those that a filter lets through. */
export class RowMap {
  filter: LogSearch | null = null

  constructor(private readonly source: LogSource) {}

  get rowCount(): number {
    return this.filter ? this.filter.bits.count : this.source.index.lineCount
  }

  /** The line numbers of rows `first` and on. */
  numbersFrom(first: number, count: number): readonly number[] {
    if (this.filter) return this.filter.bits.from(first - 1, count)
    const length = Math.max(0, Math.min(count, this.rowCount - first + 1))
    return Array.from({ length }, (_, at) => first + at)
  }

  /** The row of a line, or of the nearest line after it that is shown; null past the last row. */
  rowOf(number: number): number | null {
    const row = this.filter ? this.filter.bits.rank(number) + 1 : number
    return row <= this.rowCount ? row : null
  }

  /** How many of the found lines are rows. */
  countOf(find: LogSearch): number {
    return this.filter ? countIn(this.setsOf(find), this.source.index.lineCount + 1) : find.bits.count
  }

  /** The nearest found line that is a row. */
  nextMatch(find: LogSearch, from: number, direction: 'next' | 'previous'): LogMatch {
    const sets = this.setsOf(find)
    const number = direction === 'next' ? nextIn(sets, from + 1) : from > 1 ? previousIn(sets, from - 1) : 0
    const searches = this.filter ? [find, this.filter] : [find]
    const isSearched = searches.every(({ searchedLines }) => searchedLines >= from - 1)
    const isDone = searches.every(({ isSearching }) => !isSearching)
    const isFinal = direction === 'previous' ? isSearched || isDone : number > 0 || isDone
    if (number === 0) return { found: null, isFinal }
    return { found: { number, row: this.rowOf(number) ?? 0, ordinal: countIn(sets, number) + 1 }, isFinal }
  }

  private setsOf(find: LogSearch): readonly LineBits[] {
    return this.filter ? [find.bits, this.filter.bits] : [find.bits]
  }
}
