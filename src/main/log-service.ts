import { type BrowserWindow, MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron'
import type { LogPortMessage, OpenedLog } from '../shared/log-service'
import type { Confirmation } from '../shared/own-run'
import type { LogOrder, LogReport } from '../shared/log-service-orders'

/** A log that the window shows, and the files that belong to it. */
export interface ShownLog {
  readonly profileId: string
  readonly runId: string
  /** The run's output. */
  readonly log: string
  /** The app's own notes on the run. */
  readonly notes: string
}

/** A log that is open, and how its run says that it paused; null for the contract's lines. */
type OpenLog = ShownLog & { readonly confirmation: Confirmation | null }

/** The channel that ports go over to the preload. */
const portChannel = 'log:port'
/** A service that dies this often within a minute is not started again by itself: the log may be what kills it. */
const mostRestarts = 3
const restartSpanMs = 60_000

/**
 * Connects the window with the log service: a process of its own, started once the app is at rest, or with the first log.
 *
 * Main only hands out ports, one for each log, so the window can never name a file. A service that dies is started
 * again and the window gets new ports; runs don't notice.
 */
export class LogService {
  private child: UtilityProcess | null = null
  private readonly shown = new Map<number, OpenLog>()
  private nextId = 1
  private restarts: number[] = []

  constructor(
    private readonly program: string,
    private readonly window: () => BrowserWindow | null,
    /** A log's service was started again, or (`isBack` false) died so often that this was given up. */
    private readonly onRestarted: (profileId: string, isBack: boolean) => void,
  ) {}

  /** Starts the service, so that the first log needn't wait for that. */
  prepare(): void {
    this.running()
  }

  /** Opens a log for the window; its port follows as a message. */
  open(log: ShownLog, confirmation: Confirmation | null): OpenedLog {
    const id = this.nextId
    this.nextId += 1
    const shown = { ...log, confirmation }
    this.shown.set(id, shown)
    this.connect(id, shown)
    return { id, runId: log.runId }
  }

  /** Ends the service; the app is about to quit. */
  close(): void {
    this.shown.clear()
    this.child?.kill()
  }

  private connect(id: number, { log, notes, confirmation }: OpenLog): void {
    const window = this.window()
    if (!window || window.isDestroyed()) return
    const { port1, port2 } = new MessageChannelMain()
    const order: LogOrder = { kind: 'open', id, log, notes, confirmation }
    this.running().postMessage(order, [port1])
    const message: LogPortMessage = { kind: 'fermata:logPort', id }
    window.webContents.postMessage(portChannel, message, [port2])
  }

  private running(): UtilityProcess {
    if (this.child) return this.child
    const child = utilityProcess.fork(this.program, [], { serviceName: 'Fermata log service' })
    child.on('message', ({ id }: LogReport) => void this.shown.delete(id))
    child.on('exit', () => this.gone())
    this.child = child
    return child
  }

  private gone(): void {
    this.child = null
    const now = Date.now()
    this.restarts = [...this.restarts.filter((at) => now - at < restartSpanMs), now]
    const isBack = this.restarts.length <= mostRestarts
    for (const [id, log] of this.shown) {
      if (isBack) this.connect(id, log)
      else this.shown.delete(id)
      this.onRestarted(log.profileId, isBack)
    }
  }
}
