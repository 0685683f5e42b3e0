// Prints the path of the Electron executable in use, and nothing else, on stdout.
import { ensureDependencies } from './lib/dependencies.mjs'
import { runScript } from './lib/messages.mjs'
import { ensureRuntime } from './lib/runtime.mjs'

await runScript(async () => {
  await ensureDependencies()
  console.log(await ensureRuntime())
})
