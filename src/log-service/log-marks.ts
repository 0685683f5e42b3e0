import type { LogMark } from '../shared/ipc'
import type { LevelCounts } from '../shared/log-service'

const noLevels: LevelCounts = { errors: 0, warnings: 0 }
/** How many marks the window gets at most. */
const mostMarks = 5000
/** Marks are thinned out in one go, not at each line. */
const slack = 1000

/** The lines of a log that say something about the run's state, and its errors and warnings. */
export class LogMarks {
  private marks: LogMark[] = []
  private levels: LevelCounts = noLevels

  /** Takes up the mark of a later line. */
  add(mark: LogMark): void {
    this.marks.push(mark)
    this.levels = withMark(this.levels, mark)
    if (this.marks.length >= mostMarks + slack) this.marks = thinned(this.marks)
  }

  /** The marks, in the order of their lines. */
  list(): readonly LogMark[] {
    return this.marks.length > mostMarks ? thinned(this.marks) : [...this.marks]
  }

  /** How many errors and warnings there are, also those that are left out of the list. */
  get counts(): LevelCounts {
    return this.levels
  }

  /** Forgets everything: the log begins anew. */
  clear(): void {
    this.marks = []
    this.levels = noLevels
  }
}

/** The counts with one mark more. */
export function withMark(counts: LevelCounts, { mark }: LogMark): LevelCounts {
  if (mark === 'error') return { ...counts, errors: counts.errors + 1 }
  return mark === 'warn' ? { ...counts, warnings: counts.warnings + 1 } : counts
}

/** Keeps the newest; a run that warns a million times must not push its pauses out. */
function thinned(marks: readonly LogMark[]): LogMark[] {
  let tooMany = marks.length - mostMarks
  const kept = marks.filter((mark) => {
    if (tooMany <= 0 || !isLevel(mark)) return true
    tooMany -= 1
    return false
  })
  return kept.slice(-mostMarks)
}

function isLevel(mark: LogMark): boolean {
  return mark.mark === 'error' || mark.mark === 'warn'
}
