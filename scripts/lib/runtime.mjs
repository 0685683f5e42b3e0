import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runCommand } from './commands.mjs'
import { fallbackExecutable, hasFallback, prepareFallback } from './fallback-runtime.mjs'
import { withLock } from './lock.mjs'
import { SetupError, say } from './messages.mjs'
import { projectRoot, userCacheDir } from './paths.mjs'

/** Electron's installer gives up by itself within seconds when offline; this ends a download that has stalled. */
const INSTALLER_LIMIT_MS = 10 * 60_000

const electronFolder = join(projectRoot, 'node_modules', 'electron')

/**
 * The path of the Electron executable to use, fetched first if need be.
 *
 * Needs the npm packages to be there.
 *
 * @returns {Promise<string>}
 */
export async function ensureRuntime() {
  return chosenRuntime() ?? withLock(join(userCacheDir(), 'runtime.lock'), fetchRuntime, { onWait: sayWaiting })
}

function sayWaiting(pid) {
  say(`waiting for the Electron that process ${pid} is fetching`)
}

async function fetchRuntime() {
  const ready = chosenRuntime()
  if (ready) return ready
  const reason = await tryInstaller()
  const installed = installedElectron()
  if (installed) return installed
  if (!hasFallback()) {
    const system = `${process.platform}-${process.arch}`
    throw new SetupError(
      `Electron for ${system} could not be fetched (${reason}); connect to the internet or set ELECTRON_EXEC_PATH to an Electron executable`,
    )
  }
  say(`Electron's own download is out of reach (${reason})`)
  const executable = fallbackExecutable()
  await prepareFallback(dirname(executable))
  say(`Electron is ready in ${dirname(executable)}`)
  return executable
}

/** The first of the runtimes that are there without fetching anything. */
function chosenRuntime() {
  const given = process.env.ELECTRON_EXEC_PATH
  if (given) {
    if (existsSync(given)) return given
    throw new SetupError(`ELECTRON_EXEC_PATH names ${given}, which does not exist; correct or unset it`)
  }
  const installed = installedElectron()
  if (installed) return installed
  return hasFallback() && existsSync(fallbackExecutable()) ? fallbackExecutable() : undefined
}

function installedElectron() {
  const pathFile = join(electronFolder, 'path.txt')
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(electronFolder, 'dist')
  // The installer writes path.txt last.
  if (!existsSync(pathFile)) return undefined
  const executable = join(folder, readFileSync(pathFile, 'utf8'))
  return existsSync(executable) ? executable : undefined
}

/** Gives the reason why it failed, in the installer's words. */
async function tryInstaller() {
  const { version } = JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8'))
  say(`fetching Electron ${version}`)
  const options = { cwd: projectRoot, capture: true, timeoutMs: INSTALLER_LIMIT_MS }
  const { code, output } = await runCommand(process.execPath, [join(electronFolder, 'install.js')], options)
  if (code === 0) return 'its installer left no executable'
  return output.trim().split('\n')[0] || `its installer ended with ${code}`
}
