import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { runCommand } from './commands.mjs'
import { withLock } from './lock.mjs'
import { SetupError, say } from './messages.mjs'
import { projectRoot } from './paths.mjs'

const INPUT_FILES = ['electron.vite.config.ts', 'package.json', 'package-lock.json']
const INPUT_FOLDER = 'src'
const RESULTS = ['out/main/index.cjs', 'out/preload/index.cjs', 'out/renderer/index.html', 'out/node/fermata-pause.mjs']

/**
 * Builds the app and the run programs unless the present build was made from the present sources.
 *
 * Says nothing when there is nothing to do.
 *
 * @param {string} [root]
 */
export async function ensureBuild(root = projectRoot) {
  if (isBuilt(root)) return
  await withLock(
    join(root, 'out', 'locks', 'build.lock'),
    async () => {
      if (!isBuilt(root)) await build(root)
    },
    { onWait: (pid) => say(`waiting for the build that process ${pid} is making`) },
  )
}

/** Makes the next ensureBuild build, because something else has written into the build's folders. */
export function forgetBuild(root = projectRoot) {
  rmSync(stampFile(root), { force: true })
}

/**
 * One hash over everything that a build is made from; unit tests aren't part of it.
 *
 * @param {string} root
 * @returns {string}
 */
export function inputsHash(root) {
  const hash = createHash('sha256')
  for (const file of [...INPUT_FILES.map((name) => join(root, name)), ...sourceFiles(join(root, INPUT_FOLDER))]) {
    const bytes = readFileSync(file)
    hash.update(`${relative(root, file).split(sep).join('/')}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return sourceFiles(path)
      return /\.test\.tsx?$/.test(entry.name) ? [] : [path]
    })
}

function stampFile(root) {
  return join(root, 'out', 'build-inputs.sha256')
}

function isBuilt(root) {
  if (!existsSync(stampFile(root))) return false
  return (
    readFileSync(stampFile(root), 'utf8') === inputsHash(root) && RESULTS.every((file) => existsSync(join(root, file)))
  )
}

async function build(root) {
  const hash = inputsHash(root)
  // Without its stamp nobody takes a half-made build for a whole one.
  forgetBuild(root)
  say('building')
  const args = [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn']
  const { code, output } = await runCommand(process.execPath, args, {
    cwd: root,
    env: buildEnvironment(),
    capture: true,
  })
  if (code !== 0) {
    process.stderr.write(output)
    throw new SetupError(
      `the build failed (electron-vite ended with ${code}, see above); correct the sources and start again`,
    )
  }
  mkdirSync(dirname(stampFile(root)), { recursive: true })
  writeFileSync(stampFile(root), hash)
}

function buildEnvironment() {
  const { NODE_ENV: _, ...env } = process.env
  return env
}
