import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { writeFileDurably } from './durable-file'

/**
 * Where Linux desktops look for what to start at login.
 *
 * https://specifications.freedesktop.org/autostart-spec/latest/: an XDG folder counts only when it is absolute.
 */
export function autostartFile(environment: Readonly<Record<string, string | undefined>>): string {
  const { XDG_CONFIG_HOME: folder } = environment
  const config = folder !== undefined && isAbsolute(folder) ? folder : join(homedir(), '.config')
  return join(config, 'autostart', 'fermata.desktop')
}

/** Says whether the entry is there. */
export function hasAutostartEntry(file: string): boolean {
  return existsSync(file)
}

/** Makes the entry that starts a program with its arguments. */
export function makeAutostartEntry(file: string, command: readonly string[]): void {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Fermata',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
  ]
  mkdirSync(dirname(file), { recursive: true })
  writeFileDurably(file, `${lines.join('\n')}\n`)
}

/** Takes the entry away, if it is there. */
export function removeAutostartEntry(file: string): void {
  rmSync(file, { force: true })
}

/** Quoted for `Exec`, whose value is unescaped once as a string and once as a command line. */
function quoted(word: string): string {
  const inCommand = `"${word.replaceAll(/["`$\\]/g, String.raw`\$&`)}"`.replaceAll('%', '%%')
  return inCommand.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`)
}
