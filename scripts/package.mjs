// Makes a package of the app: on Linux an unpacked folder and a .deb, elsewhere what electron-builder makes of the same settings.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packageConfiguration } from '../packaging/electron-builder.mjs'
import { ensureBuild } from './lib/build.mjs'
import { runNpm } from './lib/commands.mjs'
import { makeDeb } from './lib/deb.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { isFallback } from './lib/fallback-runtime.mjs'
import { runScript, SetupError, say } from './lib/messages.mjs'
import { outDir, projectRoot } from './lib/paths.mjs'
import { ensureRuntime } from './lib/runtime.mjs'

const output = join(outDir, 'package')

await runScript(async () => {
  const options = process.argv.slice(2)
  if (options.some((option) => option !== '--release')) throw new SetupError('usage: npm run package [-- --release]')
  await ensureDependencies()
  const executable = await ensureRuntime()
  const isTestBuild = isFallback(executable)
  if (isTestBuild && options.includes('--release'))
    throw new SetupError(
      'a release can’t be made with the stand-in Electron, which is older than the declared one; make Electron’s own download reachable or set ELECTRON_EXEC_PATH',
    )
  await ensureBuild()
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output, { recursive: true })
  const folder = await pack(executable, isTestBuild)
  await writeBillOfMaterials()
  say(`the app is in ${folder}`)
  if (process.platform === 'linux') process.stdout.write(`${await makeDeb({ folder, output, isTestBuild })}\n`)
})

/** What the package was made from, in CycloneDX, by npm itself. */
async function writeBillOfMaterials() {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--loglevel=error']
  const { code, output: text } = await runNpm(args, { cwd: projectRoot, capture: true })
  if (code !== 0) throw new SetupError(`npm sbom ended with ${code}: ${text.trim().split('\n')[0]}`)
  writeFileSync(join(output, 'sbom.cdx.json'), text)
}

/** Gives the folder with the unpacked app. */
async function pack(executable, isTestBuild) {
  const { build, Platform } = await import('electron-builder')
  const electronDist = dirname(executable)
  const electronVersion = readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '')
  const name = isTestBuild ? 'Fermata test build' : 'Fermata'
  const config = packageConfiguration({ electronDist, electronVersion, name, isTestBuild, output })
  say(`packing ${name} with Electron ${electronVersion}`)
  const targets = process.platform === 'linux' ? Platform.LINUX.createTarget('dir') : undefined
  await build({ projectDir: projectRoot, targets, config })
  return join(output, process.platform === 'linux' ? 'linux-unpacked' : '')
}
