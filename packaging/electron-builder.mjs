import { chmodSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What a package is made of, for electron-builder.
 *
 * Tried on Linux only; the Windows and macOS parts are written after electron-builder's documentation.
 *
 * @param {{ electronDist: string, electronVersion: string, name: string, isTestBuild: boolean, output: string }} made
 * @returns {import('electron-builder').Configuration}
 */
export function packageConfiguration({ electronDist, electronVersion, name, isTestBuild, output }) {
  return {
    appId: 'org.fermata-app.fermata',
    productName: name,
    executableName: 'fermata',
    copyright: 'MIT licence',
    directories: { output, buildResources: 'packaging' },
    electronDist,
    electronVersion,
    // Only what was built, and the one native library.
    files: [
      'out/main/**',
      'out/preload/**',
      'out/renderer/**',
      'package.json',
      '!**/*.map',
      '!node_modules/@photostructure/sqlite/{src,scripts,binding.gyp}/**',
      `!node_modules/@photostructure/sqlite/prebuilds/!(${process.platform}-*)/**`,
    ],
    extraMetadata: { productName: name, scripts: null, devDependencies: null, fermata: { isTestBuild } },
    asar: true,
    asarUnpack: ['node_modules/@photostructure/sqlite/**'],
    // Python can't read inside the archive.
    extraResources: [{ from: 'python', to: 'python', filter: ['*.py'] }],
    npmRebuild: false,
    nodeGypRebuild: false,
    publish: null,
    electronFuses: fuses,
    afterPack,
    linux: { target: 'dir', category: 'Science', icon: 'icon.png' },
    win: { target: 'nsis', icon: 'icon.png' },
    nsis: {
      oneClick: false,
      perMachine: false,
      allowToChangeInstallationDirectory: true,
      deleteAppDataOnUninstall: false,
    },
    mac: { target: 'dmg', icon: 'icon.png', category: 'public.app-category.developer-tools', hardenedRuntime: true },
  }
}

/** Why each stands as it does: docs/security.md. */
const fuses = {
  runAsNode: true,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
}

/** Takes out what an Electron brings along and no app needs, and makes the modes those of an installed program. */
async function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName !== 'linux') return
  for (const extra of ['resources/default_app.asar', 'fermata-fallback', 'version'])
    rmSync(join(appOutDir, extra), { force: true })
  normaliseModes(appOutDir)
  const sandbox = join(appOutDir, 'chrome-sandbox')
  // Systems that forbid user namespaces need it, and only with these bits.
  if (existsSync(sandbox)) chmodSync(sandbox, 0o4755)
}

function normaliseModes(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isSymbolicLink()) continue
    const isProgram = entry.isDirectory() || (statSync(path).mode & 0o111) !== 0
    chmodSync(path, isProgram ? 0o755 : 0o644)
    if (entry.isDirectory()) normaliseModes(path)
  }
}
