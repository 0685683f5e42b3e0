/** Items a minute over the last minute of active time. */
export interface Rate {
  note(activeMs: number, items: number): void
  readonly perMinute: number
}

/** What the rate is taken over: long enough for a steady figure, short enough to follow a change. */
const windowMs = 60_000

/** Makes a rate; to be noted some times a second, so that it holds about a hundred marks. */
export function createRate(): Rate {
  const marks: { readonly at: number; readonly items: number }[] = []
  return {
    note(at, items) {
      marks.push({ at, items })
      // One mark older than the window stays: it is where the window begins.
      while ((marks[1]?.at ?? Number.POSITIVE_INFINITY) <= at - windowMs) marks.shift()
    },
    get perMinute() {
      const [first, last] = [marks[0], marks.at(-1)]
      if (!first || !last || last.at <= first.at) return 0
      // A retry of failed listings takes items back.
      return Math.max(0, ((last.items - first.items) / (last.at - first.at)) * 60_000)
    },
  }
}
