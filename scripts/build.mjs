// Builds the app and the run programs without starting anything.
import { ensureBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { runScript } from './lib/messages.mjs'

await runScript(async () => {
  await ensureDependencies()
  await ensureBuild()
})
