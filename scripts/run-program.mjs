// Starts a run program from the build, in this process, so that signals and the exit code are the program's own.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ensureBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { runScript, SetupError } from './lib/messages.mjs'
import { outDir } from './lib/paths.mjs'

const [name, ...flags] = process.argv.slice(2)
let program

await runScript(async () => {
  if (!name || !/^[a-z-]+$/.test(name)) throw new SetupError('usage: node scripts/run-program.mjs NAME [flags]')
  await ensureDependencies()
  await ensureBuild()
  program = join(outDir, 'main', `${name}.cjs`)
  if (!existsSync(program)) throw new SetupError(`the build holds no run program named ${name}`)
})

if (process.exitCode === 0) {
  process.exitCode = undefined
  // npm changes to the project's folder; the program's own default folder is the one its user stands in.
  if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)
  process.argv = [process.execPath, program, ...flags]
  createRequire(program)(program)
}
