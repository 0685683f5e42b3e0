/** Tells how long a run has worked: pauses don't count. */
export interface ActiveClock {
  readonly activeMs: number
  hold(): void
  release(): void
}

/** Starts a clock that counts active time only; `now` must stand still while the machine sleeps. */
export function createActiveClock(now: () => number): ActiveClock {
  let countedMs = 0
  let since: number | null = now()
  return {
    get activeMs() {
      return since === null ? countedMs : countedMs + now() - since
    },
    hold() {
      if (since !== null) countedMs += now() - since
      since = null
    },
    release() {
      since ??= now()
    },
  }
}
