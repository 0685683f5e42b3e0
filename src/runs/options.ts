import { parseArgs } from 'node:util'
import { oneLine, RunFailure } from './run-failure'

type OptionTypes = Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly default?: string | boolean }>
>

/** What was given of options of these types, by name; undefined where nothing was and there is no default. */
export type OptionValues<Types extends OptionTypes> = {
  readonly [Name in keyof Types]:
    | (Types[Name]['type'] extends 'boolean' ? boolean : string)
    | (Types[Name] extends { readonly default: string | boolean } ? never : undefined)
}

/** Reads the options of a run program; nothing else may stand among them. A RunFailure names the one that is wrong. */
export function parseOptions<Types extends OptionTypes>(args: readonly string[], types: Types): OptionValues<Types> {
  try {
    const values: unknown = parseArgs({ args: [...args], options: types, strict: true, allowPositionals: false }).values
    return values as OptionValues<Types>
  } catch (error) {
    // Node explains at length; its first sentence says which option it is.
    const [what = ''] = oneLine(error instanceof Error ? error.message : String(error)).split(/\.\s|\. *$/)
    throw refused(what)
  }
}

/** The text options of a program as given, by name. */
type Texts<Name extends string> = { readonly [Key in Name]?: string | undefined }

/** An option's text, which may neither be empty nor hold what no name may hold. */
export function textOption<Name extends string>(values: Texts<NoInfer<Name>>, name: Name): string | undefined {
  const value = values[name]
  if (value?.trim() === '') throw refused(`--${name} needs a value`)
  if (value?.includes('\0')) throw refused(`--${name} holds a character that no name may hold`)
  return value
}

/** An option's whole number within bounds. */
export function wholeNumberOption<Name extends string>(
  values: Texts<NoInfer<Name>>,
  name: Name,
  least: number,
  most: number,
): number | undefined {
  const text = values[name]
  if (text === undefined) return undefined
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most))
    throw refused(`--${name} must be a whole number from ${least} to ${most}, not '${text}'`)
  return value
}

/** Wrong options, said in one line. */
export function refused(what: string): RunFailure {
  return new RunFailure('refused', `${what} (--help lists the options)`)
}
