import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApp, until } from './app.mjs'
import { captured } from './captured-child.mjs'
import { projectFolder } from './report.mjs'

const profileId = 'own-00000001'

/** Keeps a child's output by running it in the built app as a run of the user's own, started from the window. */
export function captureByFermata(root, child) {
  return async (lines) => {
    const userData = join(root, 'fermata')
    mkdirSync(userData, { recursive: true, mode: 0o700 })
    const run = {
      ...{ id: profileId, name: 'Flood', program: 'python3', args: child.argsOf(lines), needsShell: false },
      ...{ folder: root, pauseFile: 'pause.txt', environment: [] },
      confirmation: { kind: 'lines', paused: 'PAUSE DETECTED', resumed: 'RESUMING' },
      progress: { kind: 'count' },
      stop: { kind: 'ctrlC', graceSeconds: 30 },
    }
    const profiles = join(userData, 'profiles.json')
    writeFileSync(profiles, JSON.stringify({ version: 1, runs: [run] }), { mode: 0o600 })
    const app = await openApp({ folder: projectFolder, userData, env: { FERMATA_WORKSPACE: join(root, 'workspace') } })
    try {
      const { page } = app
      await until(() => page.evaluate((id) => document.querySelector(`.run-link[href="#${id}"]`) !== null, profileId))
      await page.evaluate((id) => window.fermata.startRun(id, 'continue'), profileId)
      const [runId] = await until(() => {
        const names = readdirSync(join(userData, 'runs'))
        return names.length > 0 && names
      })
      return await captured(child, lines, join(userData, 'runs', runId, 'output.log'))
    } finally {
      await app.close()
      rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}
