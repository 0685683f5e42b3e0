import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What `fermata --help` prints. */
export const helpText = `Starts, pauses and watches long training and collector runs.

Usage: fermata                    open the app
       fermata train [options]    train, as the app does; train --help tells more
       fermata collect [options]  collect listings; collect --help tells more
       fermata verify [options]   repeat a training with pauses, stops and kills, and compare
       fermata check-run -- COMMAND   see what a program makes of a pause file
       fermata pause RUN          make the run's pause file
       fermata resume RUN         delete the run's pause file, whoever made it
       fermata status [--json]    how all runs are doing

RUN is a run's name as the app shows it, or its id. With or without a running app:

  --user-data-dir DIR  where the app keeps its state
  --json               for programs: one JSON object, {"runs": [...]}
  --help               print this

Exit codes: 0 done, 1 failed, 2 wrong options; those of train, collect, verify and check-run are their own.`

/** What the command is asked to do. */
export type Asked =
  | { readonly kind: 'program'; readonly program: string; readonly args: readonly string[] }
  | { readonly kind: 'help' }
  | { readonly kind: 'status'; readonly stateFolder: string; readonly json: boolean }
  | { readonly kind: 'pause' | 'resume'; readonly stateFolder: string; readonly run: string }
  | { readonly kind: 'wrong'; readonly reason: string }

const programs: Readonly<Record<string, string>> = {
  train: 'trainer',
  collect: 'collector',
  verify: 'verify',
  'check-run': 'check-run',
}

const options = {
  'user-data-dir': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** Reads the command line, without the program itself; `appName` is the one under which Electron keeps the app's state. */
export function readAsked(args: readonly string[], appName: string, environment = process.env): Asked {
  const [name = '--help', ...rest] = args
  const program = programs[name]
  if (program !== undefined) return { kind: 'program', program, args: rest }
  if (name === '--help' || name === 'help') return { kind: 'help' }
  if (name !== 'pause' && name !== 'resume' && name !== 'status')
    return { kind: 'wrong', reason: `there is no command ${name}; fermata --help lists them` }
  try {
    const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true })
    if (values.help) return { kind: 'help' }
    const stateFolder = resolve(values['user-data-dir'] ?? usualStateFolder(environment, appName))
    if (name === 'status')
      return positionals.length > 0
        ? { kind: 'wrong', reason: 'status takes no run: it tells of all' }
        : { kind: 'status', stateFolder, json: values.json ?? false }
    const [run] = positionals
    if (run === undefined || positionals.length > 1 || values.json)
      return { kind: 'wrong', reason: `say which run, as in: fermata ${name} training` }
    return { kind: name, stateFolder, run }
  } catch (error) {
    return { kind: 'wrong', reason: error instanceof Error ? error.message : String(error) }
  }
}

/** Where Electron keeps an app's state when nobody says otherwise. */
function usualStateFolder(environment: NodeJS.ProcessEnv, appName: string): string {
  if (process.platform === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), appName)
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', appName)
  return join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), appName)
}
