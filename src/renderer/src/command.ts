import type { ShortcutId } from '../../shared/shortcuts'
import type { SlotAction } from './wording/controls'

/** The sign in front of a command in the palette. */
export type CommandIcon =
  | SlotAction
  | 'stop'
  | 'kill'
  | 'clock'
  | 'copy'
  | 'mark'
  | 'file'
  | 'folder'
  | 'test'
  | 'verify'
  | 'find'
  | 'run'
  | 'tab'
  | 'history'
  | 'settings'
  | 'theme'
  | 'textSize'
  | 'add'
  | 'keys'
  | 'about'
  | 'quit'

/** Something that the window can do: what shortcuts do, and what the palette offers. */
export interface Command {
  readonly name: string
  readonly group: string
  readonly icon: CommandIcon
  /** Why it can't be done now, in the user's words. */
  readonly off: string | null
  readonly shortcut?: ShortcutId
  /** Which digit of the shortcut, counted from 0. */
  readonly at?: number
  /** A place to go to, no command in the narrow sense. */
  readonly isPlace?: true
  readonly act: () => void
  /** What its keys do, where those can be pressed twice by mistake. */
  readonly press?: () => void
}

/** The group of what concerns all runs, or another one than is shown. */
export const allRuns = 'All runs'
/** The group of what shows something. */
export const goTo = 'Go to'
