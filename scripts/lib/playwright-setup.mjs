import { ensureBuild } from './build.mjs'
import { startDisplay } from './display.mjs'
import { ensureRuntime } from './runtime.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

/**
 * Makes `npx playwright test` work by itself; under `npm test` everything is there already.
 *
 * Tests find the Electron executable in ELECTRON_EXEC_PATH.
 *
 * @returns {Promise<() => Promise<void>>} ends the display that was made for the tests
 */
export default async function setUp() {
  const executable = await ensureRuntime()
  process.env.ELECTRON_EXEC_PATH = executable
  await ensureSystemLibraries(executable, { xvfb: !process.env.DISPLAY })
  await ensureBuild()
  return startDisplay()
}
