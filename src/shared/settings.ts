/** What the window shows: the system's theme, or always one. */
export const themes = ['system', 'light', 'dark'] as const
/** How large the window's text and all around it may be, in percent. */
export const textSizes = [90, 100, 110, 125, 150, 175, 200] as const
/** What becomes of the app when its window is closed. */
export const windowCloses = ['tray', 'quit'] as const
/** What the app's runs do when it quits. */
export const quitChoices = ['keep', 'pause', 'stop'] as const
/** How much disk logs may take, in GiB. */
export const logGigabytes = [1, 2, 5, 10, 20] as const

/** How long the logs of earlier runs are kept, in days; 0: as long as there is room. */
export const logDays = [7, 30, 90, 365, 0] as const
/** How times of day are written. */
export const clockHours = [24, 12] as const
/** By which clock the times of log lines are shown. */
export const logZones = ['local', 'utc'] as const

/** One of the ways to leave the app over active runs. */
export type QuitChoice = (typeof quitChoices)[number]

/** Settings of the whole app, kept in `USERDATA/settings.json`. */
export interface Settings {
  readonly theme: (typeof themes)[number]
  readonly textSize: (typeof textSizes)[number]
  readonly clockHours: (typeof clockHours)[number]
  readonly whenWindowCloses: (typeof windowCloses)[number]
  readonly whenQuitting: 'ask' | QuitChoice
  readonly keepAwake: boolean
  readonly notifyPaused: boolean
  readonly notifyNotConfirmed: boolean
  readonly notifyResumed: boolean
  readonly notifyEnded: boolean
  readonly notifySound: boolean
  /** From when on the logs of earlier runs go. */
  readonly logDays: (typeof logDays)[number]
  /** The program that logs are opened with, as its person chose it; null for the system's. */
  readonly logEditor: string | null
  readonly logZone: (typeof logZones)[number]
  /** How much the compressed logs of earlier runs may take in all. */
  readonly oldLogsGigabytes: (typeof logGigabytes)[number]
  /** How much the log of a run that goes on may take. */
  readonly liveLogGigabytes: (typeof logGigabytes)[number]
}

/** The settings of a first start. On Linux a desktop may show no tray, and a window kept there would be gone. */
export function usualSettings(platform: string): Settings {
  return {
    theme: 'system',
    textSize: 100,
    clockHours: 24,
    whenWindowCloses: platform === 'linux' ? 'quit' : 'tray',
    whenQuitting: 'ask',
    keepAwake: true,
    notifyPaused: true,
    notifyNotConfirmed: true,
    notifyResumed: true,
    notifyEnded: true,
    notifySound: false,
    logDays: 90,
    logEditor: null,
    logZone: 'local',
    oldLogsGigabytes: 2,
    liveLogGigabytes: 2,
  }
}

/** What the window asks to be changed; opening at login is kept by the system, not by the app. */
export type SettingsChange = Partial<Omit<Settings, 'logEditor'>> & {
  readonly openAtLogin?: boolean
  /** Which other program it is, main asks: the window names none. */
  readonly logEditor?: null
}

/** What went wrong with the settings, in parts that the window makes a sentence of. */
export type SettingsProblem =
  | { readonly kind: 'setAside'; readonly path: string }
  | { readonly kind: 'notRead' | 'notKept' | 'loginNotChanged'; readonly reason: string; readonly code: string }

/** What the window shows of the settings. */
export interface SettingsView {
  readonly settings: Settings
  readonly openAtLogin: boolean
  /** The working folder of the built-in runs. */
  readonly workspace: string
  readonly problem: SettingsProblem | null
}
