import type { CommandResult, ProfileKind } from './ipc'
import type { PauseEntry } from './pause-ledger'
import type { SeriesPoint } from './run-history'
import type { RunOutcome } from './run-state'

/** One of a profile's runs whose log can be looked at. */
export interface PastRun {
  readonly runId: string
  readonly startedAt: number
  /** Null while it goes on. */
  readonly outcome: RunOutcome | null
  /** False when its log was removed to make room, or was never written. */
  readonly hasLog: boolean
}

/** A run in the history. Times are milliseconds since the epoch. */
export interface HistoryRun {
  readonly runId: string
  readonly profileId: string
  readonly name: string
  readonly runKind: ProfileKind
  /** What one item is called, in the singular. */
  readonly itemNoun: string
  readonly command: readonly string[]
  /** Names the settings that it was started with; equal ones are the same settings. */
  readonly settings: string
  readonly startedAt: number
  /** Null while it goes on. */
  readonly endedAt: number | null
  readonly outcome: RunOutcome | null
  readonly asleepMs: number
  readonly item: number | null
  readonly total: number | null
  /** What came of it, in a few words; empty while it goes on. */
  readonly result: string
}

/** A run as the table shows it: with its pauses, for the ribbon. */
export interface HistoryRow extends HistoryRun {
  readonly pauses: readonly PauseEntry[]
}

/** A run with all that the app can do with it now. */
export interface HistoryDetails extends HistoryRow {
  /** Whether its log is still there. */
  readonly hasLog: boolean
  /** Whether it is its profile's latest run, whose state the window shows. */
  readonly isLatest: boolean
  /** Whether its profile would be started the same way now; null when there is no such profile any more. */
  readonly sameSettings: boolean | null
  /** Whether it has figures to compare. */
  readonly hasCurve: boolean
}

/** The results that the history can be narrowed to. */
export const historyResults = ['any', 'active', 'finished', 'stopped', 'failed'] as const
/** What a run can be looked for by that came of it. */
export type HistoryResult = (typeof historyResults)[number]

/** The spans of time that the history can be narrowed to. */
export const historySpans = ['day', 'week', 'month', 'all'] as const
/** How far back a search goes. */
export type HistorySpan = (typeof historySpans)[number]

/** What runs are looked for; `text` in what is written of them, null for runs of any profile. */
export interface HistoryQuery {
  readonly text: string
  readonly profileId: string | null
  readonly result: HistoryResult
  readonly span: HistorySpan
}

/** Some of the runs that were looked for, newest first. */
export interface HistoryPage {
  /** How many there are in all. */
  readonly total: number
  readonly rows: readonly HistoryRow[]
  /** What is wrong with the history itself, as a sentence; null when nothing is. */
  readonly problem: string | null
}

/** The profiles that the history knows runs of. */
export interface HistoryProfile {
  readonly profileId: string
  readonly name: string
}

/** A run's figures over its own time. */
export interface RunCurve {
  readonly loss: readonly SeriesPoint[]
  readonly validation: readonly SeriesPoint[]
}

/** The tables of the history that can be exported. */
export const historyTables = ['runs', 'pauses'] as const
/** What can be saved as a table. */
export type HistoryTable = (typeof historyTables)[number]

/** How many runs the window asks for at a time. */
export const historyPageSize = 50

/** The history's calls from the window to main. */
export interface HistoryCalls {
  /** The runs that answer a question, from the n-th on, counted from 0. */
  'history:list': (query: HistoryQuery, from: number) => HistoryPage
  'history:profiles': () => readonly HistoryProfile[]
  /** Null when there is no such run, or no more. */
  'history:run': (runId: string) => HistoryDetails | null
  'history:curve': (runId: string) => RunCurve | null
  'history:remove': (runId: string) => CommandResult
  /** Saves the runs that answer a question; main asks where to. */
  'history:export': (query: HistoryQuery, table: HistoryTable) => CommandResult
}

/** The same for the window. */
export interface HistoryApi {
  listHistory(query: HistoryQuery, from: number): Promise<HistoryPage>
  listHistoryProfiles(): Promise<readonly HistoryProfile[]>
  readHistoryRun(runId: string): Promise<HistoryDetails | null>
  readRunCurve(runId: string): Promise<RunCurve | null>
  removeHistoryRun(runId: string): Promise<CommandResult>
  exportHistory(query: HistoryQuery, table: HistoryTable): Promise<CommandResult>
  /** A run's entry is another now; null for many. */
  onPastRunsChanged(listener: (runId: string | null) => void): () => void
}
