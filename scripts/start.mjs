// Starts the app from source, after getting ready whatever isn't yet.
import { ensureBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { requireDisplay } from './lib/display.mjs'
import { runInForeground, systemFlags } from './lib/launch.mjs'
import { runScript } from './lib/messages.mjs'
import { ensureRuntime } from './lib/runtime.mjs'
import { ensureSystemLibraries } from './lib/system-libraries.mjs'

await runScript(async () => {
  // First, so that nobody waits for a set-up that can't end in a window.
  requireDisplay()
  await ensureDependencies()
  const executable = await ensureRuntime()
  await ensureSystemLibraries(executable)
  await ensureBuild()
  return runInForeground(executable, ['.', ...systemFlags(), ...process.argv.slice(2)])
})
