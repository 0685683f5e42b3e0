import { existsSync, mkdirSync, mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp, until } from './lib/app.mjs'
import { lookEachSecond } from './lib/look-each-second.mjs'
import { middleAndTail, projectFolder, report } from './lib/report.mjs'

// From a pause file made or deleted by hand to the changed word in the window, with the real trainer at work;
// baseline: the same file seen by a look once a second, as simple tools do it.
const trials = 50
const pollTrials = 15
const buttonTrials = 12
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))
const workspace = join(root, 'workspace')
mkdirSync(workspace)
const pauseFile = join(workspace, 'pause.txt')
const now = () => performance.timeOrigin + performance.now()

/** Records in the page when the status pill's word changes, on the system's clock. */
function recordWords() {
  const link = document.querySelector('nav a')
  const seen = []
  const look = () => {
    const word = ['Pausing', 'Paused', 'Resuming', 'Running'].find((candidate) =>
      link?.textContent?.includes(candidate),
    )
    if (word !== undefined && seen.at(-1)?.word !== word)
      seen.push({ word, at: performance.timeOrigin + performance.now() })
  }
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
  window.wordsSeen = seen
}

/** Milliseconds from `act` to the moment the window says `word`. */
async function toWord(page, act, word) {
  await page.evaluate(() => {
    window.wordsSeen.length = 0
  })
  const from = now()
  act()
  const first = await until(() =>
    page.evaluate((wanted) => window.wordsSeen.find((seen) => seen.word === wanted)?.at ?? null, word),
  )
  return first - from
}

/** Milliseconds from a press of the window's button to the change of the file on the disk. */
async function toFile(page, name, isThere) {
  const changed = new Promise((done) => {
    const watcher = watch(workspace, () => {
      if (existsSync(pauseFile) !== isThere) return
      watcher.close()
      done(now())
    })
  })
  const from = await page.getByRole('button', { name, exact: true }).evaluate((button) => {
    const at = performance.timeOrigin + performance.now()
    button.click()
    return at
  })
  return (await changed) - from
}

const app = await openApp({
  folder: projectFolder,
  userData: join(root, 'state'),
  env: { FERMATA_WORKSPACE: workspace },
})
const asked = []
const paused = []
const pressed = []
const running = []
const polls = []
try {
  const { page } = app
  await page.getByRole('button', { name: 'Start the sample training' }).click()
  await until(async () => (await page.locator('nav a').first().textContent())?.includes('Running'))
  await page.evaluate(recordWords)
  for (let trial = 0; trial < trials; trial += 1) {
    await page.waitForTimeout(50 + Math.random() * 100)
    let madeAt = 0
    const make = () => {
      madeAt = now()
      writeFileSync(pauseFile, '', { flag: 'wx' })
    }
    paused.push(await toWord(page, make, 'Paused'))
    asked.push(
      (await page.evaluate(() => window.wordsSeen.find(({ word }) => word === 'Pausing' || word === 'Paused').at)) -
        madeAt,
    )
    await page.waitForTimeout(50 + Math.random() * 100)
    running.push(await toWord(page, () => rmSync(pauseFile), 'Running'))
  }
  for (let trial = 0; trial < buttonTrials; trial += 1) {
    pressed.push(await toFile(page, 'Pause', true))
    await until(async () => (await page.locator('nav a').first().textContent())?.includes('Paused'))
    await page.waitForTimeout(650) // The button ignores presses right after it changed.
    pressed.push(await toFile(page, 'Resume', false))
    await until(async () => (await page.locator('nav a').first().textContent())?.includes('Running'))
    await page.waitForTimeout(650)
  }
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await until(async () => (await page.locator('nav a').first().textContent())?.includes('Stopped'))
  polls.push(...(await lookEachSecond(pauseFile, pollTrials)))
} finally {
  await app.close()
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}
const soon = { median: { most: 0.1 }, p95: { most: 0.2 } }
const againstLooks = (name, values) =>
  middleAndTail({ name: `${name} (baseline: a look each second)`, values, baseline: polls, unit: 'ms', aims: soon })
report('window-latency', [
  ...againstLooks('file made to Pausing on screen', asked),
  ...middleAndTail({
    name: 'button to file made or deleted',
    values: pressed,
    unit: 'ms',
    aims: { median: { most: 50 }, p95: { most: 50 } },
  }),
  ...againstLooks('file made to Paused on screen', paused),
  ...againstLooks('file deleted to Running on screen', running),
])
