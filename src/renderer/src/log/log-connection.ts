import type { LogMark } from '../../../shared/ipc'
import type { FromLogService, LogNews, LogPortMessage, LogQuestions } from '../../../shared/log-service'

/** The answer to a question, or why there is none, in a sentence for people. */
export type LogReply<Kind extends keyof LogQuestions> =
  | { readonly ok: true; readonly value: LogQuestions[Kind]['answer'] }
  | { readonly ok: false; readonly problem: string }

type LogSizeNews = LogNews & { readonly kind: 'size' }
type OpenQuestion = { readonly message: unknown; readonly answer: (reply: LogReply<never>) => void }

const unknownSize: LogSizeNews = {
  kind: 'size',
  generation: 0,
  lineCount: 0,
  byteCount: 0,
  rowCount: 0,
  filterId: null,
  isComplete: false,
}

/** The window's side of one log's port: asks questions and keeps the latest news. */
export class LogConnection {
  size = unknownSize
  marks: readonly LogMark[] = []
  private id: number | null = null
  private port: MessagePort | null = null
  private asked = 0
  private isClosed = false
  private readonly open = new Map<number, OpenQuestion>()
  /** Ports that came before their id was known. */
  private readonly early = new Map<number, MessagePort>()

  constructor(private readonly changed: () => void) {
    window.addEventListener('message', this.takePort)
  }

  /** Opens the latest run's log of a profile. */
  async begin(profileId: string): Promise<void> {
    const opened = await window.fermata.openLog(profileId)
    this.id = opened?.id ?? null
    const port = opened && this.early.get(opened.id)
    this.early.clear()
    if (port) this.use(port)
  }

  /** Asks the service; a question outlives a service that is started again. */
  ask<Kind extends keyof LogQuestions>(kind: Kind, asked: LogQuestions[Kind]['asked']): Promise<LogReply<Kind>> {
    this.asked += 1
    const id = this.asked
    const message = { ...asked, id, kind }
    return new Promise((resolve) => {
      this.open.set(id, { message, answer: resolve })
      this.port?.postMessage(message)
    })
  }

  /** Ends it: the service stops to follow the log. */
  close(): void {
    this.isClosed = true
    // A port that is still under way is closed when it comes.
    if (!this.port) return
    window.removeEventListener('message', this.takePort)
    this.port.close()
  }

  private readonly takePort = (event: MessageEvent): void => {
    const [port] = event.ports
    if (event.source !== window || event.origin !== window.location.origin || !port || !isPortMessage(event.data))
      return
    if (this.id === null) this.early.set(event.data.id, port)
    else if (event.data.id === this.id) this.use(port)
  }

  private use(port: MessagePort): void {
    this.port?.close()
    this.port = port
    if (this.isClosed) return this.close()
    port.addEventListener('message', ({ data }: MessageEvent<FromLogService>) => this.take(data))
    port.start()
    for (const { message } of this.open.values()) port.postMessage(message)
  }

  private take(message: FromLogService): void {
    if (message.kind === 'answer') {
      this.open.get(message.id)?.answer(message as LogReply<never>)
      this.open.delete(message.id)
      return
    }
    if (message.kind === 'size') this.size = message
    if (message.kind === 'marks') this.marks = message.marks
    this.changed()
  }
}

function isPortMessage(value: unknown): value is LogPortMessage {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'fermata:logPort'
}
