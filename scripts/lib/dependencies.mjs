import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNpm } from './commands.mjs'
import { withLock } from './lock.mjs'
import { SetupError, say } from './messages.mjs'
import { fileHash, outDir, projectRoot } from './paths.mjs'

/**
 * Installs what package-lock.json names unless it is installed already.
 *
 * @param {string} [root]
 */
export async function ensureDependencies(root = projectRoot) {
  if (areInstalled(root)) return
  await withLock(
    join(outDir, 'locks', 'dependencies.lock'),
    async () => {
      if (!areInstalled(root)) await install(root)
    },
    { onWait: (pid) => say(`waiting for the installation that process ${pid} is making`) },
  )
}

/**
 * Whether what npm says it installed is what the lock file asks for; parts for other systems may be missing.
 *
 * @param {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }> }} wanted
 * @param {{ packages: Record<string, { version?: string }> }} installed
 * @returns {boolean}
 */
export function matchesLockFile(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true
    const found = installed.packages[path]
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional)
  })
}

function stampFile(root) {
  return join(root, 'node_modules', '.fermata-lock-hash')
}

function areInstalled(root) {
  const hash = fileHash(join(root, 'package-lock.json'))
  if (existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === hash) return true
  const installedList = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedList)) return false
  const read = (file) => JSON.parse(readFileSync(file, 'utf8'))
  if (!matchesLockFile(read(join(root, 'package-lock.json')), read(installedList))) return false
  writeFileSync(stampFile(root), hash)
  return true
}

async function install(root) {
  say('installing the npm packages (about 15 seconds)')
  // Electron's binary is fetched by ensureRuntime, which knows what to do when it can't be reached.
  const env = { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1', NODE_ENV: 'development' }
  const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { code } = await runNpm(args, { cwd: root, env })
  if (code !== 0) throw new SetupError('npm ci failed (see above); connect to the npm registry and start again')
  writeFileSync(stampFile(root), fileHash(join(root, 'package-lock.json')))
}
