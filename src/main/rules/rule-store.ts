import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { writeFileDurably } from '../../platform/durable-file'
import { hasCode, isSystemError, plainReason } from '../../platform/plain-reason'
import { setAside } from '../../platform/set-aside'
import { readRunRules, type RulesSaved, type RunRules, usualRules } from '../../shared/rules'

const fileSchema = v.object({ version: v.literal(1), runs: v.record(v.string(), v.unknown()) })

/** Keeps the rules of each run over restarts. A file that can't be read is set aside, and said; never written over. */
export class RuleStore {
  /** Why the rules aren't those that were set before, in a sentence; null when nothing is wrong. */
  readonly problem: string | null
  private rules: ReadonlyMap<string, RunRules>
  /** Why nothing may be written: what is there could neither be read nor set aside. */
  private readonly blocked: string | null

  constructor(private readonly path: string) {
    const read = readRules(path)
    this.rules = read.rules
    this.blocked = read.blocked
    this.problem = read.problem
  }

  /** The rules of a run; all off before anyone has set them. */
  of(profileId: string): RunRules {
    return this.rules.get(profileId) ?? usualRules
  }

  /** Keeps the rules of a run. When that fails they are as they were, and the answer says why. */
  save(profileId: string, rules: RunRules): RulesSaved {
    return this.keep(new Map(this.rules).set(profileId, rules))
  }

  /** Takes a run's rules away. What can't be written stays in the file, where nothing asks for it: ids aren't used again. */
  remove(profileId: string): void {
    const next = new Map(this.rules)
    if (next.delete(profileId)) this.keep(next)
  }

  private keep(next: Map<string, RunRules>): RulesSaved {
    if (this.blocked !== null) return { ok: false, problem: this.blocked }
    try {
      const content = { version: 1, runs: Object.fromEntries(next) }
      writeFileDurably(this.path, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
    } catch (error) {
      if (!isSystemError(error)) throw error
      const { reason, code } = plainReason(error)
      return { ok: false, problem: `The rules couldn’t be saved in ${this.path}: ${reason} (${code}).` }
    }
    this.rules = next
    return { ok: true }
  }
}

interface ReadRules {
  readonly rules: Map<string, RunRules>
  readonly problem: string | null
  readonly blocked: string | null
}

function readRules(path: string): ReadRules {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return { rules: new Map(), problem: null, blocked: null }
    const { reason, code } = plainReason(error)
    const blocked = `The rules in ${path} can’t be read: ${reason} (${code}). All rules are off, and none can be saved.`
    return { rules: new Map(), problem: blocked, blocked }
  }
  const rules = parse(text)
  return rules instanceof Map ? { rules, problem: null, blocked: null } : withoutFile(path, rules.why)
}

function parse(text: string): Map<string, RunRules> | { readonly why: string } {
  const rules = new Map<string, RunRules>()
  const content = v.safeParse(fileSchema, jsonOf(text))
  if (!content.success) return { why: isNewer(jsonOf(text)) ? 'were made by a newer Fermata' : 'are damaged' }
  for (const [profileId, value] of Object.entries(content.output.runs)) {
    const read = readRunRules(value)
    if ('problem' in read) return { why: 'are damaged' }
    rules.set(profileId, read.rules)
  }
  return rules
}

function isNewer(value: unknown): boolean {
  return v.is(v.object({ version: v.pipe(v.number(), v.minValue(2)) }), value)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function withoutFile(path: string, why: string): ReadRules {
  try {
    const problem = `The saved rules ${why}. All rules are off now. What was there is kept in ${setAside(path)}.`
    return { rules: new Map(), problem, blocked: null }
  } catch (error) {
    const { reason, code } = plainReason(error)
    const blocked = `The rules in ${path} ${why}, and can’t be set aside: ${reason} (${code}). All rules are off, and none can be saved.`
    return { rules: new Map(), problem: blocked, blocked }
  }
}
