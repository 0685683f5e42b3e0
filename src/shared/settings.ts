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

/** One of the ways to leave the app over active runs. */
export type QuitChoice = (typeof quitChoices)[number]

/** Settings of the whole app, kept in `USERDATA/settings.json`. */
export interface Settings {
  readonly theme: (typeof themes)[number]
  readonly textSize: (typeof textSizes)[number]
  readonly whenWindowCloses: (typeof windowCloses)[number]
  readonly whenQuitting: 'ask' | QuitChoice
  readonly keepAwake: boolean
  readonly notifyPaused: boolean
  readonly notifyNotConfirmed: boolean
  readonly notifyResumed: boolean
  readonly notifyEnded: boolean
  readonly notifySound: boolean
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
    whenWindowCloses: platform === 'linux' ? 'quit' : 'tray',
    whenQuitting: 'ask',
    keepAwake: true,
    notifyPaused: true,
    notifyNotConfirmed: true,
    notifyResumed: true,
    notifyEnded: true,
    notifySound: false,
    oldLogsGigabytes: 2,
    liveLogGigabytes: 2,
  }
}

/** What the window asks to be changed; opening at login is kept by the system, not by the app. */
export type SettingsChange = Partial<Settings> & { readonly openAtLogin?: boolean }

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
