/** Does something at once, then at most every `gapMs`; a request within the gap is answered at its end. */
export class Throttle {
  private timer: NodeJS.Timeout | null = null
  private requested = false

  constructor(
    private readonly gapMs: number,
    private readonly action: () => void,
  ) {}

  /** Asks for the action. */
  request(): void {
    if (this.timer) this.requested = true
    else this.run()
  }

  /** Does the action now, whatever the gap, and starts a new one. */
  run(): void {
    this.cancel()
    this.timer = setTimeout(() => {
      this.timer = null
      if (this.requested) this.run()
    }, this.gapMs)
    this.action()
  }

  /** Forgets what was asked for; the next request is answered at once. */
  cancel(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.requested = false
  }
}
