import { pausingLine, pauseWithdrawnLine, type StillBusy } from '../../shared/collector-lines'
import { howToResumeLine, pausedLine, resumedLine } from '../../shared/run-lines'
import type { LinePrinter } from '../line-printer'
import { isPauseFileThere, untilPauseFileGone } from '../pause-file-look'
import type { StopSignal } from '../stop-signal'
import type { SharedState } from './shared-state'

/** What a pause control needs. */
export interface PauseControlOptions {
  /** As the user gave it, for the line that says what to delete. */
  readonly pauseFileName: string
  /** Absolute. */
  readonly pauseFile: string
  readonly printer: Pick<LinePrinter, 'print'>
  readonly stop: StopSignal
  readonly shared: Pick<SharedState, 'give'>
  /** Who has not come to rest yet. */
  readonly busy: () => StillBusy
  /** Brings what is done onto the disk, before the run says that it is paused. */
  readonly beforePaused: () => void
  /** Where things stand has changed. */
  readonly onChange: (state: PauseState) => void
}

/** `pausing`: the file is there, and someone is still busy. */
export type PauseState = 'running' | 'pausing' | 'paused'

/** Holds main loop and workers while the pause file is there. */
export interface PauseControl {
  readonly state: PauseState
  /** The look before each item: true when it may begin. Also to be called when somebody has come to rest. */
  look(): boolean
  /** Resolves when an item may begin, or the run is to stop. */
  untilRunning(): Promise<void>
  close(): void
}

/** The main loop looks at least so often, also while nothing else happens. A look takes some 2 µs. */
const lookEveryMs = 100

/** Items that follow each other more quickly than this share a look. */
const shareLookMs = 2

/** How often it is said who is still busy. */
const sayEveryMs = 1000

/** A pause that takes no longer than this needs no explanation. */
const sayAfterMs = 250

/** Makes the control; it begins to look at once. */
export function createPauseControl(options: PauseControlOptions): PauseControl {
  const { pauseFile, pauseFileName, printer, stop, shared } = options
  let state: PauseState = 'running'
  let saidAt: number | null = null
  let since = 0
  let lookedAt = Number.NEGATIVE_INFINITY
  let resumed: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined

  function become(next: PauseState): void {
    state = next
    clearInterval(timer)
    // While paused, file events and a timed look of their own watch for the end.
    if (next !== 'paused') timer = setInterval(look, lookEveryMs)
    options.onChange(next)
  }

  function look(): boolean {
    if (stop.requested || state === 'paused') return false
    const now = performance.now()
    if (state === 'running' && now - lookedAt < shareLookMs) return true
    lookedAt = now
    const isThere = isPauseFileThere(pauseFile, state === 'pausing')
    if (state === 'running' && isThere) beginPausing()
    else if (state === 'pausing' && !isThere) withdraw()
    if (state === 'pausing') rest()
    return state === 'running'
  }

  function beginPausing(): void {
    shared.give('pause')
    since = performance.now()
    saidAt = null
    become('pausing')
  }

  function withdraw(): void {
    if (saidAt !== null) printer.print(pauseWithdrawnLine)
    goOn()
  }

  function goOn(): void {
    shared.give('go')
    become('running')
    for (const tell of resumed.splice(0)) tell()
  }

  /** Says that the run is paused if it is, or who is still busy. */
  function rest(): void {
    const busy = options.busy()
    if (busy.busy.length > 0 || busy.page !== null) return sayBusy(busy)
    options.beforePaused()
    // Deleted before we answered: the pause is withdrawn, and a run that never stopped says nothing.
    if (!isPauseFileThere(pauseFile, true)) return withdraw()
    printer.print(pausedLine('collection'), howToResumeLine('collection', pauseFileName))
    become('paused')
    void untilPauseFileGone(pauseFile, stop).then(() => {
      if (stop.requested) return
      printer.print(resumedLine('collection'))
      goOn()
    })
  }

  function sayBusy(busy: StillBusy): void {
    const now = performance.now()
    if (now - since < sayAfterMs || (saidAt !== null && now - saidAt < sayEveryMs)) return
    saidAt = now
    printer.print(pausingLine(busy))
  }

  timer = setInterval(look, lookEveryMs)
  return {
    get state() {
      return state
    },
    look,
    async untilRunning() {
      while (!stop.requested && !look())
        await Promise.race([new Promise<void>((resolve) => resumed.push(resolve)), stop.whenRequested])
    },
    close() {
      clearInterval(timer)
      resumed = []
    },
  }
}
