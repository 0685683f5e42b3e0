import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { firstPaint, memoryOf, openApp } from './lib/app.mjs'
import { figure, median, projectFolder, report } from './lib/report.mjs'

// Fermata's first screen against an empty window served the same way (own protocol, same policy, same preferences).
const rounds = 9
const settleMs = 1500
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))
const apps = {
  fermata: {
    folder: projectFolder,
    userData: join(root, 'fermata'),
    env: { FERMATA_WORKSPACE: join(root, 'workspace') },
  },
  empty: { folder: join(projectFolder, 'bench', 'empty-app'), userData: join(root, 'empty') },
}
const paints = { fermata: [], empty: [] }
const memory = { fermata: [], empty: [] }

async function measure(name) {
  const app = await openApp(apps[name])
  try {
    const paint = await firstPaint(app)
    await delay(settleMs) // Memory is compared once both have come to rest.
    return { paint, memory: memoryOf(app.child.pid) }
  } finally {
    await app.close()
    rmSync(join(apps[name].userData, 'DevToolsActivePort'), { force: true })
  }
}

try {
  for (let round = 0; round <= rounds; round += 1)
    for (const name of round % 2 === 0 ? ['fermata', 'empty'] : ['empty', 'fermata']) {
      const seen = await measure(name)
      if (round === 0) continue // Fills each app's code cache.
      paints[name].push(seen.paint)
      memory[name].push(seen.memory)
    }
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}
report('startup', [
  figure({
    name: 'spawn to first contentful paint, against an empty window',
    value: median(paints.fermata),
    baseline: median(paints.empty),
    unit: 'ms',
    aim: { most: 1.15 },
  }),
  figure({
    name: 'memory (PSS of all processes), against an empty window',
    value: median(memory.fermata),
    baseline: median(memory.empty),
    unit: 'MiB',
    aim: { most: 1.15 },
  }),
])
