// `npm run bench` runs every benchmark, `npm run bench -- NAME` one. Each writes out/bench/NAME.json;
// out/bench/report.md and report.json tell of all that ran, also of those that failed.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { notMeasured } from '../bench/lib/report.mjs'
import { benchReport } from './lib/bench-report.mjs'
import { ensureBuild } from './lib/build.mjs'
import { runCommand } from './lib/commands.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { withDisplay } from './lib/display.mjs'
import { runScript, SetupError } from './lib/messages.mjs'
import { outDir, projectRoot } from './lib/paths.mjs'
import { ensureRuntime } from './lib/runtime.mjs'
import { ensureSystemLibraries } from './lib/system-libraries.mjs'

const folder = join(projectRoot, 'bench')
const results = join(outDir, 'bench')

await runScript(async () => {
  const names = chosen(process.argv.slice(2))
  await ensureDependencies()
  await ensureSystemLibraries(await ensureRuntime(), { xvfb: true })
  await ensureBuild()
  return withDisplay(async () => {
    let failed = 0
    const figures = {}
    mkdirSync(results, { recursive: true })
    for (const name of names) {
      const { code } = await runCommand(process.execPath, [join(folder, `${name}.mjs`)], {
        cwd: projectRoot,
        stdio: 'inherit',
      })
      if (code === 0) figures[name] = JSON.parse(readFileSync(join(results, `${name}.json`), 'utf8'))
      else {
        figures[name] = [notMeasured('all', `the benchmark failed (${code})`)]
        failed = 1
      }
      // Each time, so that what was measured isn't lost when a later one is broken off.
      writeFileSync(join(results, 'report.json'), `${JSON.stringify(figures, null, 2)}\n`)
      writeFileSync(join(results, 'report.md'), benchReport(figures, new Date().toISOString().slice(0, 16)))
    }
    return failed
  })
})

function chosen(wanted) {
  const all = readdirSync(folder)
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => file.slice(0, -'.mjs'.length))
  const unknown = wanted.find((name) => !all.includes(name))
  if (unknown !== undefined) throw new SetupError(`no benchmark is called ${unknown}; there are: ${all.join(', ')}`)
  return wanted.length > 0 ? wanted : all
}
