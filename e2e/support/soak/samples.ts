import { type Growth, growthOf, isFlat } from './growth'
import { descriptorsOf, familyOf, memoryOf, zombiesIn } from './processes'
import type { SoakedApp } from './soaked-app'

/** What is looked at, and growth of it that doesn't matter. Heaps are looked at after their garbage was collected. */
const trifles = {
  'heap of main, MiB': 5,
  'heap of the page, MiB': 5,
  'memory of all processes, MiB': 40,
  'descriptors of main': 4,
  processes: 1,
  zombies: 0,
} as const
type Figures = Readonly<Record<keyof typeof trifles, number>>

/** The app's memory and what else it holds, as long as one and the same app lives. */
export class Samples {
  private readonly all: { readonly at: number; readonly figures: Figures }[] = []

  constructor(private readonly app: SoakedApp) {}

  /** Whether there are enough to tell a trend; on a busy machine little happens in a few minutes. */
  get areEnough(): boolean {
    return this.all.length >= 15
  }

  /** Says what it saw. */
  async take(): Promise<string> {
    const family = familyOf(this.app.pid)
    const figures: Figures = {
      'heap of main, MiB': (await heapOfMain(this.app)) / 2 ** 20,
      'heap of the page, MiB': (await heapOfPage(this.app)) / 2 ** 20,
      'memory of all processes, MiB': memoryOf(family),
      'descriptors of main': descriptorsOf(this.app.pid).length,
      processes: family.length,
      zombies: zombiesIn(family),
    }
    this.all.push({ at: performance.now() / 60_000, figures })
    return Object.entries(figures)
      .map(([name, value]) => `${name}: ${Math.round(value * 10) / 10}`)
      .join(', ')
  }

  /** How each grew, without the first third: caches fill. */
  growths(): readonly { readonly name: string; readonly growth: Growth; readonly isFlat: boolean }[] {
    const settled = this.all.slice(Math.floor(this.all.length / 3))
    return Object.entries(trifles).map(([name, trifle]) => {
      const growth = growthOf(settled.map(({ at, figures }) => ({ at, value: figures[name as keyof Figures] })))
      return { name, growth, isFlat: isFlat(growth, trifle) }
    })
  }
}

function heapOfMain(soaked: SoakedApp): Promise<number> {
  return soaked.inMain(() => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
    const collect = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  })
}

async function heapOfPage({ page }: SoakedApp): Promise<number> {
  const debug = await page.context().newCDPSession(page)
  try {
    await debug.send('HeapProfiler.collectGarbage')
    return (await debug.send('Runtime.getHeapUsage')).usedSize
  } finally {
    await debug.detach()
  }
}
