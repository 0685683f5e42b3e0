import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { cpuSecondsOf, openApp } from './lib/app.mjs'
import { figure, projectFolder, report } from './lib/report.mjs'
import { takenUpRun } from './lib/taken-up-run.mjs'

// What Fermata takes of a processor while it watches two runs that print nothing, against an empty window served the
// same way. The difference is what counts, not either figure.
const rounds = 5
const lengthMs = 30_000
const settleMs = 10_000
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))

/** Percent of one processor over some time, once the window has come to rest. */
async function percentOf(options) {
  const app = await openApp(options)
  try {
    await delay(settleMs)
    const before = cpuSecondsOf(app.child.pid)
    const from = performance.now()
    await delay(lengthMs)
    return ((cpuSecondsOf(app.child.pid) - before) * 1000 * 100) / (performance.now() - from)
  } finally {
    await app.close()
    rmSync(join(options.userData, 'DevToolsActivePort'), { force: true })
  }
}

const userData = join(root, 'fermata')
const runs = ['training', 'collector'].map((profileId) => takenUpRun(userData, root, profileId))
// What a run prints first makes it a running one.
for (const { log } of runs) appendFileSync(log, 'started\n')
try {
  const apps = {
    fermata: { folder: projectFolder, userData, env: { FERMATA_WORKSPACE: join(root, 'workspace') } },
    empty: { folder: join(projectFolder, 'bench', 'empty-app'), userData: join(root, 'empty') },
  }
  const seen = { fermata: [], empty: [] }
  for (let round = 0; round < rounds; round += 1)
    for (const name of round % 2 === 0 ? ['fermata', 'empty'] : ['empty', 'fermata'])
      seen[name].push(await percentOf(apps[name]))
  const unit = '% of a core'
  const more = seen.fermata.map((one, round) => one - seen.empty[round])
  report('idle', [
    figure({ name: 'Fermata with two watched runs, 30 s', values: seen.fermata, unit }),
    figure({ name: 'an empty window, 30 s', values: seen.empty, unit }),
    figure({ name: 'more than an empty window', values: more, unit, aim: { most: 0.5 } }),
  ])
} finally {
  for (const run of runs) run.end()
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}
