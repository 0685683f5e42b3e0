/** A run of the user's own, as it is set up in the window and kept by main. */

/** A variable of a run's environment. */
export interface EnvironmentVariable {
  readonly name: string
  /** Null: a secret value that main keeps, which never goes to the window; sent back, it stays as it is. */
  readonly value: string | null
  readonly isSecret: boolean
}

/** How a run's pause is known of: it prints lines, it falls silent, or nothing tells. */
export type Confirmation =
  | { readonly kind: 'lines'; readonly paused: string; readonly resumed: string }
  | { readonly kind: 'silence' }
  | { readonly kind: 'none' }

/** How a run's output tells how far it is; an expression of one's own may name further figures too. */
export type ProgressPattern =
  | { readonly kind: 'count' | 'percent' | 'tqdm' }
  | { readonly kind: 'own'; readonly expression: string }

/** How a run is asked to stop, and after how many seconds of saving the window offers to kill it. */
export interface StopMethod {
  readonly kind: 'ctrlC' | 'sigterm'
  readonly graceSeconds: number
}

/** Everything that is asked for a run of one's own. */
export interface OwnRunSetup {
  readonly name: string
  readonly program: string
  /** One by one, as the program gets them; with `needsShell` one text that the shell reads. */
  readonly args: readonly string[]
  readonly needsShell: boolean
  readonly folder: string
  readonly environment: readonly EnvironmentVariable[]
  /** Absolute, or relative to the folder. */
  readonly pauseFile: string
  readonly confirmation: Confirmation
  readonly progress: ProgressPattern
  readonly stop: StopMethod
}

/** What is told of a user's own run besides. */
export interface OwnRunView {
  readonly confirmation: Confirmation
  /** The pause file that its command names, where that is another one than the app's; else null. */
  readonly otherPauseFile: string | null
  /** How long a stop may take before the window says that it does. */
  readonly stopGraceMs: number
  readonly progress: OwnProgress | null
  /** Since when a run that can't say that it paused has been still, while it is asked to pause; null: it isn't. */
  readonly quietSince: number | null
  /** The expression for its progress took too long and is no longer tried. */
  readonly isPatternTooSlow: boolean
}

/** Where a user's own run stands, as far as its lines tell. */
export interface OwnProgress {
  readonly item: number | null
  readonly total: number | null
  /** Of the whole, 0 to 100. */
  readonly percent: number | null
  /** Items per second of active time. */
  readonly ratePerSecond: number | null
  readonly etaSeconds: number | null
}

/** What a line must contain that says that a run has paused, or goes on, unless something else is chosen. */
export const usualLines = { paused: 'PAUSE DETECTED', resumed: 'RESUMING' } as const

/** A setup with nothing filled in. */
export const emptySetup: OwnRunSetup = {
  name: '',
  program: '',
  args: [],
  needsShell: false,
  folder: '',
  environment: [],
  pauseFile: 'pause.txt',
  confirmation: { kind: 'lines', ...usualLines },
  progress: { kind: 'count' },
  stop: { kind: 'ctrlC', graceSeconds: 60 },
}

/** The places of the form that something can be said of. */
export type SetupField =
  | 'name'
  | 'program'
  | 'args'
  | 'folder'
  | 'environment'
  | 'pauseFile'
  | 'paused'
  | 'resumed'
  | 'pattern'
  | 'grace'

/** What main has found out about a field, in words for people. `instead` is what was probably meant. */
export interface SetupFinding {
  readonly field: SetupField
  readonly isProblem: boolean
  readonly text: string
  /** The problem in a few words, for the list at the top of the form. */
  readonly short: string
  readonly instead: string | null
}

/** What came of saving a setup. `declined`: the person was asked whether to allow the command, and said no. */
export type SetupSaved =
  | { readonly kind: 'saved'; readonly profileId: string }
  | { readonly kind: 'declined' }
  | { readonly kind: 'refused'; readonly findings: readonly SetupFinding[] }
  | { readonly kind: 'notKept'; readonly reason: string }

/** What a progress pattern reads from a run's log: the last line that it matches, and what it says there. */
export type PatternTrial =
  | { readonly kind: 'found'; readonly line: string; readonly reads: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'noLog' }
  | { readonly kind: 'tooSlow' }

/** Takes arguments as they are typed apart: spaces between them, quotes around those with spaces. Null: a quote isn't closed. */
export function splitArguments(text: string): readonly string[] | null {
  const args: string[] = []
  let current: string | null = null
  let quote: string | null = null
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] as string
    if (quote) {
      if (letter === quote) quote = null
      else if (quote === '"' && letter === '\\' && '"\\'.includes(text[at + 1] ?? ' ')) current += text[++at] as string
      else current += letter
    } else if (letter === '"' || letter === "'") {
      quote = letter
      current ??= ''
    } else if (/\s/.test(letter)) {
      if (current !== null) args.push(current)
      current = null
    } else current = (current ?? '') + letter
  }
  if (quote) return null
  return current === null ? args : [...args, current]
}

/** Writes arguments as one would type them. */
export function joinArguments(args: readonly string[]): string {
  return args.map(quoted).join(' ')
}

function quoted(arg: string): string {
  if (arg !== '' && !/[\s"']/.test(arg)) return arg
  return arg.includes("'") ? `"${arg.replaceAll(/["\\]/g, String.raw`\$&`)}"` : `'${arg}'`
}

/** What main's own question asks for a path for. */
export const pathKinds = ['program', 'folder', 'pauseFile', 'python', 'node'] as const
/** One of them. */
export type PathKind = (typeof pathKinds)[number]

/** What is started, as it is shown to a person who is to allow it. */
export function commandOf(
  setup: Pick<OwnRunSetup, 'program' | 'args' | 'needsShell'>,
  platform: string,
): readonly string[] {
  const { program, args, needsShell } = setup
  if (!needsShell) return [program, ...args]
  const text = [program, ...args].join(' ').trim()
  return platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', text] : ['/bin/sh', '-c', text]
}
