import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp, until } from './lib/app.mjs'
import { writeLongHistory } from './lib/long-history.mjs'
import { figure, middleAndTail, projectFolder, report } from './lib/report.mjs'
import { saveRuns } from './lib/saved-runs.mjs'
import { startUpFigures } from './lib/start-up.mjs'

// A start with 50 saved runs and 10,000 past ones, and how soon the History screen shows what it is asked for.
const savedCount = 50
const pastCount = 10_000
const rounds = 5
const jumpsPerRound = 10
/** The history's file is opened 3 s after the runs are taken up. */
const settleMs = 6000
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))

/** In the page: milliseconds from an act to the first frame in which `isThere` is so. */
async function timeTo([act, isThere]) {
  const from = performance.now()
  act()
  while (!isThere()) await new Promise((done) => requestAnimationFrame(done))
  return performance.now() - from
}

/** The functions are put into the page as they stand, so they may use nothing from outside themselves. */
const time = (page, act, isThere) => page.evaluate(`(${timeTo.toString()})([${act}, ${isThere}])`)

const openHistory = `() => document.querySelector('nav[aria-label="App"] a').click()`
const hasRow = `() => document.querySelector('.history-run') !== null`

async function choose(page, name, choice) {
  await page.getByRole('button', { name: new RegExp(`^${name}: `) }).click()
  await page.getByRole('menuitem', { name: choice }).click()
}

/** A jump of the scroll bar, until a row of that place is drawn with what is in it. */
function jump(page, share) {
  const act = `() => { const list = document.querySelector('.history-list'); list.scrollTop = list.scrollHeight * ${share} }`
  const isThere = `() => {
    const list = document.querySelector('.history-list').getBoundingClientRect()
    const middle = document.elementFromPoint(list.left + 40, list.top + list.height / 2)
    return Boolean(middle?.closest('tr')?.querySelector('.history-run'))
  }`
  return time(page, act, isThere)
}

async function screenTimes(userData) {
  const app = await openApp({ folder: projectFolder, userData, env: { FERMATA_WORKSPACE: join(root, 'workspace') } })
  try {
    const { page } = app
    await until(() => page.evaluate(`document.querySelectorAll('.run-link').length > ${savedCount}`))
    const first = await time(page, openHistory, hasRow)
    await page.locator('.run-link').first().click()
    const again = await time(page, openHistory, hasRow)
    await choose(page, 'Time', 'Any time')
    await until(() => page.getByText(/^10,000\sruns$/).isVisible())
    const jumps = []
    for (let at = 0; at < jumpsPerRound; at += 1) jumps.push(await jump(page, Math.random() * 0.98))
    // Of all runs one has these words, found last.
    await page.getByRole('textbox', { name: 'Search history' }).focus()
    await page.keyboard.insertText('trial 9999')
    const search = await time(page, '() => {}', `() => document.querySelectorAll('.history-run').length === 1`)
    return { first, again, jumps, search }
  } finally {
    await app.close()
    rmSync(join(userData, 'DevToolsActivePort'), { force: true })
  }
}

try {
  const userData = join(root, 'fermata')
  const saved = saveRuns(userData, root, savedCount)
  await writeLongHistory(userData, root, ['training', ...saved.map(({ id }) => id)], pastCount)
  const what = `, ${savedCount} saved runs and ${pastCount} past ones`
  const starts = await startUpFigures({ root, userData, settleMs, what })
  const seen = []
  for (let round = 0; round < rounds; round += 1) seen.push(await screenTimes(userData))
  const of = (key) => seen.flatMap((one) => one[key])
  report('history', [
    ...starts,
    figure({
      name: 'History pressed right after the start, to first rows',
      values: of('first'),
      unit: 'ms',
      aim: { most: 500 },
    }),
    figure({ name: 'History pressed again, to first rows', values: of('again'), unit: 'ms', aim: { most: 100 } }),
    ...middleAndTail({
      name: 'jump in 10,000 rows to drawn rows',
      values: of('jumps'),
      unit: 'ms',
      aims: { median: { most: 100 }, p95: { most: 200 } },
    }),
    figure({ name: 'search of 10,000 typed, to its one row', values: of('search'), unit: 'ms', aim: { most: 500 } }),
  ])
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}
