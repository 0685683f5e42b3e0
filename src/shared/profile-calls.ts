import type { CommandResult } from './ipc'
import type { OptionValues } from './built-in-options'
import type { ProgramSearch } from './program-search'
import type { OwnRunSetup, PathKind, PatternTrial, ProgressPattern, SetupFinding, SetupSaved } from './own-run'

/** What is set of a built-in run. */
export interface OptionsView {
  readonly values: OptionValues
  /** Why what was set isn't there, in a sentence; null when all is well. */
  readonly problem: string | null
  /** What the next start will start, for people to read: program and arguments. */
  readonly commandLine: readonly string[]
}

/** What became of options that were to be kept. */
export type OptionsSaved =
  | { readonly kind: 'saved' }
  | { readonly kind: 'declined' }
  | { readonly kind: 'notKept'; readonly reason: string }

/** Calls from the window about how runs are set up. */
export interface ProfileCalls {
  /** Of a user's own run; null for a built-in one. Secret values stay in main. */
  'profile:setup': (profileId: string) => OwnRunSetup | null
  /** Why the saved runs aren't there, or can't be kept; null when all is well. */
  'profile:problem': () => string | null
  /** What can be said of a setup, new (null) or of a profile; nothing is run. */
  'profile:check': (profileId: string | null, setup: OwnRunSetup) => readonly SetupFinding[]
  /** Main asks the person before another command is kept. */
  'profile:save': (profileId: string | null, setup: OwnRunSetup) => SetupSaved
  'profile:remove': (profileId: string) => CommandResult
  'profile:move': (profileId: string, step: 'up' | 'down') => CommandResult
  /** Main asks; null when nothing was chosen. */
  'profile:choosePath': (kind: PathKind, from: string) => string | null
  'profile:chooseScript': (kind: 'python' | 'node') => OwnRunSetup | null
  /** A form filled in for a script that was dropped on the window; nothing is kept or run. */
  'profile:ofScript': (path: string) => OwnRunSetup
  /** Of a built-in run; null for a user's own. */
  'profile:options': (profileId: string) => OptionsView | null
  /** Main asks the person before another address is kept. */
  'profile:saveOptions': (profileId: string, values: OptionValues) => OptionsSaved
  /** Where the program of a user's own run is looked for; nothing is run. Null where that says nothing. */
  'profile:findProgram': (profileId: string) => ProgramSearch | null
  /** What the latest run has printed lately, newest first; of lines that differ in their figures alone only the newest. */
  'profile:recentLines': (profileId: string) => readonly string[]
  'profile:tryPattern': (profileId: string, progress: ProgressPattern) => PatternTrial
}

/** The same as methods of `window.fermata`. */
export interface ProfileApi {
  readSetup(profileId: string): Promise<OwnRunSetup | null>
  readProfilesProblem(): Promise<string | null>
  checkSetup(profileId: string | null, setup: OwnRunSetup): Promise<readonly SetupFinding[]>
  saveSetup(profileId: string | null, setup: OwnRunSetup): Promise<SetupSaved>
  removeProfile(profileId: string): Promise<CommandResult>
  moveProfile(profileId: string, step: 'up' | 'down'): Promise<CommandResult>
  choosePath(kind: PathKind, from: string): Promise<string | null>
  chooseScript(kind: 'python' | 'node'): Promise<OwnRunSetup | null>
  /** `file` is a `File` that was dropped on the page; null when it's none of the disk. */
  setupOfDroppedFile(file: unknown): Promise<OwnRunSetup | null>
  readOptions(profileId: string): Promise<OptionsView | null>
  saveOptions(profileId: string, values: OptionValues): Promise<OptionsSaved>
  findProgram(profileId: string): Promise<ProgramSearch | null>
  readRecentLines(profileId: string): Promise<readonly string[]>
  tryPattern(profileId: string, progress: ProgressPattern): Promise<PatternTrial>
}
