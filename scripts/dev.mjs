// Starts the app with hot reload.
import { join } from 'node:path'
import { forgetBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { hasDisplay } from './lib/display.mjs'
import { cleanEnvironment, runInForeground, systemFlags } from './lib/launch.mjs'
import { runScript, SetupError } from './lib/messages.mjs'
import { projectRoot } from './lib/paths.mjs'
import { ensureRuntime } from './lib/runtime.mjs'
import { ensureSystemLibraries } from './lib/system-libraries.mjs'

await runScript(async () => {
  if (!hasDisplay())
    throw new SetupError('there is no display to open a window on; npm run demo shows the app without one')
  await ensureDependencies()
  const executable = await ensureRuntime()
  await ensureSystemLibraries(executable)
  forgetBuild()
  const electronVite = join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  return runInForeground(process.execPath, [electronVite, 'dev', '--', ...systemFlags(), ...process.argv.slice(2)], {
    env: { ...cleanEnvironment(), ELECTRON_EXEC_PATH: executable },
  })
})
