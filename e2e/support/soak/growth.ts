/** A value at a time, in minutes. */
export interface Sample {
  readonly at: number
  readonly value: number
}

/** How much a series grew from its first to its last sample by its trend, and how far single samples lie from that. */
export interface Growth {
  readonly first: number
  readonly last: number
  readonly grew: number
  readonly noise: number
}

const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2
}

/** The trend is the middle one of the slopes between all pairs, so a few odd samples don't bend it. */
export function growthOf(samples: readonly Sample[]): Growth {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || samples.length < 8) throw new Error(`${samples.length} samples are too few to tell a trend`)
  const slopes = samples.flatMap((one, index) =>
    samples.slice(index + 1).map((other) => (other.value - one.value) / (other.at - one.at)),
  )
  const slope = middle(slopes)
  const base = middle(samples.map(({ at, value }) => value - slope * at))
  const noise = 1.4826 * middle(samples.map(({ at, value }) => Math.abs(value - base - slope * at)))
  return { first: first.value, last: last.value, grew: slope * (last.at - first.at), noise }
}

/** Whether what it grew is no more than its noise, or than so little that it doesn't matter. */
export function isFlat({ grew, noise }: Growth, trifle: number): boolean {
  return grew <= Math.max(trifle, 3 * noise)
}
