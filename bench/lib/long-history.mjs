import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { projectFolder } from './report.mjs'
import { makeRunFolder } from './taken-up-run.mjs'

/** Puts a past of so many runs into an app's state: the history's file, and the folder that each run leaves behind. */
export async function writeLongHistory(userData, root, profileIds, count) {
  const everyMs = 30 * 60_000
  const newest = Date.now() - everyMs
  const runs = Array.from({ length: count }, (_, at) => {
    const [profileId, startedAt] = [profileIds[at % profileIds.length], newest - at * everyMs]
    const digits = new Date(startedAt).toISOString().replace(/\D/g, '')
    const runId = `${profileId}-${digits.slice(0, 8)}-${digits.slice(8, 14)}-${digits.slice(14)}`
    return { runId, profileId, startedAt }
  })
  for (const run of runs) {
    const ended = { at: run.startedAt + 60_000, outcome: { kind: 'completed' } }
    writeFileSync(join(makeRunFolder(userData, root, { ...run, ended }, run.profileId), 'output.log'), 'step 1/1\n')
  }
  await writeDatabase(userData, runs)
}

/** By the app's own store; built inside the project, where the program finds the library. */
async function writeDatabase(userData, runs) {
  const parent = join(projectFolder, 'out', 'bench')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'history-writer-'))
  try {
    await build({
      root: projectFolder,
      configFile: false,
      logLevel: 'warn',
      ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
      build: {
        ssr: join(projectFolder, 'bench', 'lib', 'history-writer.mjs'),
        outDir: folder,
        target: 'node20.18',
        rolldownOptions: { output: { entryFileNames: 'writer.mjs' } },
      },
    })
    const list = join(folder, 'runs.json')
    writeFileSync(list, JSON.stringify(runs))
    execFileSync(process.execPath, [join(folder, 'writer.mjs'), userData, list], { stdio: 'inherit' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
