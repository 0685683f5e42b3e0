import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import * as v from 'valibot'
import { writeFileDurably } from '../platform/durable-file'
import { hasCode, isSystemError, plainReason } from '../platform/plain-reason'
import { setAside } from '../platform/set-aside'
import { builtInOptions, optionArgs, optionProblem, type OptionValues } from '../shared/built-in-options'
import type { RunKind } from '../shared/run-lines'

const version = 1
const fileSchema = v.object({ version: v.literal(version), options: v.record(v.string(), v.string()) })

/** What a person has set of a built-in run's options: kept over a restart. */
export class OptionChoice {
  private chosen: OptionValues = {}
  private trouble: string | null = null

  /** `storage` is where it is kept. */
  constructor(
    private readonly storage: string,
    readonly kind: RunKind,
  ) {
    this.read()
  }

  /** What is set, by name; an option that isn't set isn't there. */
  get values(): OptionValues {
    return this.chosen
  }

  /** Why what was set isn't there, in a sentence; null when all is well. */
  get problem(): string | null {
    return this.trouble
  }

  /** What the program is told. */
  get args(): readonly string[] {
    return optionArgs(this.kind, this.chosen)
  }

  /** What stands against keeping values, in a sentence; null when nothing does. */
  problemOf(values: OptionValues): string | null {
    return problemIn(this.kind, values)
  }

  /** Keeps values; says in a sentence why not, and then they are as they were. */
  choose(values: OptionValues): string | null {
    const problem = problemIn(this.kind, values)
    if (problem !== null) return problem
    const options = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
    try {
      writeFileDurably(this.storage, `${JSON.stringify({ version, options }, null, 2)}\n`, { mode: 0o600 })
    } catch (error) {
      if (!isSystemError(error)) throw error
      const { reason, code } = plainReason(error)
      return `${this.storage} can’t be written: ${reason} (${code}).`
    }
    this.chosen = options
    this.trouble = null
    return null
  }

  private read(): void {
    try {
      const { options } = v.parse(fileSchema, JSON.parse(readFileSync(this.storage, 'utf8')))
      if (problemIn(this.kind, options) === null) this.chosen = options
      else this.leaveAside()
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return
      if (isSystemError(error)) {
        const { reason, code } = plainReason(error)
        this.trouble = `What was set here wasn’t loaded: ${this.storage}: ${reason} (${code}).`
      } else if (error instanceof SyntaxError || v.isValiError(error)) this.leaveAside()
      else throw error
    }
  }

  private leaveAside(): void {
    const aside = basename(setAside(this.storage))
    this.trouble = `What was set here couldn’t be read: the file is damaged or from a newer Fermata. It is kept as ${aside}.`
  }
}

/** What stands against keeping values, in a sentence. */
function problemIn(kind: RunKind, values: OptionValues): string | null {
  const options = builtInOptions[kind]
  const unknown = Object.keys(values).find((name) => !options.some((option) => option.name === name))
  if (unknown !== undefined) return `There is no option called ${unknown}.`
  for (const option of options) {
    const problem = optionProblem(option, values[option.name] ?? '')
    if (problem !== null) return `${option.label}: ${problem}`
  }
  return null
}
