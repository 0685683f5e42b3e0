import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { firstPaint, memoryOf, openApp } from './app.mjs'
import { figure, projectFolder } from './report.mjs'

const rounds = 9

async function measure(options, settleMs) {
  const app = await openApp(options)
  try {
    const paint = await firstPaint(app)
    await delay(settleMs) // Memory is compared once both have come to rest.
    return { paint, memory: memoryOf(app.child.pid) }
  } finally {
    await app.close()
    rmSync(join(options.userData, 'DevToolsActivePort'), { force: true })
  }
}

/** Fermata's start against that of an empty window served the same way (own protocol, same policy, same preferences). */
export async function startUpFigures({ root, userData, settleMs, what }) {
  const apps = {
    fermata: { folder: projectFolder, userData, env: { FERMATA_WORKSPACE: join(root, 'workspace') } },
    empty: { folder: join(projectFolder, 'bench', 'empty-app'), userData: join(root, 'empty') },
  }
  const paints = { fermata: [], empty: [] }
  const memory = { fermata: [], empty: [] }
  for (let round = 0; round <= rounds; round += 1)
    for (const name of round % 2 === 0 ? ['fermata', 'empty'] : ['empty', 'fermata']) {
      const seen = await measure(apps[name], settleMs)
      if (round === 0) continue // Fills each app's code cache.
      paints[name].push(seen.paint)
      memory[name].push(seen.memory)
    }
  const compared = (unit, { fermata, empty }) => ({ values: fermata, baseline: empty, unit })
  const aim = { most: 1.15 }
  return [
    figure({ name: `spawn to first contentful paint${what}, against an empty window`, ...compared('ms', paints), aim }),
    figure({
      name: `memory (PSS of all processes)${what}, against an empty window`,
      ...compared('MiB', memory),
      aim,
    }),
  ]
}
