import { spawn } from 'node:child_process'
import { appendFileSync, closeSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryOf, openApp, until, untilAtRest } from './app.mjs'
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

/** In the page: counts frames and long tasks from now on, until the log's row of that number is in sight. */
function watchPage(lastRow) {
  const seen = { frames: 0, from: performance.now(), longest: 0 }
  window.pageSeen = seen
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration)
  })
  tasks.observe({ type: 'longtask' })
  const frame = () => {
    seen.frames += 1
    if (document.querySelector(`.log-line[data-row="${lastRow}"] .log-message`)) {
      seen.lastAt = performance.timeOrigin + performance.now()
      seen.to = performance.now()
      setTimeout(() => tasks.disconnect(), 100)
    } else requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}

/**
 * Floods under Fermata, one after the other in one log that is in sight and followed; each begins when the app is at rest.
 *
 * The first one also pays for what the page's engine compiles while a program is new to it.
 */
async function underFermata(root, name, command, { lines, floods }) {
  const userData = join(root, `state-${name}`)
  const run = takenUpRun(userData, root)
  const app = await openApp({ folder: projectFolder, userData, env: { FERMATA_WORKSPACE: join(root, 'workspace') } })
  try {
    await app.page.getByRole('tab', { name: /^Logs/ }).click()
    // Until it has printed something, a run counts as starting, and its sign turns.
    appendFileSync(run.log, 'It begins\n')
    await until(() => app.page.locator('.log-line').isVisible())
    const all = []
    let before = null
    for (let flood = 0; flood < floods; flood += 1) {
      await untilAtRest(app.child.pid)
      before ??= memoryOf(app.child.pid)
      const seen = await oneFlood(app.page, run.log, command, 1 + lines * (flood + 1))
      all.push({ ...seen, memory: memoryOf(app.child.pid) - before })
    }
    return all
  } finally {
    await app.close()
    run.end()
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function oneFlood(page, log, command, lastRow) {
  await page.evaluate(watchPage, lastRow)
  const time = await timeInto(log, command)
  const endedAt = performance.timeOrigin + performance.now()
  const seen = await until(() => page.evaluate(() => (window.pageSeen.to ? window.pageSeen : null)), 120_000)
  const framesPerSecond = (seen.frames * 1000) / (seen.to - seen.from)
  return { time, lastAfter: seen.lastAt - endedAt, framesPerSecond, longest: seen.longest }
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

/** The figures of floods by one kind of child: of the first one in a window, and of one more in the same. */
async function floodsOf(root, name) {
  const command = children[name](lineCount)
  const [first, again] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    const before = await timePlain(root, command)
    const [one, two] = await underFermata(root, `${name}-${round}`, command, { lines: lineCount, floods: 2 })
    const tailed = await timeTailed(root, command)
    const xterm = await intoXterm(root, command)
    const others = { plain: (before + (await timePlain(root, command))) / 2, tailed, xterm }
    first.push({ ...one, ...others })
    again.push({ ...two, ...others })
  }
  const what = `${name} child, 1,000,000 lines`
  return [
    ratioOf(first, [`${what}, followed by tail -f | wc -l`, 'tailed'], ['a plain file', 'plain']),
    ...figuresOf(what, first),
    ...figuresOf(`${what} more`, again),
  ]
}

function figuresOf(name, all) {
  const of = (key) => all.map((one) => one[key])
  return [
    ratioOf(all, [name, 'time'], ['a plain file', 'plain'], { most: 1.15 }),
    ratioOf(all, [name, 'time'], ['a file followed by tail -f | wc -l', 'tailed']),
    ratioOf(all, [name, 'time'], ['xterm.js', 'xterm'], { most: 1 / 3 }),
    figure({ name: `${name}, last line in sight after`, values: of('lastAfter'), unit: 'ms', aim: { most: 100 } }),
    figure({ name: `${name}, window`, values: of('framesPerSecond'), unit: 'frames/s', aim: { least: 55 } }),
    figure({ name: `${name}, longest task of the page`, values: of('longest'), unit: 'ms', aim: { most: 50 } }),
    figure({ name: `${name}, memory more than before`, values: of('memory'), unit: 'MiB', aim: { most: 60 } }),
  ]
}

/** How one time compares with another one of the same rounds. */
function ratioOf(all, [name, key], [baselineName, baselineKey], aim) {
  const [values, baseline] = [key, baselineKey].map((each) => all.map((one) => one[each]))
  return figure({ name: `${name}, baseline ${baselineName}`, values, baseline, paired: true, unit: 'ms', aim })
}

/** A log of 1 GB, written at once. */
async function longFloods(root, name) {
  const command = children[name](longCount)
  const all = []
  for (let round = 0; round < rounds; round += 1) {
    const before = await timePlain(root, command)
    const [seen] = await underFermata(root, `long-${round}`, command, { lines: longCount, floods: 1 })
    all.push({ ...seen, plain: (before + (await timePlain(root, command))) / 2 })
  }
  const memory = all.map((one) => one.memory)
  const what = `${name} child, 10,000,000 lines (1 GB)`
  return [
    ratioOf(all, [what, 'time'], ['a plain file', 'plain'], { most: 1.15 }),
    figure({ name: `${what}, memory more than before`, values: memory, unit: 'MiB', aim: { most: 80 } }),
  ]
}

/** What a flood of lines costs the child that writes it, and what the window makes of it. */
export async function floodFigures(root) {
  const figures = []
  for (const name of Object.keys(children)) figures.push(...(await floodsOf(root, name)))
  for (const name of Object.keys(children)) figures.push(...(await longFloods(root, name)))
  return figures
}
