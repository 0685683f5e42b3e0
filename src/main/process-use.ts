import { memoryOf, membersOf, stillIn } from '../platform/process-group'
import type { ProcessUse } from '../shared/run-evidence'

/** How often at most a run's processes are looked at, however often somebody asks. */
const sampleGapMs = 2000
/** How often new members of a group are looked for: that reads about every process there is. */
const newMembersMs = 10_000
/** A clock tick of the processor time that Linux shows. */
const tickMs = 10

interface Sample {
  readonly at: number
  /** When all members were looked for. */
  readonly searchedAt: number
  readonly group: number
  /** Processor time by process. */
  readonly ticks: ReadonlyMap<number, number>
  readonly use: ProcessUse
}

/** Samples what a run takes of the machine, only when it is asked. */
export class ProcessSampler {
  private last: Sample | null = null

  /** What the processes of a group take now; null when there are none, or this system doesn't tell. */
  sample(group: number, now = performance.now()): ProcessUse | null {
    const last = this.last?.group === group ? this.last : null
    if (last && now - last.at < sampleGapMs) return last.use
    const known = last && now - last.searchedAt < newMembersMs ? stillIn(group, last.ticks.keys()) : []
    const members = known.length > 0 ? known : membersOf(group)
    if (members.length === 0) return null
    const searchedAt = known.length > 0 && last ? last.searchedAt : now
    const ticks = new Map(members.map(({ pid, cpuTicks }) => [pid, cpuTicks]))
    const memoryBytes = members.reduce((sum, { pid }) => sum + memoryOf(pid), 0)
    const use = { cpuPercent: last && cpuPercent(last, ticks, now), memoryBytes }
    this.last = { at: now, searchedAt, group, ticks, use }
    return use
  }
}

/** A process that has come since counts with all its time, one that has gone not at all. */
function cpuPercent(last: Sample, ticks: ReadonlyMap<number, number>, now: number): number {
  let spent = 0
  for (const [pid, count] of ticks) spent += Math.max(0, count - (last.ticks.get(pid) ?? 0))
  return Math.round((100 * spent * tickMs) / (now - last.at))
}
