import type { PauseFileActor } from './run-notes'

/** What is seen of a run besides what it says: what its states and sentences can be checked by. */
export interface RunEvidence {
  /** What works on although the program that was started has ended; null as long as that is there. */
  readonly leftBehind: LeftBehind | null
  /** Items done since it was asked to pause, or since it said that it paused; null where it counts none. */
  readonly itemsSince: number | null
  /** Lines that it has printed since it said that it paused. */
  readonly linesSincePaused: number
  /** When it last printed something; null before it has. */
  readonly lastOutputAt: number | null
  /** Who deleted the pause file, the last time that it went while the run was there; null before that. */
  readonly fileGoneBy: PauseFileActor | null
}

/** Processes of a run whose program has ended. */
export interface LeftBehind {
  readonly count: number
  /** Whether they are shown to be the run's, so that they may be sent a signal. */
  readonly isProven: boolean
}

/** What a run takes of the machine, with all that it has started. */
export interface ProcessUse {
  /** Of one core, since the sample before; null in the first one. */
  readonly cpuPercent: number | null
  readonly memoryBytes: number
}

/** What the start of the app found of a run that an earlier start had begun. */
export type FoundRun =
  | {
      readonly kind: 'reattached'
      /** When the app was last there; null where it left no word. */
      readonly closedFrom: number | null
      readonly openedAt: number
      /** The first line that it printed meanwhile, and how many there were. */
      readonly firstLine: number
      readonly lineCount: number
      /** False after a crash: what the app read in its last moments is counted too. */
      readonly isExact: boolean
    }
  | { readonly kind: 'ended'; readonly machineRestarted: boolean; readonly lastLine: string | null }

/** What is seen of a run of which there is nothing to see. */
export const noEvidence: RunEvidence = {
  leftBehind: null,
  itemsSince: null,
  linesSincePaused: 0,
  lastOutputAt: null,
  fileGoneBy: null,
}
