import { heapAfterCollection } from './inspected'
import { descriptorsOf, familyOf, logService, memoryOf, roleOf, zombiesIn } from './processes'
import type { Figures } from './samples'
import type { SoakedApp } from './soaked-app'

/** What the app takes and holds now; the memory of each process for itself, so that one that grows has its name. */
export async function figuresOf(app: SoakedApp): Promise<Figures> {
  const heaps: Record<string, number> = {
    'heap of main, MiB': (await heapOfMain(app)) / 2 ** 20,
    'heap of the page, MiB': (await heapOfPage(app)) / 2 ** 20,
  }
  const family = familyOf(app.pid)
  const service = family.find((pid) => roleOf(pid) === logService)
  if (service !== undefined) heaps[`heap of ${logService}, MiB`] = (await heapAfterCollection(service)) / 2 ** 20
  const memory: Record<string, number> = {}
  for (const pid of family) {
    const name = `memory of ${roleOf(pid)}, MiB`
    memory[name] = (memory[name] ?? 0) + memoryOf(pid)
  }
  return {
    ...heaps,
    ...memory,
    'memory of all processes, MiB': Object.values(memory).reduce((sum, one) => sum + one, 0),
    'descriptors of main': descriptorsOf(app.pid).length,
    processes: family.length,
    zombies: zombiesIn(family),
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
