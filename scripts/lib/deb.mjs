import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { findProgram, runCommand } from './commands.mjs'
import { SetupError, say } from './messages.mjs'
import { projectRoot } from './paths.mjs'

/** What Electron needs of a Debian or Ubuntu, under the names of before and after their change to 64-bit time. */
const depends = [
  'libasound2 | libasound2t64',
  'libgbm1',
  'libgtk-3-0 | libgtk-3-0t64',
  'libnotify4',
  'libnss3',
  'libx11-xcb1',
]

const debArchitectures = { x64: 'amd64', arm64: 'arm64' }

/**
 * Makes a Debian package of an unpacked app.
 *
 * electron-builder's own way needs a download. The folder's contents are owned by root in the package whoever makes it.
 *
 * @param {{ folder: string, output: string, isTestBuild: boolean }} made
 * @returns {Promise<string>} the package's path
 */
export async function makeDeb({ folder, output, isTestBuild }) {
  if (!findProgram('dpkg-deb'))
    throw new SetupError('a .deb is made with dpkg-deb, which this system lacks; the unpacked app is ready')
  const { version, description, author } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
  const architecture = debArchitectures[process.arch]
  const debVersion = isTestBuild ? `${version}~test` : version
  const tree = join(output, 'deb')
  rmSync(tree, { recursive: true, force: true })
  const app = join(tree, 'opt', 'fermata')
  mkdirSync(app, { recursive: true })
  cpSync(folder, app, { recursive: true, verbatimSymlinks: true })
  // Copying drops the bit.
  chmodSync(join(app, 'chrome-sandbox'), 0o4755)
  writeTo(tree, 'usr/share/applications/fermata.desktop', desktopEntry(isTestBuild))
  mkdirSync(join(tree, 'usr/share/icons/hicolor/512x512/apps'), { recursive: true })
  cpSync(join(projectRoot, 'packaging', 'icon.png'), join(tree, 'usr/share/icons/hicolor/512x512/apps/fermata.png'))
  mkdirSync(join(tree, 'usr', 'bin'), { recursive: true })
  writeTo(app, 'fermata-command', readFileSync(join(projectRoot, 'packaging', 'fermata-command.sh'), 'utf8'), 0o755)
  symlinkSync('/opt/fermata/fermata-command', join(tree, 'usr', 'bin', 'fermata'))
  writeTo(tree, 'usr/share/doc/fermata/copyright', readFileSync(join(projectRoot, 'LICENSE'), 'utf8'))
  writeTo(
    tree,
    'DEBIAN/control',
    `${[
      'Package: fermata',
      `Version: ${debVersion}`,
      `Architecture: ${architecture}`,
      `Maintainer: ${author ?? 'The Fermata project'}`,
      `Installed-Size: ${Math.ceil(sizeOf(app) / 1024)}`,
      `Depends: ${depends.join(', ')}`,
      'Section: science',
      'Priority: optional',
      `Description: ${description}`,
      ...(isTestBuild ? [' A test build, made with an older Electron than the declared one.'] : []),
    ].join('\n')}\n`,
  )
  const deb = join(output, `fermata_${debVersion}_${architecture}.deb`)
  say('making the .deb')
  const args = ['--root-owner-group', '-Zzstd', '-z3', '--build', tree, deb]
  const { code, output: words } = await runCommand('dpkg-deb', args, { capture: true })
  if (code !== 0) throw new SetupError(`dpkg-deb ended with ${code}: ${words.trim()}`)
  rmSync(tree, { recursive: true, force: true })
  return deb
}

function desktopEntry(isTestBuild) {
  return `[Desktop Entry]
Type=Application
Name=${isTestBuild ? 'Fermata test build' : 'Fermata'}
Comment=Start, pause and resume long training and collector runs
Exec=/usr/bin/fermata
Icon=fermata
Terminal=false
Categories=Science;Utility;
StartupWMClass=Fermata
`
}

function writeTo(folder, path, text, mode = 0o644) {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o755 })
  writeFileSync(file, text, { mode })
}

function sizeOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((bytes, entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return bytes + sizeOf(path)
    return entry.isFile() ? bytes + statSync(path).size : bytes
  }, 0)
}
