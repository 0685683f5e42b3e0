import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { isSystemError } from '../platform/plain-reason'
import { bootIdOnLinux } from '../platform/process-start-linux'
import type { FoundRun } from '../shared/run-evidence'
import type { LatestRun, ProfileRun } from './profile-run'

/** How often the app notes in a run's folder that it is there. */
const seenIntervalMs = 10_000

const shape = v.object({ at: v.pipe(v.number(), v.integer()), lineCount: v.pipe(v.number(), v.integer()) })

/** When the app was last there to see a run, and how long its log was then. */
type Seen = v.InferOutput<typeof shape>

/** Notes from time to time that the app is there to see its runs, so that a start after a crash can tell since when not. */
export class Presence {
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly activeRuns: () => readonly Pick<ProfileRun, 'latest'>[]) {}

  /** Begins to note it. */
  start(): void {
    this.timer ??= setInterval(() => this.note(), seenIntervalMs)
  }

  /** Notes it a last time. */
  stop(): void {
    if (this.timer) clearInterval(this.timer)
    this.timer = null
    this.note()
  }

  private note(): void {
    for (const { latest } of this.activeRuns()) if (latest) noteSeen(latest)
  }
}

/** Not worth waiting for the disk: after a power cut only a sentence is less exact. */
function noteSeen({ folder, log }: LatestRun): void {
  const path = seenFileIn(folder.path)
  const seen: Seen = { at: Date.now(), lineCount: log.summary.lineCount }
  try {
    writeFileSync(`${path}.new`, JSON.stringify(seen), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  } catch (error) {
    // A full disk, or a folder that was removed by hand.
    if (!isSystemError(error)) throw error
  }
}

/** What was found of a run that an earlier start of the app had begun, once its log is read. */
export function foundRun(latest: LatestRun): FoundRun {
  const { lineCount } = latest.log.summary
  if (!latest.process) {
    const lastLine = latest.log.latestLines().at(-1)?.message.trim() || null
    return { kind: 'ended', machineRestarted: wasMachineRestarted(latest), lastLine }
  }
  const seen = readSeen(latest.folder.path)
  // A log that has become shorter was emptied by hand.
  const before = seen && seen.lineCount <= lineCount ? seen.lineCount : lineCount
  const lines = { firstLine: before + 1, lineCount: lineCount - before }
  return { kind: 'reattached', closedFrom: seen?.at ?? null, openedAt: Date.now(), ...lines }
}

function wasMachineRestarted({ record: { identity, startedAt } }: LatestRun): boolean {
  const now = bootIdOnLinux()
  if (identity?.bootId && now !== null) return identity.bootId !== now
  // Elsewhere nothing names a boot, but each has begun at some time.
  return now === null && startedAt < Date.now() - uptime() * 1000
}

function readSeen(folder: string): Seen | null {
  try {
    return v.parse(shape, JSON.parse(readFileSync(seenFileIn(folder), 'utf8')))
  } catch (error) {
    if (isSystemError(error) || error instanceof SyntaxError || v.isValiError(error)) return null
    throw error
  }
}

function seenFileIn(folder: string): string {
  return join(folder, 'seen.json')
}
