import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'

/**
 * Runs a program to its end.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { timeoutMs?: number, capture?: boolean }} [options]
 *   Its output goes to stderr unless `stdio` says otherwise; `capture` collects it instead. After `timeoutMs` it is killed.
 * @returns {Promise<{ code: number, output: string }>} code is 128 + n after signal n, as shells say it, and 127 if it can't be started
 */
export function runCommand(file, args, { timeoutMs, capture = false, ...options } = {}) {
  const stdio = capture ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2]
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio, windowsHide: true, timeout: timeoutMs, killSignal: 'SIGKILL', ...options })
    let output = ''
    const collect = (chunk) => {
      output += chunk
    }
    child.stdout?.setEncoding('utf8').on('data', collect)
    child.stderr?.setEncoding('utf8').on('data', collect)
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code, signal) => resolve({ code: code ?? 128 + signalNumber(signal), output }))
  })
}

/**
 * Runs npm, the one that started this script if there is one.
 *
 * @param {readonly string[]} args plain words only: on Windows they may pass through a shell
 * @param {Parameters<typeof runCommand>[2]} [options]
 * @returns {ReturnType<typeof runCommand>}
 */
export function runNpm(args, options) {
  const script = npmScript()
  if (script) return runCommand(process.execPath, [script, ...args], options)
  if (process.platform !== 'win32') return runCommand('npm', args, options)
  // Node refuses to start .cmd files without a shell.
  return runCommand('npm.cmd', args, { shell: true, ...options })
}

/**
 * Where a program stands on the PATH.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not in this folder.
    }
  }
  return undefined
}

function npmScript() {
  const caller = process.env.npm_execpath
  if (caller && basename(caller).startsWith('npm')) return caller
  const nodeFolder = dirname(process.execPath)
  return [join(nodeFolder, 'node_modules'), join(nodeFolder, '..', 'lib', 'node_modules')]
    .map((folder) => join(folder, 'npm', 'bin', 'npm-cli.js'))
    .find((file) => existsSync(file))
}

function signalNumber(signal) {
  return { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }[signal] ?? 0
}
