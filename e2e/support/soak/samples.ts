import { type Growth, growthOf, isFlat, type Sample } from './growth'

/** What was seen at one time, by name. A process that isn't there has no figure. */
export type Figures = Readonly<Record<string, number>>

/** Growth that doesn't matter. Heaps are looked at after their garbage was collected, memory of processes with theirs. */
const trifles: Figures = {
  'heap of main, MiB': 5,
  'heap of the page, MiB': 5,
  'heap of the log service, MiB': 5,
  'descriptors of main': 4,
  processes: 1,
  zombies: 0,
}
const trifleOfMemory = 12

interface NamedGrowth {
  readonly name: string
  readonly growth: Growth
  readonly isFlat: boolean
}

/** What the app takes, time after time, as long as one and the same app lives. */
export class Samples {
  private readonly all: { readonly at: number; readonly figures: Figures }[] = []

  /** Whether there are enough to tell a trend; on a busy machine little happens in a few minutes. */
  get areEnough(): boolean {
    return this.all.length >= 15
  }

  /** Adds what was seen after so many minutes. */
  add(at: number, figures: Figures): void {
    this.all.push({ at, figures })
  }

  /** How each grew, without the first third: caches fill. What was there for a few samples only has no trend. */
  growths(): readonly NamedGrowth[] {
    const settled = this.all.slice(Math.floor(this.all.length / 3))
    const series = new Map<string, Sample[]>()
    for (const { at, figures } of settled)
      for (const [name, value] of Object.entries(figures))
        series.set(name, [...(series.get(name) ?? []), { at, value }])
    return [...series]
      .filter(([, samples]) => samples.length * 2 > settled.length)
      .map(([name, samples]) => {
        const growth = growthOf(samples)
        return { name, growth, isFlat: isFlat(growth, trifles[name] ?? trifleOfMemory) }
      })
  }
}

/** The figures in words. */
export function wordsOf(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name}: ${Math.round(value * 10) / 10}`)
    .join(', ')
}
