// Starts the app from source, after getting ready whatever isn't yet.
import { ensureBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { hasDisplay } from './lib/display.mjs'
import { runInForeground, systemFlags } from './lib/launch.mjs'
import { runScript, SetupError } from './lib/messages.mjs'
import { ensureRuntime } from './lib/runtime.mjs'
import { ensureSystemLibraries } from './lib/system-libraries.mjs'

await runScript(async () => {
  // First, so that nobody waits for a set-up that can't end in a window.
  if (!hasDisplay())
    throw new SetupError('there is no display to open a window on; npm run demo shows the app without one')
  await ensureDependencies()
  const executable = await ensureRuntime()
  await ensureSystemLibraries(executable)
  await ensureBuild()
  return runInForeground(executable, ['.', ...systemFlags(), ...process.argv.slice(2)])
})
