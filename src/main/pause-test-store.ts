import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { writeFileDurably } from '../platform/durable-file'
import { hasCode, isSystemError } from '../platform/plain-reason'
import { setAside } from '../platform/set-aside'
import { pauseVerdicts } from '../shared/pause-test'
import type { PauseTestResult } from '../shared/pause-test-calls'

const fact = v.nullable(v.pipe(v.number(), v.finite()))

/** What a test finds, as it comes from its program and from the file. */
export const reportSchema = v.object({
  verdict: v.picklist(pauseVerdicts),
  detail: v.string(),
  answerMs: fact,
  distanceMs: fact,
  linesBetween: fact,
  pausedCpuPercent: fact,
  resumeMs: fact,
  stopMs: fact,
  saved: v.nullable(v.object({ item: v.number(), total: v.number() })),
  continuedWith: fact,
})

const testSchema = v.object({ at: v.number(), command: v.string(), report: reportSchema })
const fileSchema = v.object({ version: v.number(), tests: v.record(v.string(), v.unknown()) })
const version = 1

type KeptTest = v.InferOutput<typeof testSchema>

/**
 * Keeps the last test of each profile, with a fingerprint of the command that was tested: another one wasn't.
 *
 * A damaged file is set aside; one of a newer version is left as it is, and nothing is kept then.
 */
export class PauseTestStore {
  private readonly tests = new Map<string, KeptTest>()
  /** A file that this version can't read must stay as it is. */
  private isForeign = false

  constructor(private readonly path: string) {
    this.read()
  }

  last(profileId: string, command: readonly string[]): PauseTestResult | null {
    const kept = this.tests.get(profileId)
    return kept?.command === fingerprintOf(command) ? { at: kept.at, report: kept.report } : null
  }

  keep(profileId: string, command: readonly string[], { at, report }: PauseTestResult): void {
    this.tests.set(profileId, { at, command: fingerprintOf(command), report })
    if (this.isForeign) return
    const file = { version, tests: Object.fromEntries(this.tests) }
    try {
      writeFileDurably(this.path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
    } catch (error) {
      // It is shown until the app ends, and a test is quickly done again.
      if (!isSystemError(error)) throw error
    }
  }

  private read(): void {
    try {
      const file = fileIn(readFileSync(this.path, 'utf8'))
      if (!file) {
        setAside(this.path)
        return
      }
      this.isForeign = file.version > version
      if (this.isForeign) return
      for (const [profileId, test] of Object.entries(file.tests)) {
        if (v.is(testSchema, test)) this.tests.set(profileId, test)
      }
    } catch (error) {
      // What can't be read now isn't overwritten either.
      if (!hasCode(error, 'ENOENT')) this.isForeign = true
    }
  }
}

function fileIn(text: string): v.InferOutput<typeof fileSchema> | null {
  try {
    const value: unknown = JSON.parse(text)
    return v.is(fileSchema, value) ? value : null
  } catch {
    return null // Cut short or overwritten: it's set aside for who wants to look.
  }
}

/** Arguments may hold what nobody else is to read. */
function fingerprintOf(command: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(command)).digest('hex')
}
