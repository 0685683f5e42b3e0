import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { projectRoot } from './paths.mjs'

/**
 * The flags that Electron needs on this machine besides the app's own.
 *
 * @returns {string[]}
 */
export function systemFlags() {
  if (process.platform !== 'linux') return []
  const flags = []
  // Chromium refuses to run its sandbox as root.
  if (process.getuid?.() === 0) flags.push('--no-sandbox')
  if (!process.env.DISPLAY && process.env.WAYLAND_DISPLAY) flags.push('--ozone-platform=wayland')
  return flags
}

/**
 * The environment for a program that must come up as what it is.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment(env = process.env) {
  // Left in place it would make any Electron come up as plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env
  return rest
}

/**
 * Starts a program in the project's folder on this terminal and waits for its end; signals sent to this process are passed on.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code, 128 + n after signal n
 */
export function runInForeground(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: projectRoot, stdio: 'inherit', env: cleanEnvironment(), ...options })
    // Ctrl+C reaches the whole terminal group; this process only has to outlive the child.
    const stay = () => {}
    const passOn = (signal) => child.kill(signal)
    process.on('SIGINT', stay).on('SIGTERM', passOn).on('SIGHUP', passOn)
    const restore = () => process.off('SIGINT', stay).off('SIGTERM', passOn).off('SIGHUP', passOn)
    child.once('error', (error) => {
      restore()
      reject(new Error(`Can't start ${file}`, { cause: error }))
    })
    child.once('exit', (code, signal) => {
      restore()
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}
