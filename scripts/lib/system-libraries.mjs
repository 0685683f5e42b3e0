import { existsSync, readFileSync } from 'node:fs'
import { findProgram, runCommand } from './commands.mjs'
import { SetupError, say } from './messages.mjs'

/** Loaded by Electron at run time, so ldd doesn't list them; without the second there are no notifications. */
const LOADED_LATER = ['libX11-xcb.so.1', 'libnotify.so.4']

/** apt waits this long for another apt before it gives up. */
const APT_LOCK_WAIT_S = 300

/**
 * Sees to it that Electron finds the shared libraries it needs, and Xvfb where it is asked for. Only Linux lacks them.
 *
 * Root on Debian and Ubuntu gets them installed; anyone else is told the command.
 *
 * @param {string} executable Electron's
 * @param {{ xvfb?: boolean }} [options]
 */
export async function ensureSystemLibraries(executable, { xvfb = false } = {}) {
  if (process.platform !== 'linux') return
  const missing = await missingParts(executable, xvfb)
  if (missing.length === 0) return
  const packages = debianPackages(readOsRelease(), xvfb)
  if (!packages) {
    throw new SetupError(
      `this system lacks ${missing.join(', ')}; install them with its package manager and start again`,
    )
  }
  const command = `apt-get install --no-install-recommends ${packages.join(' ')}`
  if (process.getuid?.() !== 0) {
    throw new SetupError(`this system lacks ${missing.join(', ')}; run: sudo apt-get update && sudo ${command}`)
  }
  say(`installing the system packages that Electron needs (${packages.join(' ')})`)
  await installWithApt(packages)
  const stillMissing = await missingParts(executable, xvfb)
  if (stillMissing.length > 0) {
    throw new SetupError(`this system still lacks ${stillMissing.join(', ')} after "${command}"; install them by hand`)
  }
}

/**
 * The packages to install, or undefined where apt is not the way.
 *
 * @param {string} osRelease the text of /etc/os-release
 * @param {boolean} xvfb
 * @returns {string[] | undefined}
 */
export function debianPackages(osRelease, xvfb) {
  const fields = Object.fromEntries(
    [...osRelease.matchAll(/^(\w+)="?([^"\n]*)"?$/gm)].map(([, name, value]) => [name, value]),
  )
  const names = `${fields.ID ?? ''} ${fields.ID_LIKE ?? ''}`.split(' ')
  if (!names.includes('debian') && !names.includes('ubuntu')) return undefined
  // With the change to 64-bit time these two were renamed.
  const firstRenamed = fields.ID === 'ubuntu' ? 24.04 : 13
  const suffix = Number.parseFloat(fields.VERSION_ID ?? '0') >= firstRenamed ? 't64' : ''
  const libraries = [`libasound2${suffix}`, 'libgbm1', `libgtk-3-0${suffix}`, 'libnotify4', 'libnss3', 'libx11-xcb1']
  return xvfb ? [...libraries, 'xvfb'] : libraries
}

/**
 * The libraries that ldd couldn't find.
 *
 * @param {string} lddOutput
 * @returns {string[]}
 */
export function notFound(lddOutput) {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name)
}

async function missingParts(executable, xvfb) {
  const missing = notFound((await runCommand('ldd', [executable], { capture: true })).output)
  for (const library of LOADED_LATER) if (!(await isLoadable(library))) missing.push(library)
  if (xvfb && !findProgram('Xvfb')) missing.push('Xvfb')
  return missing
}

async function isLoadable(library) {
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((file) => existsSync(file))
  // Without ldconfig there is no list to look into; Electron itself will tell.
  if (!ldconfig) return true
  return (await runCommand(ldconfig, ['-p'], { capture: true })).output.includes(`${library} `)
}

function readOsRelease() {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
}

async function installWithApt(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const wait = ['-o', `DPkg::Lock::Timeout=${APT_LOCK_WAIT_S}`]
  const updated = await runCommand('apt-get', [...wait, '-qq', 'update'], { env })
  const args = [...wait, '-qq', '-y', 'install', '--no-install-recommends', ...packages]
  const installed = await runCommand('apt-get', args, { env, capture: true })
  if (installed.code === 0) return
  const last = installed.output.trim().split('\n').pop()
  const cause = updated.code === 0 ? last : `apt-get update ended with ${updated.code}`
  throw new SetupError(
    `apt-get could not install ${packages.join(' ')} (${cause}); install them by hand and start again`,
  )
}
