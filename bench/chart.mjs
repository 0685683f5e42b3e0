import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firstPaint, openApp, until } from './lib/app.mjs'
import { everyMs, lossAt, writeLongMetrics } from './lib/long-series.mjs'
import { figure, p95, projectFolder, report } from './lib/report.mjs'
import { makeRunFolder } from './lib/taken-up-run.mjs'

// A training's chart of 1,000,000 points: how long until it is drawn with all of them, against reading and parsing the
// same lines; then one step of zooming or moving each frame, against the chart library with every point.
const rounds = 5
const count = 1_000_000
const frames = 120
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))
const workspace = join(root, 'workspace')

/** In the page: does a step each frame; gives the times from frame to frame, and the longest task meanwhile. */
async function timesOfFrames([step, steps]) {
  let longest = 0
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
  })
  observer.observe({ type: 'longtask' })
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const times = []
  let last = await frame()
  for (let at = 0; at < steps; at += 1) {
    step(at)
    const now = await frame()
    times.push(now - last)
    last = now
  }
  // A task is told of after it.
  await new Promise((done) => setTimeout(done, 200))
  observer.disconnect()
  return { times, longest }
}

/** The functions are put into the page as they stand, so they may use nothing from outside themselves. */
const timesIn = (page, step) => page.evaluate(`(${timesOfFrames.toString()})([${step}, ${frames}])`)

/** In the page: six steps nearer, along, and out again, by the keys that a person would press. */
const pressKey = `(at) => {
  const place = at % 30
  const [key, shiftKey] = place < 6 ? ['+', false] : place >= 24 ? ['-', false] : [place < 15 ? 'ArrowLeft' : 'ArrowRight', true]
  document.querySelector('[role="slider"][aria-label="Loss, values"]').dispatchEvent(
    new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }),
  )
}`

/** In the page: the same views of the chart that holds all. */
const showView = `(at) => {
  const place = at % 30
  const nearer = place < 6 ? place + 1 : place >= 24 ? 29 - place : 6
  window.show(1 / 2 ** nearer, place < 15 ? 1 - place / 30 : place / 30)
}`

async function underFermata(userData) {
  const app = await openApp({ folder: projectFolder, userData, env: { FERMATA_WORKSPACE: workspace } })
  try {
    const { page } = app
    const painted = (await firstPaint(app)) + app.spawnedAt
    const reader = page.getByRole('slider', { name: 'Loss, values' })
    const said = () => reader.getAttribute('aria-valuetext', { timeout: 200 }).catch(() => null)
    await until(async () => (await said())?.includes('1,000,000'), 120_000)
    const drawn = performance.timeOrigin + performance.now() - painted
    const before = await page.locator('.clock-labels').textContent()
    await reader.press('+')
    await until(async () => (await page.locator('.clock-labels').textContent()) !== before)
    await reader.press('Escape')
    const size = await page.getByRole('img', { name: /^Loss, from/ }).boundingBox()
    return { drawn, size, ...(await timesIn(page, pressKey)) }
  } finally {
    await app.close()
    rmSync(join(userData, 'DevToolsActivePort'), { force: true })
  }
}

async function withEveryPoint(userData, { width, height }) {
  const app = await openApp({ folder: join(projectFolder, 'bench', 'chart-app'), userData })
  try {
    const { page } = app
    await page.evaluate(`{
      const lossAt = ${lossAt.toString()}
      const items = Array.from({ length: ${count} }, (_, at) => at + 1)
      window.draw([items.map((item) => item * ${everyMs}), items.map(lossAt)], { width: ${width}, height: ${height} })
    }`)
    return await timesIn(page, showView)
  } finally {
    await app.close()
    rmSync(join(userData, 'DevToolsActivePort'), { force: true })
  }
}

/** Milliseconds that reading and parsing the file's lines takes by itself. */
function parseTime(path) {
  const from = performance.now()
  for (const line of readFileSync(path, 'utf8').split('\n')) if (line) JSON.parse(line)
  return performance.now() - from
}

try {
  const { path, startedAt, endedAt } = writeLongMetrics(workspace, count)
  const userData = join(root, 'fermata')
  makeRunFolder(userData, workspace, { startedAt, ended: { at: endedAt, outcome: { kind: 'stopped' } } })
  const [mine, all, parsed] = [[], [], []]
  for (let round = 0; round < rounds; round += 1) {
    mine.push(await underFermata(userData))
    all.push(await withEveryPoint(join(root, 'every-point'), mine.at(-1).size))
    parsed.push(parseTime(path))
  }
  const tails = (one) => one.map(({ times }) => p95(times))
  const what = '1,000,000 points'
  report('chart', [
    figure({
      name: `${what}, first paint to all drawn, baseline JSON.parse of the same lines`,
      values: mine.map(({ drawn }) => drawn),
      baseline: parsed,
      paired: true,
      unit: 'ms',
      aim: { most: 3 },
    }),
    figure({ name: `${what}, frame while zooming, p95`, values: tails(mine), unit: 'ms', aim: { most: 34 } }),
    figure({
      name: `${what}, frame while zooming, p95, baseline uPlot with every point`,
      values: tails(mine),
      baseline: tails(all),
      paired: true,
      unit: 'ms',
      aim: { most: 0.5 },
    }),
    figure({
      name: `${what}, longest task while zooming`,
      values: mine.map(({ longest }) => longest),
      unit: 'ms',
      aim: { most: 50 },
    }),
  ])
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}
