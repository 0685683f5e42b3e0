/**
 * What a Node program of one's own needs to pause and to stop like the built-in runs do.
 *
 * Built into one file without dependencies, `out/node/fermata-pause.mjs`: copy it beside your program. The Python library
 * python/fermata_pause.py has the same surface; docs/pause-file.md explains both.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { continuingLine, progressSavedLine, type RunKind } from '../shared/run-lines'
import { createLinePrinter } from './line-printer'
import { createPauseGate } from './pause-gate'
import { exitCodes } from './run-failure'
import { createStopSignal } from './stop-signal'

/** What a gate has to know of the run. */
export interface PauseGateOptions {
  /** How many items there are. */
  readonly total: number
  /** Keeps all that the run needs to go on with the next item; called before a pause and before leaving. */
  readonly save: (done: number) => void | Promise<void>
  /** How many items earlier starts have done. */
  readonly done?: number
  /** Decides the wording. */
  readonly kind?: RunKind
  /** Else what `--pause-file` says, else FERMATA_PAUSE_FILE, else `pause.txt` or `pause_collector.txt`. */
  readonly pauseFile?: string
}

/** Numbers to draw charts from; null is no number. */
export type Numbers = Readonly<Record<string, number | null>>

/** How often numbers are printed at most: enough for a chart, and the output stays readable. */
const reportEveryMs = 1000

const defaultFiles: Record<RunKind, string> = { training: 'pause.txt', collection: 'pause_collector.txt' }

/** Stands between the items of a run, and holds it there while its pause file exists. */
export class PauseGate {
  private readonly stop = createStopSignal({ stopFile: process.env.FERMATA_STOP_FILE || undefined })
  private readonly printer = createLinePrinter({ stamped: false, onBroken: () => this.stop.request() })
  private readonly gate
  private done: number
  private savedItem: number | null
  private reportedAt = Number.NEGATIVE_INFINITY

  /** Listens for Ctrl+C from now on; says where the run goes on if items are done already. */
  constructor(private readonly options: PauseGateOptions) {
    const { kind = 'training', total, done = 0 } = options
    const pauseFileName = options.pauseFile || askedForFile() || defaultFiles[kind]
    this.done = done
    this.savedItem = done || null
    this.gate = createPauseGate({
      kind,
      pauseFileName,
      pauseFile: resolve(pauseFileName),
      printer: this.printer,
      stop: this.stop,
      beforePause: () => this.saveOnce(),
    })
    if (done > 0 && done < total) this.printer.print(continuingLine(done, total))
  }

  /**
   * To be awaited before the first item and after each one, with the number of items that are done.
   *
   * A run that was asked to stop is saved here, says so, and leaves with exit code 130. Numbers are printed, once a second
   * at most, as lines that the app draws charts from.
   */
  async checkpoint(done: number, numbers: Numbers = {}): Promise<void> {
    this.done = done
    this.report(numbers)
    await this.gate.checkpoint()
    if (!this.stop.requested) return
    await this.saveOnce()
    this.printer.print(progressSavedLine(this.done, this.options.total))
    process.exit(exitCodes.stopped)
  }

  /** Listens no more: Ctrl+C does again what it did before. */
  close(): void {
    this.stop.close()
  }

  private async saveOnce(): Promise<void> {
    if (this.savedItem === this.done) return
    await this.options.save(this.done)
    this.savedItem = this.done
  }

  private report(numbers: Numbers): void {
    const known = Object.entries(numbers).filter(([, value]) => value !== null)
    const now = performance.now()
    const { total } = this.options
    if (known.length === 0 || (now - this.reportedAt < reportEveryMs && this.done < total)) return
    this.reportedAt = now
    const words = known.map(([name, value]) => `${name} ${Number(value?.toPrecision(6))}`)
    this.printer.print(`item ${this.done}/${total} ${words.join(' ')}`)
  }
}

function askedForFile(): string | undefined {
  // The program's own options are none of this module's business.
  const { values } = parseArgs({ options: { 'pause-file': { type: 'string' } }, strict: false })
  const asked = values['pause-file']
  return typeof asked === 'string' ? asked : process.env.FERMATA_PAUSE_FILE
}
