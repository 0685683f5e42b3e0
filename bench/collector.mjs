import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { until } from './lib/app.mjs'
import { figure, middleAndTail, projectFolder, report } from './lib/report.mjs'

// How fast listings are collected from the sample's server without its delays, against a plain loop of fetch that keeps
// nothing; and how soon sixteen busy workers have come to rest. Both programs run warm, as they would for days, and take
// short turns: whatever else the machine does meanwhile meets both.
const rounds = 9
const trials = 25
const turnMs = 2500
/** Listings after which a thread's code has been optimised; below that it is the engine that is measured. */
const warmListings = 3000
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))
const program = (name) => join(projectFolder, 'out', 'main', `${name}.cjs`)
// A proxy of this machine could not reach the server beside us.
const env = { ...process.env, HTTP_PROXY: '', HTTPS_PROXY: '', http_proxy: '', https_proxy: '' }

const children = new Set()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
})

/** Starts a program; one that ends by itself ends the benchmark at once, instead of letting it wait. */
function start(args, options) {
  const child = spawn(process.execPath, args, options)
  children.add(child)
  child.once('exit', (code, signal) => {
    if (signal !== 'SIGKILL') throw new Error(`${args.join(' ')} ended by itself: ${code ?? signal}`)
  })
  return child
}

/** Starts the sample's server by itself, with all the listings there are, and returns its address. */
async function startServer() {
  const child = start([program('collector-sample'), '--no-delays', '--pages', '10000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = await once(createInterface(child.stdout), 'line')
  return `http://127.0.0.1:${port}/listings`
}

function startCollector(source, workers) {
  const workspace = mkdtempSync(join(root, 'collector-'))
  const args = [program('collector'), '--workspace', workspace, '--source', source, '--workers', String(workers)]
  const child = start([...args, '--tries', '1'], { stdio: ['ignore', 'pipe', 'ignore'], env })
  const status = join(workspace, 'collector', 'status.json')
  const done = () => {
    const { items, time } = JSON.parse(readFileSync(status, 'utf8'))
    return { listings: items.done, at: time }
  }
  return { child, workspace, done, isUp: () => existsSync(status) }
}

function startPlainLoop(source, at) {
  const loop = join(projectFolder, 'bench', 'lib', 'plain-fetch-loop.mjs')
  const child = start([loop, source, String(at)], { stdio: ['ignore', 'pipe', 'inherit'], env })
  let last = { listings: 0, at: Date.now() }
  createInterface(child.stdout).on('line', (line) => (last = { listings: Number(line), at: Date.now() }))
  return { child, done: () => last, isUp: () => last.listings > 0 }
}

/** Lets a stopped program work for a turn; returns its listings a second. */
async function turn({ child, done }) {
  child.kill('SIGCONT')
  const begunAt = Date.now()
  // Counts carry their time; the first one of this turn is where it begins.
  const from = await until(() => done().at > begunAt && done())
  await delay(turnMs)
  // On a busy machine a count may be late.
  const to = await until(() => done().at > from.at && done())
  child.kill('SIGSTOP')
  return ((to.listings - from.listings) / (to.at - from.at)) * 1000
}

/** Brings a program to its full speed and stops it. */
async function warmed(started, listings) {
  await until(started.isUp, 60_000)
  await until(() => started.done().listings >= listings, 300_000)
  started.child.kill('SIGSTOP')
  return started
}

async function rates(source, workers) {
  const collector = await warmed(startCollector(source, workers), warmListings * workers)
  const plain = await warmed(startPlainLoop(source, workers), warmListings)
  const seen = { collector: [], plain: [] }
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) seen.collector.push(await turn(collector))
    seen.plain.push(await turn(plain))
    if (round % 2 === 1) seen.collector.push(await turn(collector))
  }
  for (const { child } of [collector, plain]) child.kill('SIGKILL')
  const name = `listings collected, ${workers} worker${workers > 1 ? 's' : ''} (baseline: a plain loop of fetch)`
  return figure({
    name,
    values: seen.collector,
    baseline: seen.plain,
    paired: true,
    unit: '/s',
    aim: { least: 0.7 },
  })
}

/** Milliseconds from making the pause file to the line that says that the last of sixteen workers is idle. */
async function pauseLatencies(source) {
  const { child, workspace, isUp } = startCollector(source, 16)
  const pauseFile = join(workspace, 'pause_collector.txt')
  let heard = () => {}
  createInterface(child.stdout).on('line', (line) => heard(line))
  const line = (wanted) => new Promise((found) => (heard = (said) => said === wanted && found(performance.now())))
  await until(isUp)
  await delay(5000)
  const latencies = []
  for (let trial = 0; trial < trials; trial += 1) {
    await delay(50 + Math.random() * 100)
    const paused = line('PAUSE DETECTED: Collection paused')
    const from = performance.now()
    writeFileSync(pauseFile, '', { flag: 'wx' })
    latencies.push((await paused) - from)
    const resumed = line('RESUMING: Collection resumed')
    rmSync(pauseFile)
    await resumed
  }
  child.kill('SIGKILL')
  return latencies
}

const source = await startServer()
const figures = []
for (const workers of [1, 4, 16]) figures.push(await rates(source, workers))
const latencies = await pauseLatencies(source)
report('collector', [
  ...figures,
  ...middleAndTail({
    name: 'file made to paused, 16 busy workers',
    values: latencies,
    unit: 'ms',
    aims: { median: { most: 1000 }, p95: { most: 1000 } },
  }),
])
process.exit()
