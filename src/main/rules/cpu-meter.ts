import { cpus } from 'node:os'
import { cpuMsOf, type ProcessTime, readProcessTimes } from '../../platform/process-times'

/** Times of shorter stretches are too coarse to compare. */
const shortestStretchMs = 900

interface Mark {
  readonly at: number
  readonly busyMs: number
  readonly allMs: number
  /** Null when nobody asked for them, or the system doesn't tell. */
  readonly processes: readonly ProcessTime[] | null
}

/** What was used of all cores together since the last look, in percent; null when it isn't known. */
export interface CpuUse {
  readonly all: number | null
  /** What none of the asked-for process trees used. */
  readonly others: number | null
}

/** Measures what is used of the CPU from one look to the next. */
export class CpuMeter {
  private last: Mark | null = null
  private use: CpuUse = { all: null, others: null }

  /** Looks now. `roots` are the processes whose trees are no others; null when these aren't asked for. */
  async look(roots: ReadonlySet<number> | null): Promise<CpuUse> {
    const { last } = this
    if (last && Date.now() - last.at < shortestStretchMs) return this.use
    const mark = { at: Date.now(), ...systemTimes(), processes: roots && (await readProcessTimes()) }
    this.last = mark
    this.use = last ? useBetween(last, mark, roots) : { all: null, others: null }
    return this.use
  }

  /** Forgets what was before, for a look that comes long after the last one. */
  forget(): void {
    this.last = null
    this.use = { all: null, others: null }
  }
}

function useBetween(before: Mark, after: Mark, roots: ReadonlySet<number> | null): CpuUse {
  const allMs = after.allMs - before.allMs
  if (allMs <= 0) return { all: null, others: null }
  const busyMs = after.busyMs - before.busyMs
  const percentOf = (ms: number) => Math.min(100, Math.max(0, (ms / allMs) * 100))
  const all = percentOf(busyMs)
  if (!roots || !before.processes || !after.processes) return { all, others: null }
  // Both times over the same trees: a run that is new to the list must not seem to have used all of it just now.
  const ownMs = Math.max(0, cpuMsOf(after.processes, roots) - cpuMsOf(before.processes, roots))
  return { all, others: percentOf(busyMs - ownMs) }
}

function systemTimes(): { readonly busyMs: number; readonly allMs: number } {
  let [busyMs, allMs] = [0, 0]
  for (const { times } of cpus()) {
    const busy = times.user + times.nice + times.sys + times.irq
    busyMs += busy
    allMs += busy + times.idle
  }
  return { busyMs, allMs }
}
