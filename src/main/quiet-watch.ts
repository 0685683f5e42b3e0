import { membersOf } from '../platform/process-group'
import { eachSecond } from '../platform/pulse'

/** How long nothing must have been seen of a run before it is taken to have paused. */
const quietMs = 3000
/** CPU time within a second, in ticks of 10 ms, that still counts as nothing: waiting programs wake now and then. */
const idleTicks = 2

/** What is looked at: the run's process group and how much it has printed. */
export interface QuietSigns {
  readonly pid: number
  readonly printedBytes: () => number
}

/**
 * Watches whether a run that can't say so has stopped working: it prints nothing and uses no CPU.
 *
 * That is a sign and no proof, so it never makes a run's state `paused`. Where the CPU can't be seen, only silence counts.
 */
export class QuietWatch {
  /** Since when nothing was seen of the run, once that is long enough; else null. */
  quietSince: number | null = null
  private endLooks: (() => void) | null = null

  constructor(private readonly onChange: () => void) {}

  /** Begins to look, unless it does so already. */
  start(signs: QuietSigns): void {
    if (this.endLooks) return
    let last = signsNow(signs)
    let since = Date.now()
    this.endLooks = eachSecond(() => {
      const now = signsNow(signs)
      const isQuiet = now.bytes === last.bytes && now.ticks - last.ticks <= idleTicks
      if (!isQuiet) since = Date.now()
      last = now
      this.tell(isQuiet && Date.now() - since >= quietMs ? since : null)
    })
  }

  /** Ends the looking: nothing is asked of the run any more. */
  stop(): void {
    this.endLooks?.()
    this.endLooks = null
    this.quietSince = null
  }

  private tell(since: number | null): void {
    if (since === this.quietSince) return
    this.quietSince = since
    this.onChange()
  }
}

function signsNow({ pid, printedBytes }: QuietSigns): { readonly ticks: number; readonly bytes: number } {
  return { ticks: membersOf(pid).reduce((sum, { cpuTicks }) => sum + cpuTicks, 0), bytes: printedBytes() }
}
