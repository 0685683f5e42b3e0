import { spawn } from 'node:child_process'
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryOf, openApp, until } from './app.mjs'
import { figure, projectFolder } from './report.mjs'
import { takenUpRun } from './taken-up-run.mjs'

// A child that writes lines as fast as it can: into a plain file, into one that `tail -f | wc -l` follows, into the log
// of a run that the window follows, and into a pipe that ends in xterm.js. What is compared is the child's own time.
const rounds = 5
const lineCount = 1_000_000
const longCount = 10_000_000
const text = '2026-11-24T12:00:00.000Z INFO epoch 1/100 loss 0.12345 abcdefghijklmnopqrstuvwxyz 0123456789 line'

const children = {
  Python: (lines) => [
    'python3',
    '-c',
    `import sys\nfor i in range(1, ${lines} + 1):\n    sys.stdout.write(f"${text} {i}\\n")\n`,
  ],
  Node: (lines) => [
    process.execPath,
    '-e',
    `const { writeSync } = require('node:fs')
let lines = ''
for (let i = 1; i <= ${lines}; i += 1) {
  lines += \`${text} \${i}\\n\`
  if (lines.length < 16384 && i < ${lines}) continue
  for (let at = 0, bytes = Buffer.from(lines); at < bytes.length; )
    try { at += writeSync(1, bytes, at) } catch (error) { if (error.code !== 'EAGAIN') throw error }
  lines = ''
}`,
  ],
}

/** Milliseconds that a child takes to write into a file; in a session of its own, as Fermata starts its runs. */
async function timeInto(file, [program, ...args]) {
  const end = openSync(file, 'a')
  const from = performance.now()
  const child = spawn(program, args, { stdio: ['ignore', end, 'inherit'], detached: true })
  closeSync(end)
  const code = await new Promise((done) => child.once('exit', done))
  if (code !== 0) throw new Error(`${program} ended with ${code}`)
  return performance.now() - from
}

async function timePlain(root, command) {
  const file = join(root, 'plain.log')
  const time = await timeInto(file, command)
  rmSync(file)
  return time
}

/** The same while two small programs read along, which is the least that any follower costs. */
async function timeTailed(root, command) {
  const file = join(root, 'tailed.log')
  writeFileSync(file, '')
  // It waits for the file's end long before an interpreter has started.
  const follower = spawn('sh', ['-c', 'tail -f "$0" | wc -l', file], { stdio: 'ignore', detached: true })
  try {
    return await timeInto(file, command)
  } finally {
    if (follower.pid !== undefined) process.kill(-follower.pid)
    rmSync(file)
  }
}

/** In the page: counts frames and long tasks from now on, and when a last line came into sight. */
function watchPage(last) {
  const seen = { frames: 0, from: performance.now(), longest: 0, lastAt: null }
  window.pageSeen = seen
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration)
  }).observe({ type: 'longtask' })
  const frame = () => {
    seen.frames += 1
    const lines = document.querySelectorAll('.log-line .log-message')
    if (seen.lastAt === null && lines[lines.length - 1]?.textContent.endsWith(` line ${last}`))
      seen.lastAt = performance.timeOrigin + performance.now()
    if (seen.lastAt === null) requestAnimationFrame(frame)
    else seen.to = performance.now()
  }
  requestAnimationFrame(frame)
}

/** A flood under Fermata, its log in sight and followed. */
async function underFermata(root, name, command, lines) {
  const userData = join(root, `state-${name}`)
  const run = takenUpRun(userData, root)
  const app = await openApp({ folder: projectFolder, userData, env: { FERMATA_WORKSPACE: join(root, 'workspace') } })
  try {
    const { page, child } = app
    await page.getByRole('tab', { name: /^Logs/ }).click()
    await until(() => page.getByRole('heading', { name: 'No output yet' }).isVisible())
    const before = memoryOf(child.pid)
    await page.evaluate(watchPage, lines)
    const time = await timeInto(run.log, command)
    const endedAt = performance.timeOrigin + performance.now()
    const seen = await until(() => page.evaluate(() => (window.pageSeen.to ? window.pageSeen : null)), 120_000)
    const memory = memoryOf(child.pid) - before
    const framesPerSecond = (seen.frames * 1000) / (seen.to - seen.from)
    return { time, lastAfter: seen.lastAt - endedAt, framesPerSecond, longest: seen.longest, memory }
  } finally {
    await app.close()
    run.end()
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function intoXterm(root, command) {
  const userData = join(root, 'state-xterm')
  const folder = join(projectFolder, 'bench', 'xterm-app')
  const app = await openApp({ folder, userData, env: { FLOOD_COMMAND: JSON.stringify(command) } })
  try {
    return await app.page.evaluate(() => window.run())
  } finally {
    await app.close()
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The figures of floods by one kind of child. */
async function floodsOf(root, name) {
  const command = children[name](lineCount)
  const all = []
  for (let round = 0; round < rounds; round += 1) {
    const plain = await timePlain(root, command)
    const fermata = await underFermata(root, `${name}-${round}`, command, lineCount)
    const tailed = await timeTailed(root, command)
    const xterm = await intoXterm(root, command)
    all.push({ ...fermata, plain: (plain + (await timePlain(root, command))) / 2, tailed, xterm })
  }
  const of = (key) => all.map((one) => one[key])
  const what = `${name} child, 1,000,000 lines`
  const compared = { values: of('time'), unit: 'ms', paired: true }
  return [
    figure({ name: `${what}, baseline a plain file`, ...compared, baseline: of('plain'), aim: { most: 1.15 } }),
    figure({ name: `${what}, baseline a file followed by tail -f | wc -l`, ...compared, baseline: of('tailed') }),
    figure({
      name: `${what}, followed by tail -f | wc -l, baseline a plain file`,
      ...{ ...compared, values: of('tailed'), baseline: of('plain') },
    }),
    figure({ name: `${what}, baseline xterm.js`, ...compared, baseline: of('xterm'), aim: { most: 1 / 3 } }),
    figure({ name: `${what}, last line in sight after`, values: of('lastAfter'), unit: 'ms', aim: { most: 100 } }),
    figure({ name: `${what}, window`, values: of('framesPerSecond'), unit: 'frames/s', aim: { least: 55 } }),
    figure({ name: `${what}, longest task of the page`, values: of('longest'), unit: 'ms', aim: { most: 50 } }),
    figure({ name: `${what}, memory more than before`, values: of('memory'), unit: 'MiB', aim: { most: 60 } }),
  ]
}

/** A log of 1 GB, written at once. */
async function longFloods(root) {
  const command = children.Python(longCount)
  const all = []
  for (let round = 0; round < rounds; round += 1) {
    const plain = await timePlain(root, command)
    all.push({ ...(await underFermata(root, `long-${round}`, command, longCount)), plain })
  }
  const of = (key) => all.map((one) => one[key])
  const [name, unit] = ['Python child, 10,000,000 lines (1 GB)', 'ms']
  const compared = { values: of('time'), baseline: of('plain'), paired: true, unit, aim: { most: 1.15 } }
  return [
    figure({ name: `${name}, baseline a plain file`, ...compared }),
    figure({ name: `${name}, memory more than before`, values: of('memory'), unit: 'MiB', aim: { most: 80 } }),
  ]
}

/** What a flood of lines costs the child that writes it, and what the window makes of it. */
export async function floodFigures(root) {
  return [...(await floodsOf(root, 'Python')), ...(await floodsOf(root, 'Node')), ...(await longFloods(root))]
}
