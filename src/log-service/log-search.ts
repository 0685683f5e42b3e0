import type { LogFilter, LogRange, SearchProgress } from '../shared/log-service'
import { LineBits } from './line-bits'
import { matcherOf } from './line-matcher'
import { LineScan, type ScanBlock } from './line-scan'
import type { ShownText } from './log-row'
import type { LogSource } from './log-source'
import { Refusal } from './refusal'
import type { SearchThread } from './search-thread'

/** Big enough that a block's way to the thread and back doesn't count, small enough for early first hits. */
const blockBytes = 2 * 1024 * 1024

/** What a search works with, and whom it tells. */
interface SearchParts {
  readonly thread: SearchThread
  /** It has got further. The first lines found are what someone waits for. */
  changed(isFirst: boolean): void
}

/** What is looked for in a log, and the lines found so far. */
export class LogSearch {
  readonly bits = new LineBits()
  private problem: string | null = null
  private readonly scan: LineScan

  constructor(
    /** The window's id of the question that began it. */
    readonly id: number,
    private readonly filter: LogFilter,
    private readonly source: LogSource,
    private readonly parts: SearchParts,
  ) {
    this.scan = new LineScan(source, {
      blockBytes,
      search: (block) => this.search(block),
      take: (lines, block) => this.take(lines, block),
      clear: () => this.bits.clear(),
      fail: (error) => this.fail(error),
      rest: () => parts.changed(false),
    })
    this.begin()
  }

  get isSearching(): boolean {
    return this.scan.isSearching
  }

  get searchedLines(): number {
    return this.scan.searchedLines
  }

  /** How far it is; `lineCount` is how many lines match in the view. */
  progress(lineCount: number): SearchProgress {
    const { id, problem, isSearching, searchedLines } = this
    return { generation: this.source.generation, id, lineCount, searchedLines, isSearching, problem }
  }

  /** The log has grown. */
  wake(): void {
    this.scan.wake()
  }

  /** The log begins anew. */
  startOver(): void {
    this.scan.startOver()
  }

  /** Something else is looked for. */
  stop(): void {
    this.scan.stop()
  }

  /** The places in some shown lines that match, a list for each. */
  async ranges(shown: readonly ShownText[]): Promise<readonly (readonly LogRange[])[]> {
    const may = shown.filter(({ number }) => number < 1 || number > this.searchedLines || this.bits.has(number))
    if (this.problem !== null || may.length === 0) return []
    try {
      const { thread } = this.parts
      const search = { number: this.id, filter: this.filter }
      const found = await thread.ranges(
        search,
        may.map(({ text }) => text),
        may[0]?.number ?? 0,
      )
      const byNumber = new Map(may.map(({ number }, at) => [number, found[at]]))
      return shown.map(({ number }) => byNumber.get(number) ?? [])
    } catch (error) {
      this.scan.stop()
      this.fail(error)
      return []
    }
  }

  private begin(): void {
    try {
      // Made only to refuse what is no expression at once: the thread makes its own.
      matcherOf(this.filter)
      this.scan.wake()
    } catch (error) {
      this.scan.stop()
      this.fail(error)
    }
  }

  private async search({ bytes, firstLine, starts }: ScanBlock) {
    const block = { bytes, firstLine, starts }
    const result = await this.parts.thread.lines({ number: this.id, filter: this.filter }, block)
    return { lines: result.lines, bytes: Buffer.from(result.bytes.buffer) }
  }

  private take(lines: ArrayLike<number>, { firstLine }: ScanBlock): void {
    // It may have been found as an unfinished line.
    this.bits.removeLast(firstLine)
    const isFirst = this.bits.count === 0 && lines.length > 0
    for (let at = 0; at < lines.length; at += 1) this.bits.add(lines[at] ?? 0)
    this.parts.changed(isFirst)
  }

  private fail(error: unknown): void {
    if (!(error instanceof Refusal)) throw error
    this.problem = error.message
    this.parts.changed(false)
  }
}
