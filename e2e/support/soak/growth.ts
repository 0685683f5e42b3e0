/** A value at a time, in minutes. */
export interface Sample {
  readonly at: number
  readonly value: number
}

/** How a series went from its first to its last sample, by its trend. */
export interface Growth {
  readonly first: number
  readonly last: number
  readonly grew: number
  /** So much a series that doesn't grow seems to, by chance. */
  readonly chance: number
  readonly lowest: number
  readonly highest: number
}

const fewest = 8
const mostPoints = 20

const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2
}

/** Of a long series the middle one of each few neighbours: what comes and goes, as garbage does, is in few of them. */
function pointsOf(samples: readonly Sample[]): readonly Sample[] {
  const size = Math.max(1, Math.floor(samples.length / mostPoints))
  return Array.from({ length: Math.ceil(samples.length / size) }, (_, index) => {
    const some = samples.slice(index * size, (index + 1) * size)
    return { at: middle(some.map(({ at }) => at)), value: middle(some.map(({ value }) => value)) }
  })
}

/** The trend is the middle one of the slopes between all pairs, so a few odd samples don't bend it. */
export function growthOf(samples: readonly Sample[]): Growth {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || samples.length < fewest)
    throw new Error(`${samples.length} samples are too few to tell a trend`)
  const points = pointsOf(samples)
  const slopes = points.flatMap((one, index) =>
    points.slice(index + 1).map((other) => (other.value - one.value) / (other.at - one.at)),
  )
  const slope = middle(slopes)
  const base = middle(points.map(({ at, value }) => value - slope * at))
  const noise = 1.4826 * middle(points.map(({ at, value }) => Math.abs(value - base - slope * at)))
  const values = samples.map(({ value }) => value)
  return {
    first: base + slope * first.at,
    last: base + slope * last.at,
    grew: slope * (last.at - first.at),
    // Three times the error of a line's rise through as many points.
    chance: 3 * noise * Math.sqrt(12 / points.length),
    lowest: Math.min(...values),
    highest: Math.max(...values),
  }
}

/** Whether what it grew is no more than chance, or than so little that it doesn't matter. */
export function isFlat({ grew, chance }: Growth, trifle: number): boolean {
  return grew <= Math.max(trifle, chance)
}
