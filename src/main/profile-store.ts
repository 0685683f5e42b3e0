import { randomBytes } from 'node:crypto'
import { lstatSync, readFileSync, renameSync, type Stats } from 'node:fs'
import { basename } from 'node:path'
import * as v from 'valibot'
import { writeFileDurably } from '../platform/durable-file'
import { hasCode, isSystemError, plainReason } from '../platform/plain-reason'
import type { EnvironmentVariable, OwnRunSetup } from '../shared/own-run'
import type { SecretBox } from './secret-box'

/** A run of the user's own, as it is kept; secret values are open here, and never leave main. */
export interface SavedRun extends OwnRunSetup {
  readonly id: string
}

const version = 1
// No path, argument or variable can hold a zero: the system would cut it off there.
const text = (most: number) => v.pipe(v.string(), v.maxLength(most), v.excludes('\0'))

const confirmationSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('lines'), paused: text(300), resumed: text(300) }),
  v.strictObject({ kind: v.literal('silence') }),
  v.strictObject({ kind: v.literal('none') }),
])
/** A progress pattern as the window sends it. */
export const progressSchema = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['count', 'percent', 'tqdm']) }),
  v.strictObject({ kind: v.literal('own'), expression: text(1000) }),
])
const commonEntries = {
  name: text(80),
  program: text(4096),
  args: v.pipe(v.array(text(32_768)), v.maxLength(1000)),
  needsShell: v.boolean(),
  folder: text(4096),
  pauseFile: text(4096),
  confirmation: confirmationSchema,
  progress: progressSchema,
  stop: v.strictObject({ kind: v.picklist(['ctrlC', 'sigterm']), graceSeconds: v.pipe(v.number(), v.finite()) }),
}

/** A setup as the window sends it. */
export const setupSchema = v.strictObject({
  ...commonEntries,
  environment: v.pipe(
    v.array(
      v.pipe(
        v.strictObject({ name: text(200), value: v.nullable(text(32_768)), isSecret: v.boolean() }),
        // A kept secret that is no longer one would come back to the window: it has to be typed again.
        v.check(({ value, isSecret }) => value !== null || isSecret),
      ),
    ),
    v.maxLength(200),
  ),
})

// `sealed`: by the system's keeper of secrets. Both forms may stand in one file.
const keptVariable = v.union([
  v.strictObject({ name: v.string(), value: v.string(), isSecret: v.boolean() }),
  v.strictObject({ name: v.string(), sealed: v.string() }),
])
const fileSchema = v.strictObject({
  version: v.literal(version),
  runs: v.array(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^own-[0-9a-f]{8}$/)),
      ...commonEntries,
      environment: v.array(keptVariable),
    }),
  ),
})
type KeptRun = v.InferOutput<typeof fileSchema>['runs'][number]

/** The user's own runs, kept in a file that is as good as code: only this user may be able to write it. */
export class ProfileStore {
  private runs: readonly SavedRun[] = []
  /** Why the saved runs aren't there, or can't be kept, in a sentence; null when all is well. */
  private trouble: string | null = null
  /** A file that others could have written is neither believed nor written over. */
  private isRefused = false

  constructor(
    private readonly path: string,
    private readonly secrets: SecretBox,
  ) {
    this.load()
  }

  get all(): readonly SavedRun[] {
    return this.runs
  }

  get problem(): string | null {
    return this.trouble
  }

  find(id: string): SavedRun | null {
    return this.runs.find((run) => run.id === id) ?? null
  }

  /** Keeps a new run, or a changed one in its place; says in a sentence why not. */
  save(id: string | null, setup: OwnRunSetup): { readonly run: SavedRun } | { readonly reason: string } {
    const before = id === null ? null : this.find(id)
    const run = { ...setup, environment: withKnownSecrets(setup.environment, before), id: id ?? newId() }
    const runs = before ? this.runs.map((one) => (one === before ? run : one)) : [...this.runs, run]
    const reason = this.keep(runs)
    return reason === null ? { run } : { reason }
  }

  /** Takes a run off the list; says in a sentence why not, else null. */
  remove(id: string): string | null {
    return this.keep(this.runs.filter((run) => run.id !== id))
  }

  /** Keeps the runs in this order; says in a sentence why not, else null. */
  order(ids: readonly string[]): string | null {
    return this.keep(this.runs.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)))
  }

  private keep(runs: readonly SavedRun[]): string | null {
    if (this.isRefused) return this.trouble
    try {
      const kept = { version, runs: runs.map((run) => this.keptForm(run)) }
      writeFileDurably(this.path, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })
    } catch (error) {
      const { reason, code } = plainReason(error)
      return `${this.path} can’t be written: ${reason} (${code}).`
    }
    this.runs = runs
    this.trouble = null
    return null
  }

  private load(): void {
    const stat = statOf(this.path)
    if (!stat) return
    const unsafe = unsafeReason(stat)
    if (unsafe !== null) {
      this.isRefused = true
      this.trouble = `Your saved runs were not loaded: ${this.path} ${unsafe}, so others could have put commands into it.`
      return
    }
    try {
      this.runs = v.parse(fileSchema, JSON.parse(readFileSync(this.path, 'utf8'))).runs.map((run) => this.openForm(run))
    } catch (error) {
      if (isSystemError(error)) {
        const { reason, code } = plainReason(error)
        this.isRefused = true
        this.trouble = `Your saved runs were not loaded: ${this.path}: ${reason} (${code}).`
      } else if (error instanceof SyntaxError || v.isValiError(error)) this.setAside()
      else throw error
    }
  }

  /** A file that this version can't read stays whole, under another name. */
  private setAside(): void {
    const aside = `${this.path}.not-read-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`
    try {
      renameSync(this.path, aside)
      this.trouble = `Your saved runs couldn’t be read: the file is damaged or from a newer Fermata. It is kept as ${basename(aside)}.`
    } catch (error) {
      const { reason, code } = plainReason(error)
      this.isRefused = true
      this.trouble = `Your saved runs couldn’t be read: ${this.path} is damaged or from a newer Fermata, and can’t be set aside: ${reason} (${code}).`
    }
  }

  private keptForm({ environment, ...run }: SavedRun): KeptRun {
    return {
      ...run,
      args: [...run.args],
      environment: environment.map(({ name, value, isSecret }) =>
        isSecret && this.secrets.isAvailable
          ? { name, sealed: this.secrets.seal(value ?? '') }
          : { name, value: value ?? '', isSecret },
      ),
    }
  }

  private openForm({ environment, ...run }: KeptRun): SavedRun {
    return {
      ...run,
      environment: environment.map((variable) =>
        'sealed' in variable
          ? { name: variable.name, value: this.secrets.open(variable.sealed) ?? '', isSecret: true }
          : variable,
      ),
    }
  }
}

/** A secret that the window sent back without its value stays what it was. */
function withKnownSecrets(sent: readonly EnvironmentVariable[], before: SavedRun | null): EnvironmentVariable[] {
  return sent.map((variable) => {
    if (variable.value !== null) return variable
    const known = before?.environment.find(({ name, isSecret }) => isSecret && name === variable.name)
    return { ...variable, value: known?.value ?? '' }
  })
}

function newId(): string {
  return `own-${randomBytes(4).toString('hex')}`
}

function statOf(path: string): Stats | null {
  try {
    return lstatSync(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null
    throw error
  }
}

function unsafeReason(stat: Stats): string | null {
  if (!stat.isFile()) return 'is not a plain file'
  const user = process.getuid?.()
  // Windows has neither owner ids nor modes here; the app's folder already belongs to the user alone.
  if (user === undefined) return null
  if (stat.uid !== user) return 'belongs to another user'
  return (stat.mode & 0o022) === 0 ? null : 'can be written by other users'
}
