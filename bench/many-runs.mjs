import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp, until } from './lib/app.mjs'
import { lookEachSecond } from './lib/look-each-second.mjs'
import { middleAndTail, projectFolder, report } from './lib/report.mjs'
import { saveRuns } from './lib/saved-runs.mjs'

// From a pause file made or deleted by hand to the changed text in the sidebar, with 20 real programs at work at once.
const runCount = 20
const trials = 60
const pollTrials = 15
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))
const userData = join(root, 'fermata')
const now = () => performance.timeOrigin + performance.now()

/** In the page: records when each run's word changes, on the system's clock. */
function recordWords() {
  window.wordsSeen = []
  const words = new Map()
  const look = () => {
    for (const link of document.querySelectorAll('.run-link')) {
      const word = link.querySelector('.run-detail [data-tone]')?.textContent
      if (words.get(link.hash) === word) continue
      words.set(link.hash, word)
      window.wordsSeen.push({ hash: link.hash, word, at: performance.timeOrigin + performance.now() })
    }
  }
  look()
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
}

/** Milliseconds from `act` to each word that the run's line then has, up to `last`. */
async function toWords(page, id, act, last) {
  await page.evaluate(() => {
    window.wordsSeen.length = 0
  })
  const from = now()
  act()
  const seen = await until(() =>
    page.evaluate(
      ([hash, wanted]) => {
        const own = window.wordsSeen.filter((one) => one.hash === hash)
        return own.some(({ word }) => word === wanted) ? own : null
      },
      [`#${id}`, last],
    ),
  )
  return { first: seen[0].at - from, last: seen.find(({ word }) => word === last).at - from }
}

const runs = saveRuns(userData, root, runCount)
const app = await openApp({ folder: projectFolder, userData, env: { FERMATA_WORKSPACE: join(root, 'workspace') } })
const pausing = []
const paused = []
const running = []
try {
  const { page } = app
  const count = (word) => page.locator('.run-detail').filter({ hasText: word }).count()
  await until(() => page.evaluate((least) => document.querySelectorAll('.run-link').length > least, runCount))
  for (const { id } of runs) await page.evaluate((profileId) => window.fermata.startRun(profileId, 'continue'), id)
  await until(async () => (await count('Running')) === runCount)
  await page.evaluate(recordWords)
  for (let trial = 0; trial < trials; trial += 1) {
    const { id, pauseFile } = runs[Math.floor(Math.random() * runCount)]
    await page.waitForTimeout(50 + Math.random() * 100)
    const made = await toWords(page, id, () => writeFileSync(pauseFile, '', { flag: 'wx' }), 'Paused')
    pausing.push(made.first)
    paused.push(made.last)
    await page.waitForTimeout(50 + Math.random() * 100)
    running.push((await toWords(page, id, () => rmSync(pauseFile), 'Running')).last)
  }
} finally {
  // They would outlive the app.
  try {
    for (const { id } of runs) await app.page.evaluate((profileId) => window.fermata.forceStopRun(profileId), id)
  } finally {
    await app.close()
    rmSync(root, { recursive: true, force: true, maxRetries: 5 })
  }
}
const baseline = await lookEachSecond(join(tmpdir(), `fermata-bench-${process.pid}`), pollTrials)
const figuresOf = (name, values) =>
  middleAndTail({
    name: `${name} (baseline: a look each second)`,
    values,
    baseline,
    unit: 'ms',
    aims: { median: { most: 0.2 }, p95: { most: 0.5 } },
  })
report('many-runs', [
  ...figuresOf(`${runCount} runs at work, file made to changed text`, pausing),
  ...figuresOf(`${runCount} runs at work, file made to Paused`, paused),
  ...figuresOf(`${runCount} runs at work, file deleted to Running`, running),
])
