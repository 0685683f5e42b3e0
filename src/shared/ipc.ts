import type { MenuApi, MenuCalls, MenuChoice } from './app-menu'
import type { ChartApi, ChartCalls } from './chart-files'
import type { FailedListing } from './collector-lines'
import type { CollectorStatus } from './collector-status'
import type { ProfileApi, ProfileCalls } from './profile-calls'
import type { OpenedLog } from './log-service'
import type { LineMark, ParsedLine, RunKind, TrainingProgress } from './run-lines'
import type { Hold, HoldOwner } from './holds'
import type { OwnRunView } from './own-run'
import type { PauseFileView, Shell } from './pause-file'
import type { PauseTestApi, PauseTestCalls, PauseTests } from './pause-test-calls'
import type { FoundRun, ProcessUse, RunEvidence } from './run-evidence'
import type { HistoryApi, HistoryCalls, PastRun } from './past-runs'
import type { RunHistory } from './run-history'
import type { RunState } from './run-state'
import type { ComputerInterest, ComputerView } from './computer'
import type { RulesSaved, RulesView, RunRules } from './rules'
import type { VerificationView } from './verification'
import type { LeavingView } from './leaving'
import type { QuitChoice, SettingsChange, SettingsView } from './settings'

/** Everything the window shows of one saved run profile, sent whole at each change. */
export interface RunView {
  /** Names the saved profile: the only thing that the window ever sends to make main act. */
  readonly profileId: string
  readonly name: string
  /** What the run works on; decides which panels the window shows. */
  readonly runKind: ProfileKind
  /** What one item is called, in the singular: `batch`. */
  readonly itemNoun: string
  /** The latest run of this profile; null before its first start. Also the name of its folder under `runs/`. */
  readonly runId: string | null
  readonly state: RunState | { readonly kind: 'idle' }
  /** When the latest run was started, milliseconds since the epoch. */
  readonly startedAt: number | null
  readonly pid: number | null
  /** What was started, for people to read: program and arguments. */
  readonly commandLine: readonly string[]
  readonly workspace: string
  /** Of a run that can learn from different data; else null. */
  readonly data: TrainingDataView | null
  readonly pauseFile: PauseFileView
  /** Who holds the run, oldest first; also while the run has not answered, and before it is started. */
  readonly holds: readonly Hold[]
  /** Of a training; a collection tells of itself in `collection`. */
  readonly progress: TrainingProgress | null
  readonly collection: CollectionView | null
  /** Of a user's own run; null for a built-in one. */
  readonly own: OwnRunView | null
  /** The last lines that the run printed, newest last, at most 6. */
  readonly latestLines: readonly ParsedLine[]
  /** The run's own confirming line of the latest pause, as printed; null before the first one. */
  readonly pausedLine: string | null
  readonly evidence: RunEvidence
  /** What this start of the app found of it; null once that is dismissed. */
  readonly found: FoundRun | null
  readonly problem: RunProblem | null
  readonly log: LogSummary
}

/** What a profile's runs work on: one of the built-in programs, or a program of the user's own. */
export type ProfileKind = RunKind | 'own'

/** What is known of a run's log without showing it; lines count from 1. */
export interface LogSummary {
  readonly lineCount: number
  readonly byteCount: number
  readonly errorCount: number
  readonly lastErrorLine: number | null
  readonly lastPausedLine: number | null
  /** Where it last said that it paused: the last line of that, and the items that were done before. */
  readonly pauseSaid: { readonly lastLine: number; readonly item: number | null } | null
}

/** Where a collection stands. Holds and workers are empty while no process lives that they could be told of. */
export interface CollectionView extends Omit<CollectorStatus, 'version' | 'pid' | 'source'> {
  /** The latest listings that were given up in this run, newest first; `items.failed` counts all. */
  readonly failures: readonly FailedListing[]
}

/** What a training learns from: what comes with the program, what the collector collected, or a file. */
export type TrainingData =
  | { readonly kind: 'sample' }
  | { readonly kind: 'collected' }
  | { readonly kind: 'file'; readonly path: string }

/** What is chosen to learn from, and whether the latest run learned from something else. */
export interface TrainingDataView {
  readonly chosen: TrainingData
  readonly isOther: boolean
}

/** What went wrong, in parts that the window makes a sentence of. `reason` is plain words, `code` the system's (`EACCES`). */
export type RunProblem =
  | {
      readonly kind: 'pauseFileNotCreated' | 'pauseFileNotDeleted'
      readonly path: string
      readonly reason: string
      readonly code: string
    }
  /** `isPauseFileShared`: another run is at work with the same pause file. */
  | { readonly kind: 'notStarted'; readonly reason: string; readonly isPauseFileShared: boolean }
  /** The app no longer knows who held its runs; `path` is where the file that it can't read was put. */
  | { readonly kind: 'holdsUnreadable'; readonly path: string }
  | { readonly kind: 'dataNotChosen'; readonly reason: string }

/** The answer to a command: expected refusals are values, throws are bugs. */
export type CommandResult = { readonly ok: true } | { readonly ok: false; readonly problem: RunProblem | null }

/** One line of a log. `number` counts from 1. */
export interface LogLine extends ParsedLine {
  readonly number: number
  readonly mark: LineMark | null
  /** True when the line was longer than what is shown. */
  readonly cut: boolean
}

/** A disk that has little room left. */
export interface LowDisk {
  /** A folder on it. */
  readonly folder: string
  readonly freeBytes: number
}

/** A line that says something about the run's state, for the margin of the log. */
export interface LogMark {
  readonly number: number
  readonly mark: LineMark | 'error' | 'warn'
}

/**
 * How to start: `continue` takes up saved progress where there is some, `startOver` sets it aside, `retryFailed`
 * continues and tries again what was given up, `acceptDrift` continues although program or runtime is another.
 */
export type StartMode = 'continue' | 'startOver' | 'retryFailed' | 'acceptDrift'

/** What can be copied of a pause file. */
export type PauseFileText = 'path' | 'pause' | 'resume'

/** Calls from the window to main: channel to signature. Main has one argument parser for each. */
export interface IpcCalls extends MenuCalls, ChartCalls, ProfileCalls, HistoryCalls, PauseTestCalls {
  'runs:list': () => readonly RunView[]
  'disk:low': () => LowDisk | null
  /** Which run is in view now; null for none. */
  'view:shown': (profileId: string | null) => CommandResult
  /** A person wants to quit; what comes of it is told by `leaving:changed`. */
  'leaving:request': () => CommandResult
  /** Reading says that there is a page to show it. */
  'leaving:read': () => LeavingView
  'leaving:answer': (choice: QuitChoice, always: boolean) => CommandResult
  'leaving:cancel': () => CommandResult
  /** Waits no longer for runs that were asked to pause or stop. */
  'leaving:now': () => CommandResult
  'settings:read': () => SettingsView
  /** Main asks which program logs are opened with. */
  'settings:chooseLogEditor': () => CommandResult
  'settings:change': (change: SettingsChange) => CommandResult
  'rules:read': (profileId: string) => RulesView
  /** All rules of the run as they are to be from now on. */
  'rules:save': (profileId: string, rules: RunRules) => RulesSaved
  /** How closely the window looks at the computer from now on; answers what was seen last. */
  'computer:watch': (interest: ComputerInterest) => ComputerView | null
  'run:start': (profileId: string, mode: StartMode) => CommandResult
  /** Holds the run for its person, until they let go or (milliseconds since the epoch) until a time. */
  'run:pause': (profileId: string, until: number | null) => CommandResult
  /** Lets go of all holds. */
  'run:resume': (profileId: string) => CommandResult
  /** Lets go of one hold. */
  'run:release': (profileId: string, owner: HoldOwner) => CommandResult
  'runs:pauseAll': () => CommandResult
  'runs:resumeAll': () => CommandResult
  'run:stop': (profileId: string) => CommandResult
  'run:kill': (profileId: string) => CommandResult
  'run:dismissProblem': (profileId: string) => CommandResult
  'run:dismissFound': (profileId: string) => CommandResult
  /** Null while it has no process, and where the system doesn't tell. */
  'run:processUse': (profileId: string) => ProcessUse | null
  'run:history': (profileId: string) => RunHistory
  /** Null for a run that can't be verified. */
  'verification:read': (profileId: string) => VerificationView | null
  'verification:start': (profileId: string, repeats: number) => CommandResult
  'verification:cancel': (profileId: string) => CommandResult
  /** With `file` main asks for one; the window never names it. */
  'run:chooseData': (profileId: string, kind: TrainingData['kind']) => CommandResult
  'pauseFile:show': (profileId: string) => CommandResult
  'pauseFile:copy': (profileId: string, text: PauseFileText, shell: Shell) => CommandResult
  /** Null as the run: the latest one. */
  'log:open': (profileId: string, runId: string | null) => OpenedLog | null
  'log:list': (profileId: string) => readonly PastRun[]
  'log:copyText': (text: string) => CommandResult
  'log:copyPath': (profileId: string, runId: string | null) => CommandResult
  'log:showInFolder': (profileId: string, runId: string | null) => CommandResult
  'log:openInEditor': (profileId: string, runId: string | null) => CommandResult
  /** Main asks where to. */
  'log:save': (profileId: string, runId: string | null) => CommandResult
}

/** Events from main to the window: they tell what is, they give no orders. */
export interface IpcEvents {
  'run:changed': RunView
  /** Profiles were added, taken away or put in another order. */
  'runs:changed': readonly RunView[]
  'run:historyChanged': { readonly profileId: string; readonly history: RunHistory }
  'log:appended': {
    readonly profileId: string
    readonly runId: string
    readonly lineCount: number
    readonly byteCount: number
  }
  'disk:changed': LowDisk | null
  /** The history's entry of a run, or (null) of many, is another now. */
  'history:changed': string | null
  'verification:changed': VerificationView
  'settings:changed': SettingsView
  'rules:changed': { readonly profileId: string; readonly view: RulesView }
  'computer:changed': ComputerView
  'leaving:changed': LeavingView
  /** `isBack` false: it died too often, and is started again only by opening the log anew. */
  'log:serviceRestarted': { readonly profileId: string; readonly isBack: boolean }
  'pauseTest:changed': PauseTests
  /** A person chose this in the app's menu. */
  'menu:chosen': MenuChoice
  /** A person asked, outside the window, to see this. */
  'view:wanted': { readonly profileId: string; readonly tab: 'overview' | 'logs' }
}

type Unsubscribe = () => void

/** `window.fermata`: named methods only; each `onX` returns its unsubscribe. */
export interface FermataApi extends MenuApi, ChartApi, ProfileApi, HistoryApi, PauseTestApi {
  readonly platform: string
  listRuns(): Promise<readonly RunView[]>
  readLowDisk(): Promise<LowDisk | null>
  tellShownRun(profileId: string | null): Promise<CommandResult>
  requestLeaving(): Promise<CommandResult>
  readLeaving(): Promise<LeavingView>
  answerLeaving(choice: QuitChoice, always: boolean): Promise<CommandResult>
  cancelLeaving(): Promise<CommandResult>
  leaveNow(): Promise<CommandResult>
  readSettings(): Promise<SettingsView>
  chooseLogEditor(): Promise<CommandResult>
  changeSettings(change: SettingsChange): Promise<CommandResult>
  readRules(profileId: string): Promise<RulesView>
  saveRules(profileId: string, rules: RunRules): Promise<RulesSaved>
  watchComputer(interest: ComputerInterest): Promise<ComputerView | null>
  startRun(profileId: string, mode: StartMode): Promise<CommandResult>
  requestPause(profileId: string, until: number | null): Promise<CommandResult>
  requestResume(profileId: string): Promise<CommandResult>
  releaseHold(profileId: string, owner: HoldOwner): Promise<CommandResult>
  pauseAll(): Promise<CommandResult>
  resumeAll(): Promise<CommandResult>
  stopRun(profileId: string): Promise<CommandResult>
  forceStopRun(profileId: string): Promise<CommandResult>
  dismissProblem(profileId: string): Promise<CommandResult>
  dismissFound(profileId: string): Promise<CommandResult>
  readProcessUse(profileId: string): Promise<ProcessUse | null>
  readHistory(profileId: string): Promise<RunHistory>
  readVerification(profileId: string): Promise<VerificationView | null>
  startVerification(profileId: string, repeats: number): Promise<CommandResult>
  cancelVerification(profileId: string): Promise<CommandResult>
  chooseData(profileId: string, kind: TrainingData['kind']): Promise<CommandResult>
  showPauseFile(profileId: string): Promise<CommandResult>
  copyPauseFileText(profileId: string, text: PauseFileText, shell: Shell): Promise<CommandResult>
  /** Opens the log of a run, or of the latest one; its port comes as a message on the window: see log-service.ts. */
  openLog(profileId: string, runId: string | null): Promise<OpenedLog | null>
  listLogs(profileId: string): Promise<readonly PastRun[]>
  copyLogText(text: string): Promise<CommandResult>
  copyLogPath(profileId: string, runId: string | null): Promise<CommandResult>
  showLogInFolder(profileId: string, runId: string | null): Promise<CommandResult>
  openLogInEditor(profileId: string, runId: string | null): Promise<CommandResult>
  saveLog(profileId: string, runId: string | null): Promise<CommandResult>
  onRunsChanged(listener: (runs: readonly RunView[]) => void): Unsubscribe
  onRunChanged(listener: (run: RunView) => void): Unsubscribe
  onHistoryChanged(listener: (change: IpcEvents['run:historyChanged']) => void): Unsubscribe
  onLogAppended(listener: (change: IpcEvents['log:appended']) => void): Unsubscribe
  onVerificationChanged(listener: (view: VerificationView) => void): Unsubscribe
  onDiskChanged(listener: (low: LowDisk | null) => void): Unsubscribe
  onViewWanted(listener: (wanted: IpcEvents['view:wanted']) => void): Unsubscribe
  onLeavingChanged(listener: (view: LeavingView) => void): Unsubscribe
  onSettingsChanged(listener: (view: SettingsView) => void): Unsubscribe
  onRulesChanged(listener: (change: IpcEvents['rules:changed']) => void): Unsubscribe
  onComputerChanged(listener: (view: ComputerView) => void): Unsubscribe
  onLogServiceRestarted(listener: (change: IpcEvents['log:serviceRestarted']) => void): Unsubscribe
}
