import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findProgram } from '../scripts/lib/commands.mjs'
import { hasDisplay, withDisplay } from '../scripts/lib/display.mjs'
import { outDir, projectRoot } from '../scripts/lib/paths.mjs'

const isRoot = process.getuid?.() === 0
const unpacked = join(outDir, 'package', 'linux-unpacked')
const root = mkdtempSync(join(tmpdir(), 'fermata-package-'))
let deb = ''

beforeAll(() => {
  const made = spawnSync(process.execPath, [join(projectRoot, 'scripts', 'package.mjs')], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
  deb = made.stdout.trim()
})
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }))

test('the package has the fuses that docs/security.md tells of', async () => {
  const { getCurrentFuseWire, FuseState, FuseV1Options } = await import('@electron/fuses')
  const wire = await getCurrentFuseWire(join(unpacked, 'fermata'))
  const on = Object.keys(FuseV1Options).filter((name) => wire[FuseV1Options[name]] === FuseState.ENABLE)
  expect(on.sort()).toEqual([
    'EnableCookieEncryption',
    'EnableEmbeddedAsarIntegrityValidation',
    'OnlyLoadAppFromAsar',
    'RunAsNode',
  ])
})

test('a test build says so in its name, and a release refuses the stand-in Electron', () => {
  // The About box reads the rest.
  const packed = { productName: 'Fermata test build', license: 'MIT', fermata: { isTestBuild: true } }
  expect(packedManifest()).toMatchObject(packed)
  const release = spawnSync(process.execPath, [join(projectRoot, 'scripts', 'package.mjs'), '--release'], {
    encoding: 'utf8',
  })
  expect(release).toMatchObject({ status: 1, stderr: expect.stringContaining('a release can’t be made') })
  expect(existsSync(unpacked)).toBe(true)
})

test('the trainer works from inside the package', () => {
  const trained = inPackage(unpacked, 'train', '--epochs', '1', '--workspace', join(root, 'trained'))
  expect(trained.stdout).toMatch(/^Model saved: .* sha256=[0-9a-f]{64}$/m)
})

test('the collector and its workers work from inside the package', () => {
  const flags = ['--cycles', '1', '--interval', '1', '--workspace', join(root, 'collected')]
  expect(inPackage(unpacked, 'collect', ...flags).stdout).toMatch(/^Finished: \d+ items collected/m)
})

test('the security tests of the window pass in the package, too', async () => {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses')
  const copy = copyOfPackage('inspected')
  // The tests' only way in. Everything else is as it is shipped.
  await flipFuses(join(copy, 'fermata'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  const cli = join(projectRoot, 'node_modules', '@playwright', 'test', 'cli.js')
  const { status, stdout } = spawnSync(process.execPath, [cli, 'test', 'e2e/security.spec.ts'], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { ...process.env, FERMATA_PACKAGED: join(copy, 'fermata') },
  })
  expect({ status, stdout }).toMatchObject({ status: 0 })
})

test('a package lets no debugger in, and its page’s process is in the system’s sandbox', async () => {
  const home = join(root, 'home')
  mkdirSync(home)
  // Root has no sandbox, so it starts the app as nobody.
  const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {}
  if (isRoot) chownSync(home, nobody.uid, nobody.gid)
  await inSight(async () => {
    const flags = ['--inspect=127.0.0.1:0', '--remote-debugging-port=0', `--user-data-dir=${join(home, 'state')}`]
    const env = { ...process.env, HOME: home, FERMATA_WORKSPACE: join(home, 'work') }
    const app = spawn(join(copyOfPackage('shipped'), 'fermata'), flags, { cwd: '/', env, ...nobody })
    let said = ''
    app.stderr.on('data', (text) => (said += text))
    try {
      await until(
        () => rendererOf(app.pid),
        () => `a window: ${said}`,
      )
      const status = readFileSync(`/proc/${rendererOf(app.pid)}/status`, 'utf8')
      expect(status).toMatch(/^NoNewPrivs:\t1$/m)
      expect(status).toMatch(/^Seccomp:\t2$/m)
      expect(said).not.toMatch(/listening on ws:/)
    } finally {
      await endOf(app)
    }
  })
})

// Installing takes root and dpkg, using the window as a person does xdotool.
test.skipIf(!isRoot || !findProgram('dpkg') || !findProgram('xdotool'))(
  'the .deb installs, starts from another folder, does its main job and leaves nothing behind',
  async () => {
    const installed = spawnSync('dpkg', ['-i', deb], { encoding: 'utf8' })
    expect(installed.stderr + installed.stdout).not.toMatch(/error/i)
    try {
      expect(lstatSync('/opt/fermata/chrome-sandbox').mode & 0o7777).toBe(0o4755)
      await inSight(() => mainJob())
    } finally {
      spawnSync('dpkg', ['-r', 'fermata'])
    }
    for (const left of ['/opt/fermata', '/usr/bin/fermata', '/usr/share/applications/fermata.desktop'])
      expect(existsSync(left)).toBe(false)
  },
)

/** Starts the installed app, and a training by its keys; pauses and resumes by keys and by file. */
async function mainJob() {
  const state = join(root, 'state')
  const environment = { ...process.env, FERMATA_WORKSPACE: join(root, 'work') }
  const flags = [`--user-data-dir=${state}`, ...(isRoot ? ['--no-sandbox'] : [])]
  const app = spawn('/usr/bin/fermata', flags, { cwd: '/', env: environment, stdio: 'ignore' })
  const status = () => {
    const args = ['status', '--json', '--user-data-dir', state]
    const told = spawnSync('/usr/bin/fermata', args, { cwd: '/', env: environment, encoding: 'utf8' })
    return JSON.parse(told.stdout).runs[0]
  }
  const shows = (kind) =>
    until(
      () => status().state.kind === kind,
      () => JSON.stringify(status()),
    )
  try {
    await until(
      () => rendererOf(app.pid),
      () => 'a window',
    )
    // The button that starts the sample, where a new window has it.
    await doUntil(['mousemove', '--window', '%@', '763', '364', 'click', '1'], () => status().state.kind !== 'idle')
    await shows('running')
    spawnSync('/usr/bin/fermata', ['pause', 'training', '--user-data-dir', state], { env: environment })
    await shows('paused')
    rmSync(status().pauseFile)
    await shows('running')
    await pressUntil('ctrl+p', () => status().pauseFileExists)
    await shows('paused')
    await pressUntil('ctrl+p', () => !status().pauseFileExists)
    await shows('running')
    await pressUntil('ctrl+period', () => status().state.kind !== 'running')
    await shows('ended')
    expect(status().state.outcome.kind).toBe('stopped')
  } finally {
    await endOf(app)
  }
}

function pressUntil(keys, isDone) {
  return doUntil(['windowfocus', '--sync', '%@', 'key', keys], isDone)
}

/** A real mouse and real keys in the real window, which gives no other way in: its debugging is off. */
async function doUntil(input, isDone) {
  await until(
    () => {
      if (isDone()) return true
      spawnSync('xdotool', ['search', '--onlyvisible', '--name', 'Fermata', ...input], { timeout: 10_000 })
      return isDone()
    },
    () => input.join(' '),
  )
}

async function until(look, what) {
  const end = performance.now() + 60_000
  for (;;) {
    const found = look()
    if (found) return found
    if (performance.now() > end) throw new Error(`Nothing after 60 s: ${what()}`)
    await new Promise((done) => setTimeout(done, 700))
  }
}

/** A package that every user may start, apart from the one that was made. */
function copyOfPackage(name) {
  const copy = join(root, name)
  cpSync(unpacked, copy, { recursive: true, verbatimSymlinks: true })
  chmodSync(root, 0o755)
  if (isRoot) chmodSync(join(copy, 'chrome-sandbox'), 0o4755)
  return copy
}

async function endOf(app) {
  app.kill('SIGTERM')
  await new Promise((done) => (app.exitCode === null && app.signalCode === null ? app.once('exit', done) : done()))
}

/** The process of the page of an app's window. */
function rendererOf(pid) {
  return readdirSync('/proc').find((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--type=renderer') && ancestors(name).includes(pid)
    } catch {
      return false // It has ended since.
    }
  })
}

function ancestors(pid) {
  const found = []
  for (let at = Number(pid); at > 1; ) {
    const stat = readFileSync(`/proc/${at}/stat`, 'utf8')
    at = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    found.push(at)
  }
  return found
}

function packedManifest() {
  const script = `process.stdout.write(require('node:fs').readFileSync('${unpacked}/resources/app.asar/package.json', 'utf8'))`
  const read = spawnSync(join(unpacked, 'fermata'), ['-e', script], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  return JSON.parse(read.stdout)
}

function inPackage(folder, ...args) {
  const command = join(folder, 'resources', 'app.asar', 'out', 'main', 'fermata.cjs')
  return spawnSync(join(folder, 'fermata'), [command, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
}

function inSight(act) {
  return hasDisplay() ? act() : withDisplay(act)
}
