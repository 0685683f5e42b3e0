// Runs the run programs under Windows' Node in Wine; what that does not show is in the README's limits.
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ensureBuild } from './lib/build.mjs'
import { runCommand } from './lib/commands.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { runScript, SetupError } from './lib/messages.mjs'
import { outDir, projectRoot } from './lib/paths.mjs'
import { windowsPath, withWine } from './lib/wine.mjs'

const training = ['--epochs', '40', '--batch-size', '4', '--seed', '3']
const collecting = ['--source', 'sample', '--sample-without-delays', '--cycles', '1']
/** Wine can't switch on keep-alive before a connection is there, which Windows can; the connection fails by it. */
const withoutKeepAlive = join(projectRoot, 'scripts', 'lib', 'wine-without-keep-alive.cjs')

const parts = new Map([
  ['tests', tryTests],
  ['trainer', tryTrainer],
  ['collector', tryCollector],
])
const [wanted] = process.argv.slice(2)

await runScript(() =>
  withWine(async (wine) => {
    if (wanted !== undefined && !parts.has(wanted))
      throw new SetupError(`the parts are ${[...parts.keys()].join(', ')}`)
    await ensureDependencies()
    await ensureBuild()
    const folder = mkdtempSync(join(tmpdir(), 'fermata-test-'))
    try {
      let isRight = true
      for (const [name, tryPart] of parts)
        if (wanted === undefined || wanted === name) isRight &&= await tryPart(wine, folder)
      return isRight ? 0 : 1
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  }),
)

/** Unit tests of what differs between systems, bundled with a small runner, as Wine has no vitest. */
async function tryTests(wine, folder) {
  const { buildWineTests } = await import('./lib/wine-tests.mjs') // Its bundler is one of the dependencies.
  const bundles = await buildWineTests()
  const { code, text } = await started(wine, folder, bundles.map(windowsPath)).ended
  console.log(text.trim())
  return told('unit tests', code === 0)
}

/** `verify` itself starts, pauses, asks to stop (by file, as on Windows) and kills trainings, and compares their models. */
async function tryTrainer(wine, folder) {
  const data = join(folder, 'flats.csv')
  const rows = Array.from(
    { length: 240 },
    (_, i) => `${1 + ((i * 7) % 5)},${20 + ((i * 37) % 130)},${i % 3},${i * 900 + 1}`,
  )
  writeFileSync(data, `rooms,area,city,price\n${rows.join('\n')}\n`)
  const here = [program('trainer'), ...training, '--data', data, '--workspace', join(folder, 'here')]
  const { output } = await runCommand(process.execPath, here, { capture: true })
  const hash = /^Model saved: .* sha256=(\w+)/m.exec(output)?.[1] ?? `none: ${output}`
  const args = [
    ...training,
    '--data',
    windowsPath(data),
    '--schedules',
    '3',
    '--disturbance-seed',
    '1',
    '--expect',
    hash,
  ]
  const { code, text } = await started(wine, folder, [windowsPath(program('verify')), ...args]).ended
  const verdicts = text.split('\n').filter((line) => /^(Undisturbed|Repeat |VERIFIED)/.test(line))
  console.log(code === 0 ? verdicts.join('\n') : text)
  return told(`trainer: paused, stopped and killed, the model of this system's Node (${hash.slice(0, 12)})`, code === 0)
}

/** Paused and resumed, killed, asked to stop, started anew: the database must be that of this system's Node. */
async function tryCollector(wine, folder) {
  const [here, there] = [join(folder, 'rows-here'), join(folder, 'rows-there')]
  for (const name of [here, there]) mkdirSync(name)
  await runCommand(process.execPath, [program('collector'), ...collecting, '--workspace', here], { capture: true })
  const [pauseFile, stopFile] = [join(there, 'pause_collector.txt'), join(there, 'stop')]
  const shim = ['--require', windowsPath(withoutKeepAlive)]
  const args = [...shim, windowsPath(program('collector')), ...collecting, '--workspace', windowsPath(there)]
  const start = () => started(wine, folder, args, { FERMATA_STOP_FILE: windowsPath(stopFile) })
  const paused = start()
  await paused.until(/ item \d{2}/)
  writeFileSync(pauseFile, '')
  await paused.until('PAUSE DETECTED: Collection paused')
  rmSync(pauseFile)
  await paused.until('RESUMING: Collection resumed')
  await delay(300)
  paused.child.kill('SIGKILL')
  await paused.ended
  const stopped = start()
  await stopped.until(/ item \d{3}/)
  writeFileSync(stopFile, '')
  const { code } = await stopped.ended
  rmSync(stopFile)
  const last = await start().ended
  const same = JSON.stringify(await listingsIn(there)) === JSON.stringify(await listingsIn(here))
  console.log(
    `Collector: asked to stop ${code}, then to its end ${last.code}; ${(await listingsIn(there)).length} listings`,
  )
  if (last.code !== 0) console.log(last.text)
  return told(
    "collector: paused, killed and stopped, the listings of this system's Node",
    code === 130 && last.code === 0 && same,
  )
}

async function listingsIn(workspace) {
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const database = new DatabaseSync(join(workspace, 'collector.db'), { readOnly: true })
  try {
    return database.prepare('SELECT id, body FROM listings ORDER BY id').all()
  } finally {
    database.close()
  }
}

function program(name) {
  return join(outDir, 'main', `${name}.cjs`)
}

function told(what, isRight) {
  console.log(`${isRight ? 'ok' : 'NOT OK'}: ${what}`)
  return isRight
}

/** Starts a program under Wine; `until` waits for what it prints. */
function started(wine, folder, args, env) {
  const printed = join(folder, `printed-${randomUUID()}`)
  const child = wine.start(args, printed, env)
  const ended = new Promise((resolve) => {
    child.once('exit', (code) => resolve({ code, text: readFileSync(printed, 'utf8') }))
  })
  const until = async (text) => {
    const limit = performance.now() + 90_000
    for (; readFileSync(printed, 'utf8').search(text) < 0; await delay(10))
      if (child.exitCode !== null || performance.now() > limit)
        throw new Error(`no ${text}: ${readFileSync(printed, 'utf8')}`)
  }
  return { child, ended, until }
}
