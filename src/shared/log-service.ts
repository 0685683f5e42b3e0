import type { LogLine, LogMark } from './ipc'
import type { ParsedLine } from './run-lines'
import type { RunNote } from './run-notes'

/**
 * The talk between the window and the log service over a port that belongs to one run's log.
 *
 * The window asks numbered questions, each is answered once; news comes unasked. A port is closed to end it. Everything
 * about lines carries the log's `generation`: another one means that the log began anew (it was cut short, replaced or
 * deleted), and what was known of its lines is void.
 */

/** The most rows of one answer. */
export const mostRows = 500
/** The most characters that can be looked for. */
export const mostQueryCharacters = 1000

/** A colour of the 16 or 256 a terminal has by number, or one of its own as `0xRRGGBB`. */
export type LogColour =
  | { readonly kind: 'indexed'; readonly index: number }
  | { readonly kind: 'rgb'; readonly rgb: number }

/** How the run coloured a part of a line: UTF-16 units `from` to before `to` of its shown message. */
export interface LogStyle {
  readonly from: number
  readonly to: number
  readonly colour?: LogColour
  readonly background?: LogColour
  readonly bold?: true
  readonly dim?: true
  readonly italic?: true
  readonly underline?: true
  readonly inverse?: true
}

/** Units `from` to before `to` of a line's shown message. */
export interface LogRange {
  readonly from: number
  readonly to: number
}

/** A line as the window shows it. `cut`: `wholeLine` has the rest. */
export interface LogRow extends LogLine {
  readonly styles: readonly LogStyle[]
  /** What is looked for now, as far as it stands in the shown message (not in the time or level before it). */
  readonly matches: readonly LogRange[]
}

/** Rows of the view: all lines, or only those that the filter lets through. */
export interface LogRows {
  readonly generation: number
  /** The question's id of the filter that these rows are counted in; null for all lines. */
  readonly filterId: number | null
  /** Counted from 1. */
  readonly first: number
  /** Fewer than were asked for where the view ends, and where lines are huge: then the next are to be asked for. */
  readonly rows: readonly LogRow[]
}

/** The last lines of the whole log, at hand before all lines are counted. */
export interface LogTail {
  readonly generation: number
  /** Newest last. Numbered from the end until all lines are counted: -1 is the last one. */
  readonly rows: readonly LogRow[]
  readonly isNumbered: boolean
}

/** A stretch of a long line. */
export interface LinePiece {
  readonly text: string
  /** Where the next piece begins, to ask for it with; null at the line's end. */
  readonly next: number | null
}

/** What is looked for: in a line's text as it is shown, so without escape sequences and what a bar has overwritten. */
export interface LogQuery {
  readonly text: string
  /** A JavaScript regular expression (flag `u` where it allows that), matched within each line. */
  readonly isRegex: boolean
  readonly matchCase: boolean
}

/** A line's level; `none`: it names none. */
export type LogLevel = NonNullable<ParsedLine['level']> | 'none'

/** The levels of lines, and `none` for a line that has none. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'none'] as const satisfies readonly LogLevel[]

/** What a line must have to be shown. */
export interface LogFilter {
  readonly query: LogQuery | null
  /** Null for all. */
  readonly levels: readonly LogLevel[] | null
}

/** A line that matches, and its place in the view. */
export interface LogMatch {
  /** Null when there is none in that direction. */
  readonly found: {
    readonly number: number
    readonly row: number
    /** Which of the matching lines in the view it is, counted from 1. */
    readonly ordinal: number
  } | null
  /** False while lines in that direction are still to be searched. */
  readonly isFinal: boolean
}

/** Questions from the window to the service: what each is asked with and what it is answered with. */
export interface LogQuestions {
  /** Rows `first` and on. */
  lines: { readonly asked: { readonly first: number; readonly count: number }; readonly answer: LogRows }
  tail: { readonly asked: { readonly count: number }; readonly answer: LogTail }
  /** The text of one line from `from` on: 0, then what the answer before gave as `next`. */
  wholeLine: { readonly asked: { readonly number: number; readonly from: number }; readonly answer: LinePiece }
  /** Rows `first` to `last` as plain text, for the clipboard; refused when it would be more than 16 MB. */
  text: { readonly asked: { readonly first: number; readonly last: number }; readonly answer: string }
  /** Looks for something else from now on; null ends it. How far it is comes as news. */
  find: { readonly asked: { readonly query: LogQuery | null }; readonly answer: null }
  /** Shows other lines from now on; null for all. How far it is comes as news. */
  filter: { readonly asked: { readonly filter: LogFilter | null }; readonly answer: null }
  /** The nearest matching line in the view after or before line `from`, which itself doesn't count. */
  nextMatch: {
    readonly asked: { readonly from: number; readonly direction: 'next' | 'previous' }
    readonly answer: LogMatch
  }
  /** The row of a line; of the nearest row after it when the filter hides it. Null past the last row. */
  rowOf: { readonly asked: { readonly number: number }; readonly answer: number | null }
}

/** A question as it goes over the port; ids are the window's own and grow. */
export type LogQuestion = {
  readonly [Kind in keyof LogQuestions]: { readonly id: number; readonly kind: Kind } & LogQuestions[Kind]['asked']
}[keyof LogQuestions]

/** The answer to the question of that id. A refusal says why in a sentence for people. */
export type LogAnswer =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: false; readonly problem: string }

/** How far a search is. `id` is that of the question that began it. */
export interface SearchProgress {
  readonly generation: number
  readonly id: number
  /** How many lines match so far; with a filter, of those that it lets through. */
  readonly lineCount: number
  readonly searchedLines: number
  /** False once all that is there is searched; a log that grows makes it true again for a moment. */
  readonly isSearching: boolean
  /** Why it ended early, or never began, in a sentence for people. */
  readonly problem: string | null
}

/** One of the app's own notes on a run, and the line before which it was made. */
export interface PlacedNote {
  readonly before: number
  readonly time: number
  readonly note: RunNote
}

/** How many lines of a log are errors and warnings. */
export interface LevelCounts {
  readonly errors: number
  readonly warnings: number
}

/** What the service tells unasked: each at once when it first changes, then ten times a second at most. */
export type LogNews =
  | {
      readonly kind: 'size'
      readonly generation: number
      /** Lines known so far; an unfinished last line counts. */
      readonly lineCount: number
      /** Bytes of those lines. */
      readonly byteCount: number
      /** Lines that the filter lets through; all without one. */
      readonly rowCount: number
      readonly filterId: number | null
      /** True once all that was there has been counted. */
      readonly isComplete: boolean
    }
  | ({ readonly kind: 'find' } & SearchProgress)
  | ({ readonly kind: 'filter' } & SearchProgress)
  /** All marks, at most 5000: the newest, but pauses and stops before errors, and those before warnings. */
  | {
      readonly kind: 'marks'
      readonly generation: number
      readonly marks: readonly LogMark[]
      /** Of all lines, also those whose marks are left out. */
      readonly counts: LevelCounts
      /** True once all that was there has been looked through. */
      readonly isComplete: boolean
    }
  /** All notes, at most 2000, the newest. */
  | { readonly kind: 'notes'; readonly generation: number; readonly notes: readonly PlacedNote[] }

/** All that comes over a port to the window. */
export type FromLogService = LogAnswer | LogNews

/**
 * How a port reaches the page: `window.fermata.openLog` gives an id, and a `message` event on the window (its source the
 * window itself, its origin the page's own) brings this with the port as `ports[0]`, before or after that.
 *
 * The same id again, with another port: the service was started again, and the port before is dead. The new one knows
 * nothing yet: open questions, find and filter are to be asked again, and generations count from 1 again.
 */
export interface LogPortMessage {
  readonly kind: 'fermata:logPort'
  readonly id: number
}

/**
 * What `window.fermata.openLog(profileId)` gives: the latest run's log is being opened. Null before the first run.
 *
 * `window.fermata.onLogServiceRestarted(listener)` tells of each log (by profile id) that gets another port.
 */
export interface OpenedLog {
  readonly id: number
  readonly runId: string
}
