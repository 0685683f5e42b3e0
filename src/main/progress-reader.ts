import { Script, createContext } from 'node:vm'
import { lastLines } from '../log-files/telling-lines'
import { logLine } from '../log-files/log-line'
import type { ProgressPattern } from '../shared/own-run'
import { expressionOf, type ProgressReading, readingOf } from '../shared/progress-reading'

/** Where a run stands by one of its lines, and when that was; null where the line carries no time. */
export interface TimedReading extends ProgressReading {
  readonly time: number | null
  /** The line, as it is shown. */
  readonly line: string
}

/** How many of the last lines of a block are read: in a flood the others tell nothing that would still be true. */
const mostLines = 32
/** An expression that takes longer for those lines would hold up the app's buttons: it is not tried again. */
const limitMs = 100

type Groups = Readonly<Record<string, string | undefined>>

// Of several matches in a line the last one counts: what stands further right is the finer count.
const matchAll = new Script(`JSON.stringify(texts.map((text) => {
  let last = null
  if (expression.global) for (const match of text.matchAll(expression)) last = match
  else last = expression.exec(text)
  return last?.groups ? { ...last.groups } : null
}))`)

/** Reads a run's lines for where it stands, by the pattern that its person chose. */
export class ProgressReader {
  /** Whether the expression was given up, as it took too long. */
  isTooSlow = false
  private readonly context: ReturnType<typeof createContext>

  constructor(pattern: ProgressPattern) {
    this.context = createContext({ expression: expressionOf(pattern), texts: [] })
  }

  /** What the last lines of a block tell, in their order. */
  read(block: Buffer): readonly TimedReading[] {
    if (this.isTooSlow) return []
    const lines = lastLines(block, mostLines).map((bytes) => logLine(0, bytes))
    const groups = this.groupsOf(lines.map(({ message }) => message))
    return lines.flatMap(({ time, message }, index) => {
      const reading = groups[index] ? readingOf(groups[index]) : null
      return reading ? [{ ...reading, time, line: message }] : []
    })
  }

  private groupsOf(texts: readonly string[]): readonly (Groups | null)[] {
    if (texts.length === 0) return []
    this.context.texts = texts
    try {
      return JSON.parse(
        matchAll.runInContext(this.context, { timeout: limitMs }) as string,
      ) as readonly (Groups | null)[]
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
      this.isTooSlow = true
      return []
    }
  }
}
