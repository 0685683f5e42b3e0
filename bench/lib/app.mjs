import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { ensureRuntime } from '../../scripts/lib/runtime.mjs'

const launchFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : []

// An app that can't be got hold of would outlive the benchmark.
const children = new Set()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/**
 * Starts an Electron app as a user would (no inspector in main) and connects to its window.
 *
 * `spawnedAt` is in milliseconds since the epoch, on the same clock as the page's `performance.timeOrigin`.
 */
export async function openApp({ folder, userData, env = {} }) {
  const executable = await ensureRuntime()
  const portFile = join(userData, 'DevToolsActivePort')
  const spawnedAt = performance.timeOrigin + performance.now()
  const child = spawn(
    executable,
    [folder, `--user-data-dir=${userData}`, '--remote-debugging-port=0', ...launchFlags],
    {
      stdio: 'ignore',
      env: { ...withoutRunAsNode(process.env), ...env },
    },
  )
  children.add(child)
  child.once('exit', () => children.delete(child))
  await until(() => existsSync(portFile) && readFileSync(portFile, 'utf8').includes('\n'), 120_000)
  const [port] = readFileSync(portFile, 'utf8').split('\n')
  const browser = await until(() => chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => null), 120_000)
  const page = await until(() =>
    browser
      .contexts()[0]
      ?.pages()
      .find((candidate) => /^(app|file):/.test(candidate.url())),
  )
  const close = async () => {
    const gone = new Promise((done) => child.once('exit', done))
    await browser.close()
    child.kill('SIGTERM')
    await Promise.race([gone, delay(3000).then(() => child.kill('SIGKILL'))])
    await gone
  }
  return { child, page, spawnedAt, close }
}

/** Milliseconds from spawning the app to the first contentful paint of its page. */
export async function firstPaint({ page, spawnedAt }) {
  const paintedAt = await until(() =>
    page.evaluate(() => {
      const paint = performance.getEntriesByName('first-contentful-paint')[0]
      return paint ? performance.timeOrigin + paint.startTime : null
    }),
  )
  return paintedAt - spawnedAt
}

/** Proportional set size of a process and all its descendants in MiB (Linux). */
export function memoryOf(pid) {
  const kibibytes = familyOf(pid).map((member) =>
    Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${member}/smaps_rollup`))?.[1] ?? 0),
  )
  return kibibytes.reduce((sum, value) => sum + value, 0) / 1024
}

/** Seconds of a processor that a process and all its descendants have used so far (Linux). */
export function cpuSecondsOf(pid) {
  const ticks = familyOf(pid).map((member) => {
    const fields = fieldsOf(member)
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
  })
  return ticks.reduce((sum, value) => sum + value, 0) / 100
}

/** Waits until an app has nothing left to do, as after its start: it uses less than 3 % of a processor for a second. */
export async function untilAtRest(pid) {
  let before = cpuSecondsOf(pid)
  for (let second = 0; second < 30; second += 1) {
    await delay(1000)
    const now = cpuSecondsOf(pid)
    if (now - before < 0.03) return
    before = now
  }
  throw new Error('The app is not at rest after 30 s')
}

function familyOf(pid) {
  const parents = new Map()
  for (const name of readdirSync('/proc')) if (/^\d+$/.test(name)) parents.set(Number(name), Number(fieldsOf(name)[1]))
  return [...parents.keys()].filter((candidate) => {
    for (let at = candidate; at > 1; at = parents.get(at) ?? 0) if (at === pid) return true
    return false
  })
}

/** The fields of /proc/PID/stat after the program's name. */
function fieldsOf(pid) {
  const stat = read(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // The process ended between the listing and the look.
  }
}

/** Waits until `look` gives something truthy, and returns it. */
export async function until(look, limitMs = 30_000) {
  const end = performance.now() + limitMs
  for (;;) {
    const found = await look()
    if (found) return found
    if (performance.now() > end) throw new Error(`Nothing after ${limitMs} ms: ${look}`)
    await delay(5)
  }
}

function withoutRunAsNode(env) {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env
  return rest
}
