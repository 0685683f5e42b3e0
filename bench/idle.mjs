import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { cpuSecondsOf, openApp } from './lib/app.mjs'
import { figure, projectFolder, report } from './lib/report.mjs'
import { takenUpRun } from './lib/taken-up-run.mjs'

// What Fermata takes of a processor while it watches two runs that print nothing, against an empty window served the
// same way. One round of 60 s each: the difference is what counts, not either figure.
const lengthMs = 60_000
const settleMs = 10_000
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))

/** Percent of one processor over a minute, once the window has come to rest. */
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
  }
}

const userData = join(root, 'fermata')
const runs = ['training', 'collector'].map((profileId) => takenUpRun(userData, root, profileId))
// What a run prints first makes it a running one.
for (const { log } of runs) appendFileSync(log, 'started\n')
try {
  const empty = await percentOf({ folder: join(projectFolder, 'bench', 'empty-app'), userData: join(root, 'empty') })
  const fermata = await percentOf({
    folder: projectFolder,
    userData,
    env: { FERMATA_WORKSPACE: join(root, 'workspace') },
  })
  report('idle', [
    figure({ name: 'Fermata with two watched runs, 60 s', value: fermata, unit: '% of a core' }),
    figure({ name: 'an empty window, 60 s', value: empty, unit: '% of a core' }),
    figure({ name: 'more than an empty window', value: fermata - empty, unit: '% of a core', aim: { most: 0.5 } }),
  ])
} finally {
  for (const run of runs) run.end()
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}
