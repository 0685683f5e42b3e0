import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { until } from './lib/app.mjs'
import { figure, median, projectFolder, quantile, report } from './lib/report.mjs'

// How fast listings are collected from the sample's server without its delays, against a plain loop of fetch that keeps
// nothing; and how soon sixteen busy workers have come to rest. Each program is given time to warm up, as it runs for days.
const rounds = 5
const trials = 25
const warmUpMs = 5000
const measureMs = 3000
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))
const program = (name) => join(projectFolder, 'out', 'main', `${name}.cjs`)
const { HTTP_PROXY, HTTPS_PROXY, http_proxy, https_proxy, ...env } = process.env

/** Starts the sample's server by itself, with all the listings there are, and returns its address. */
async function startServer() {
  const child = spawn(process.execPath, [program('collector-sample'), '--no-delays', '--pages', '1348'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = await once(createInterface(child.stdout), 'line')
  return { source: `http://127.0.0.1:${port}/listings`, end: () => child.kill('SIGKILL') }
}

function startCollector(source, workers) {
  const workspace = mkdtempSync(join(root, 'collector-'))
  const args = [program('collector'), '--workspace', workspace, '--source', source, '--workers', String(workers)]
  const child = spawn(process.execPath, [...args, '--tries', '1'], { stdio: ['ignore', 'pipe', 'ignore'], env })
  const status = join(workspace, 'collector', 'status.json')
  const done = () => {
    const { items, time } = JSON.parse(readFileSync(status, 'utf8'))
    return { listings: items.done, at: time }
  }
  return { child, workspace, done, isUp: () => existsSync(status) }
}

function startPlainLoop(source, at) {
  const loop = join(projectFolder, 'bench', 'lib', 'plain-fetch-loop.mjs')
  const child = spawn(process.execPath, [loop, source, String(at)], { stdio: ['ignore', 'pipe', 'inherit'], env })
  let last = { listings: 0, at: Date.now() }
  createInterface(child.stdout).on('line', (line) => (last = { listings: Number(line), at: Date.now() }))
  return { child, done: () => last, isUp: () => last.listings > 0 }
}

/** Listings a second once the program is warm; it is ended afterwards. */
async function rate({ child, done, isUp }) {
  await until(isUp)
  await delay(warmUpMs)
  const from = done()
  await delay(measureMs)
  const to = done()
  child.kill('SIGKILL')
  await once(child, 'exit')
  return ((to.listings - from.listings) / (to.at - from.at)) * 1000
}

async function rates(source) {
  const figures = []
  for (const workers of [1, 4, 16]) {
    const collector = []
    const plain = []
    for (let round = 0; round < rounds; round += 1)
      for (const which of round % 2 === 0 ? ['collector', 'plain'] : ['plain', 'collector'])
        if (which === 'collector') collector.push(await rate(startCollector(source, workers)))
        else plain.push(await rate(startPlainLoop(source, workers)))
    const name = `listings collected, ${workers} worker${workers > 1 ? 's' : ''} (baseline: a plain loop of fetch)`
    figures.push(figure({ name, value: median(collector), baseline: median(plain), unit: '/s', aim: { least: 0.7 } }))
  }
  return figures
}

/** Milliseconds from making the pause file to the line that says that the last of sixteen workers is idle. */
async function pauseLatencies(source) {
  const { child, workspace, isUp } = startCollector(source, 16)
  const pauseFile = join(workspace, 'pause_collector.txt')
  let heard = () => {}
  createInterface(child.stdout).on('line', (line) => heard(line))
  const line = (wanted) => new Promise((found) => (heard = (said) => said === wanted && found(performance.now())))
  await until(isUp)
  await delay(warmUpMs)
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

const server = await startServer()
try {
  const figures = await rates(server.source)
  const latencies = await pauseLatencies(server.source)
  report('collector', [
    ...figures,
    figure({
      name: 'file made to paused, 16 busy workers, median',
      value: median(latencies),
      unit: 'ms',
      aim: { most: 1000 },
    }),
    figure({
      name: 'file made to paused, 16 busy workers, p95',
      value: quantile(latencies, 0.95),
      unit: 'ms',
      aim: { most: 1000 },
    }),
  ])
} finally {
  server.end()
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}
