/** What the app knows of a run's pause file, and the terminal commands for it. */

/** What stands at the pause file's path. Anything counts as a request to pause. */
export type PauseFileFound =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'file' | 'folder' | 'link' | 'other'
      /** When it was made, milliseconds since the epoch: as first seen by the app, or the file's own time. */
      readonly since: number
      readonly madeBy: 'fermata' | 'outside'
      /** First line of a file made outside, at most 120 characters; empty when there is none. */
      readonly firstLine: string
    }

/** A pause file as shown in the window. `path` is absolute; `name` is its last part. */
export interface PauseFileView {
  readonly path: string
  readonly name: string
  readonly found: PauseFileFound
}

/** The shells for which a command is shown. */
export const shells = ['bash', 'PowerShell', 'cmd'] as const
/** The shells that the window has commands for. */
export type Shell = (typeof shells)[number]

/** A command that asks for a pause by making the file, ready to paste into `shell`. */
export function pauseCommand(shell: Shell, path: string): string {
  if (shell === 'bash') return `touch ${quoteBash(path)}`
  if (shell === 'PowerShell') return `New-Item ${quotePowerShell(path)}`
  return `type nul > ${quoteCmd(path)}`
}

/** A command that resumes by deleting the file, ready to paste into `shell`. */
export function resumeCommand(shell: Shell, path: string): string {
  if (shell === 'bash') return `rm ${quoteBash(path)}`
  if (shell === 'PowerShell') return `Remove-Item -LiteralPath ${quotePowerShell(path)}`
  return `del ${quoteCmd(path)}`
}

function quoteBash(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`
}

function quotePowerShell(path: string): string {
  return `'${path.replaceAll("'", "''")}'`
}

function quoteCmd(path: string): string {
  // Typed at a prompt, `%%` stays two signs: doubling them is for batch files.
  return `"${path}"`
}
