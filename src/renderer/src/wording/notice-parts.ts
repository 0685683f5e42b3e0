/** A sentence with pieces of code in it. */
export type RichText = readonly (string | { readonly code: string })[]

/** What a button in a notice does. */
export type NoticeAction =
  | 'tryPauseAgain'
  | 'tryResumeAgain'
  | 'copyPause'
  | 'copyResume'
  | 'stop'
  | 'cancelPause'
  | 'pauseAgain'
  | 'wait'
  | 'openLogs'
  | 'showNewLines'
  | 'continue'
  | 'dismissFound'
  | 'dismissProblem'
  | 'hide'
  | 'acceptDrift'
  | 'askStartOver'
  | 'useSample'
  | 'chooseTable'
  | 'useInstead'
  | 'chooseProgram'
  | 'showPath'
  | 'openPauseFileSetup'
  | 'useGivenFile'
  | 'choosePausedLine'
  | 'chooseResumedLine'

/** One way out, on a row with its button. */
export interface NoticeRow {
  readonly title: string
  readonly text: RichText
  readonly button: string
  readonly action: NoticeAction
}

/** A notice says what is true now, then offers ways out. */
export interface NoticeView {
  readonly key: string
  readonly tone: 'failed' | 'held' | 'active' | 'quiet'
  readonly title: string
  readonly text: readonly RichText[]
  readonly rows: readonly NoticeRow[]
  readonly primary: { readonly button: string; readonly action: NoticeAction } | null
  /** Besides the rows, at the notice's head. */
  readonly buttons: readonly { readonly button: string; readonly action: NoticeAction }[]
  readonly dismiss: NoticeAction | null
  /** Whether its text counts seconds, so that only its title may be read out. */
  readonly isTicking: boolean
}

/** A notice of which only the title is known. */
export function base(key: string, tone: NoticeView['tone'], title: string): NoticeView {
  return {
    key,
    tone,
    title,
    text: [],
    rows: [],
    primary: null,
    buttons: [],
    dismiss: null,
    isTicking: key.endsWith('Unanswered'),
  }
}

/** A way out. */
export function row(title: string, text: RichText, button: string, action: NoticeAction): NoticeRow {
  return { title, text, button, action }
}

/** A way out by a command for a terminal. */
export function copyRow(title: string, command: string, action: NoticeAction): NoticeRow {
  return row(title, ['Run this in a terminal: ', { code: command }], 'Copy', action)
}

/** A reason as a sentence. */
export function sentence(text: string): string {
  const trimmed = text.trim()
  const ended = /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
  return ended.charAt(0).toUpperCase() + ended.slice(1)
}
