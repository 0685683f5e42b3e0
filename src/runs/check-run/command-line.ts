import { isAbsolute, resolve } from 'node:path'
import { parseOptions, refused } from '../options'

/** What a check is asked for. */
export interface CheckSettings {
  readonly command: readonly string[]
  readonly pauseFile: string
  readonly pausedText: string
  readonly resumedText: string
  readonly stopSignal: 'SIGINT' | 'SIGTERM'
  readonly timeoutMs: number
  readonly json: boolean
}

/** What `--help` prints. */
export const helpText = `Finds out whether a program pauses, resumes and stops as it should: starts it, pauses it, resumes it, stops it, and
starts it once more.

Usage: check-run [options] [--] COMMAND...

  --pause-file PATH     the file that the program pauses at; relative to the current folder (default: pause.txt)
  --paused-line TEXT    what the line contains that says that it has paused (default: PAUSE DETECTED)
  --resumed-line TEXT   what the line contains that says that it goes on (default: RESUMING)
  --stop-signal SIGNAL  SIGINT, which is what Ctrl+C sends, or SIGTERM (default: SIGINT)
  --timeout SECONDS     how long each answer may take (default: 60)
  --json                one JSON value a line instead of words
  --help                print this

The program works for some seconds in the current folder, and what it saves stays there.
Exit codes: 0 it honours the pause, 1 it doesn't, 2 wrong options, 130 interrupted.`

const optionTypes = {
  'pause-file': { type: 'string', default: 'pause.txt' },
  'paused-line': { type: 'string', default: 'PAUSE DETECTED' },
  'resumed-line': { type: 'string', default: 'RESUMING' },
  'stop-signal': { type: 'string', default: 'SIGINT' },
  timeout: { type: 'string', default: '60' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Reads the command line; `help` when that was asked for. A RunFailure says in one line what to write instead. */
export function settingsFrom(args: readonly string[], currentFolder: string): CheckSettings | 'help' {
  const split = endOfOptions(args)
  const values = parseOptions(args.slice(0, split), optionTypes)
  if (values.help) return 'help'
  const command = args.slice(args[split] === '--' ? split + 1 : split)
  if (!command[0]?.trim()) throw refused('the command to check is missing')
  for (const name of ['pause-file', 'paused-line', 'resumed-line'] as const) {
    if (values[name].trim() === '') throw refused(`--${name} needs a value`)
  }
  const pauseFile = values['pause-file']
  return {
    command,
    pauseFile: isAbsolute(pauseFile) ? pauseFile : resolve(currentFolder, pauseFile),
    pausedText: values['paused-line'],
    resumedText: values['resumed-line'],
    stopSignal: stopSignalOf(values['stop-signal']),
    timeoutMs: secondsIn(values.timeout) * 1000,
    json: values.json,
  }
}

/** The command begins behind `--`, or with the first word that is no option: npm may have taken the `--` for itself. */
function endOfOptions(args: readonly string[]): number {
  for (let place = 0; place < args.length; place += 1) {
    const arg = args[place] as string
    if (arg === '--' || !arg.startsWith('-')) return place
    if (optionsWithValue.has(arg)) place += 1
  }
  return args.length
}

const optionsWithValue: ReadonlySet<string> = new Set(
  Object.entries(optionTypes).flatMap(([name, { type }]) => (type === 'string' ? [`--${name}`] : [])),
)

function stopSignalOf(text: string): CheckSettings['stopSignal'] {
  if (text === 'SIGINT' || text === 'SIGTERM') return text
  throw refused(`--stop-signal must be SIGINT or SIGTERM, not '${text}'`)
}

function secondsIn(text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (!(seconds >= 1 && seconds <= 3600)) throw refused(`--timeout must be from 1 to 3600 seconds, not '${text}'`)
  return seconds
}
