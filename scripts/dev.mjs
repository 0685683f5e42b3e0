// Starts the app with hot reload.
import { join } from 'node:path'
import { forgetBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { requireDisplay } from './lib/display.mjs'
import { cleanEnvironment, runInForeground, systemFlags } from './lib/launch.mjs'
import { runScript } from './lib/messages.mjs'
import { projectRoot } from './lib/paths.mjs'
import { ensureRuntime } from './lib/runtime.mjs'
import { ensureSystemLibraries } from './lib/system-libraries.mjs'

await runScript(async () => {
  requireDisplay()
  await ensureDependencies()
  const executable = await ensureRuntime()
  await ensureSystemLibraries(executable)
  forgetBuild()
  const electronVite = join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  return runInForeground(process.execPath, [electronVite, 'dev', '--', ...systemFlags(), ...process.argv.slice(2)], {
    env: { ...cleanEnvironment(), ELECTRON_EXEC_PATH: executable },
  })
})
