import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { writeFileDurably } from '../platform/durable-file'
import { hasCode, isSystemError } from '../platform/plain-reason'
import type { ProcessIdentity } from '../platform/process-identity'
import { setAside } from '../platform/set-aside'
import { isReport, readReport, type VerificationReport, type VerificationState } from '../shared/verification'

/** The files of a run's verification, in the run's folder. */
export interface VerificationFiles {
  readonly record: string
  /** What the program prints. */
  readonly log: string
  /** What the program writes at its end; taken into the record. */
  readonly report: string
  /** Where the repeats work. */
  readonly scratch: string
}

/** What is kept of a verification; while it runs, which process it is. */
export type VerificationRecord =
  | {
      readonly kind: 'running'
      readonly startedAt: number
      readonly repeats: number
      readonly token: string
      /** Null until the process is there. */
      readonly identity: ProcessIdentity | null
    }
  | Exclude<VerificationState, { readonly kind: 'none' | 'running' | 'unreadable' }>

/** Where a run keeps what belongs to its verification. */
export function verificationFiles(runFolder: string): VerificationFiles {
  return {
    record: join(runFolder, 'verification.json'),
    log: join(runFolder, 'verification.log'),
    report: join(runFolder, 'verification-report.json'),
    scratch: join(runFolder, 'verification'),
  }
}

/** Keeps a record so that a crash leaves the old one or the new one. */
export function writeVerification({ record }: VerificationFiles, content: VerificationRecord): void {
  writeFileDurably(record, `${JSON.stringify({ version: 1, ...content }, null, 2)}\n`, { mode: 0o600 })
}

/** The record of a run's verification; null when there is none. What can't be read is set aside and said. */
export function readVerification({
  record,
}: VerificationFiles): VerificationRecord | Extract<VerificationState, { readonly kind: 'unreadable' }> | null {
  try {
    const result = v.safeParse(recordShape, JSON.parse(readFileSync(record, 'utf8')))
    if (result.success) return result.output
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    if (isSystemError(error)) return { kind: 'unreadable', path: record }
    if (!(error instanceof SyntaxError)) throw error
  }
  return { kind: 'unreadable', path: setAside(record) }
}

/** What the program has found, if it came to its end. */
export function takeReport({ report }: VerificationFiles): VerificationReport | null {
  try {
    return readReport(readFileSync(report, 'utf8'))
  } catch (error) {
    if (isSystemError(error)) return null
    throw error
  }
}

/** Removes what a verification needs only while it runs. */
export function removeWorkFiles({ report, scratch }: VerificationFiles): void {
  try {
    for (const path of [report, scratch]) rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  } catch (error) {
    // They take room and nothing else; the next verification tries again.
    if (!isSystemError(error)) throw error
  }
}

const time = v.pipe(v.number(), v.finite())
const identity = v.object({
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(2)),
  startedAt: v.nullable(v.string()),
  bootId: v.nullable(v.string()),
})

const recordShape = v.intersect([
  v.object({ version: v.literal(1) }),
  v.variant('kind', [
    v.object({
      kind: v.literal('running'),
      startedAt: time,
      repeats: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
      token: v.string(),
      identity: v.fallback(v.nullable(identity), null),
    }),
    v.object({ kind: v.literal('done'), report: v.custom<VerificationReport>(isReport) }),
    v.object({ kind: v.picklist(['cancelled', 'interrupted']), at: time }),
    v.object({ kind: v.literal('failed'), at: time, reason: v.string() }),
  ]),
])
