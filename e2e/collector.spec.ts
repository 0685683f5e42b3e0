import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { cpuTicks, Fermata, type ShownRun } from './support/fermata'

let fermata: Fermata
let collector: ShownRun
test.beforeEach(async () => {
  fermata = await Fermata.open()
  collector = fermata.collector
})
test.afterEach(() => fermata.dispose())

const workers = () => fermata.page.getByRole('table', { name: 'Workers' })
/** A few listings may take long on a machine that is busy with other things. */
const slow = { timeout: 20_000 }
const dataPanel = () => fermata.page.getByRole('region', { name: 'Data' })
async function choose(data: string): Promise<void> {
  await dataPanel().getByRole('button', { name: 'Choose data' }).click()
  await fermata.page.getByRole('menuitem', { name: data }).click()
  await expect(dataPanel().getByText(data)).toBeVisible()
}
const makeByHand = () => writeFileSync(fermata.folders.collectorPauseFile, '')

test('the sample collector starts with one click and shows what it does', async () => {
  await fermata.startSampleCollector()
  await expect(fermata.page.getByRole('heading', { level: 1, name: 'Collector' })).toBeVisible()
  await expect(collector.status).toContainText(/Running since \d\d:\d\d.* with 4\sworkers\./)
  await expect(collector.link).toHaveAccessibleName(/^Collector Running · [\d.]+\s%$/)
  await expect(workers().getByRole('row')).toHaveCount(5)
  await expect(workers()).toContainText(/Fetching|Checking|Saving/)
  const items = await collector.items()
  await expect.poll(() => collector.items(), slow).toBeGreaterThan(items)
  const charts = fermata.page.getByRole('region', { name: 'Charts' })
  await expect(charts.getByRole('img', { name: /^Listings per minute/ })).toBeVisible()
  await expect(charts.getByRole('img', { name: /^Queue/ })).toBeVisible()
})

test('a file made while workers are busy counts them down to paused, and deleting it resumes', async () => {
  await fermata.startSampleCollector()
  process.kill(collector.pid(), 'SIGSTOP') // Its workers are in the middle of listings that take as long as we like.
  makeByHand()
  await collector.shows('Pausing…')
  await expect(collector.status).toContainText(/\d of 4\sworkers (has|have) paused\. Waiting for/)
  await expect(collector.link).toHaveAccessibleName(/^Collector Pausing… · \d of 4\sworkers$/)
  await expect(fermata.page.getByRole('list', { name: 'Pause progress' })).toContainText(/\d of 4 workers paused/)
  expect(collector.output()).not.toContain('PAUSE DETECTED')
  process.kill(collector.pid(), 'SIGCONT')
  await collector.shows('Paused')
  expect(collector.output()).toMatch(/(^|\s)PAUSE DETECTED: Collection paused$/m)
  await expect(collector.status).toContainText('Held by a file made outside Fermata')
  await expect(workers().getByRole('row', { name: /Paused none/ })).toHaveCount(4)
  await expect(fermata.page.getByText('4 of 4 paused')).toBeVisible()
  const [items, output, ticks] = [await collector.items(), collector.output(), cpuTicks(collector.pid())]
  await fermata.page.waitForTimeout(3000) // The promise is about time that passes, so it has to pass.
  expect([await collector.items(), collector.output()]).toEqual([items, output])
  expect(cpuTicks(collector.pid()) - ticks).toBeLessThanOrEqual(4)
  rmSync(fermata.folders.collectorPauseFile)
  await collector.shows('Running')
  await expect.poll(() => collector.items(), slow).toBeGreaterThan(items)
})

test('Stop keeps what was collected, Continue goes on with the next listing', async () => {
  await fermata.startSampleCollector()
  await collector.button('Stop').click()
  await collector.shows('Stopped')
  const saved = /(?:^|\s)Progress saved: (\d+) of (\d+) items$/m.exec(collector.output())
  expect(Number(saved?.[1])).toBeGreaterThan(0)
  await expect.poll(() => collector.items()).toBe(Number(saved?.[1]))
  await expect(workers()).toBeHidden()
  await collector.button('Continue').click()
  await collector.shows('Running')
  await expect.poll(() => collector.output()).toContain(`Continuing from item ${Number(saved?.[1]) + 1} of `)
  await expect.poll(() => collector.items(), slow).toBeGreaterThan(Number(saved?.[1]))
})

test('both runs side by side keep apart, and Pause all and Resume all reach both', async () => {
  await fermata.startSampleCollector()
  await fermata.training.link.click()
  await fermata.training.button('Start').click()
  await fermata.training.shows('Running')
  await fermata.training.button('Pause').click()
  await fermata.training.shows('Paused')
  await collector.shows('Running')
  expect(existsSync(fermata.folders.collectorPauseFile)).toBe(false)
  await collector.link.click()
  const items = await collector.items()
  await expect.poll(() => collector.items(), slow).toBeGreaterThan(items)
  await fermata.button('Resume all').click()
  await fermata.training.shows('Running')
  await fermata.button('Pause all').click()
  await fermata.training.shows('Paused')
  await collector.shows('Paused')
  await fermata.button('Resume all').click()
  await fermata.training.shows('Running')
  await collector.shows('Running')
})

test('failed listings are listed with their reasons and tried again from the window', async () => {
  await fermata.startSampleCollector()
  const failed = fermata.page.getByRole('region', { name: 'Failed listings' })
  await expect(failed).toBeVisible({ timeout: 40_000 })
  await expect(failed.getByRole('row')).not.toHaveCount(1)
  const retry = failed.getByRole('button', { name: 'Retry failed' })
  await expect(retry).toHaveAttribute('aria-disabled', 'true')
  await expect(retry).toHaveAccessibleDescription(/^Stop Collector first/)
  await collector.button('Stop').click()
  await collector.shows('Stopped')
  await retry.click()
  await collector.shows('Running')
  expect(collector.runFolders()).toHaveLength(2)
  await expect(fermata.page.getByRole('complementary')).toContainText('--retry-failed')
})

test('collected listings are paused by file, resumed, finished, and then trained on from the window', async () => {
  await fermata.startSampleCollector()
  makeByHand()
  await collector.shows('Paused')
  const items = await collector.items()
  rmSync(fermata.folders.collectorPauseFile)
  await collector.shows('Running')
  await expect.poll(() => collector.items(), slow).toBeGreaterThan(items + 500)
  await collector.button('Stop').click()
  await collector.shows('Stopped')

  const { training } = fermata
  await training.link.click()
  await choose('Collected listings')
  await expect(dataPanel()).toContainText('collector.db')
  await training.button('Start').click()
  await training.shows('Running')
  await expect.poll(() => training.items(), slow).toBeGreaterThan(0)
  await expect(fermata.page.getByRole('complementary')).toContainText(
    `--data ${fermata.folders.workspace}/collector.db`,
  )
  await expect(dataPanel().getByRole('button', { name: 'Choose data' })).toHaveAccessibleDescription(/^Stop Training/)
  await training.button('Stop').click()
  await training.shows('Stopped')
  const saved = /(?:^|\s)Progress saved: (\d+) of (\d+) items$/m.exec(training.output())
  await training.button('Continue').click()
  await expect
    .poll(() => training.output())
    .toContain(`Continuing from item ${Number(saved?.[1]) + 1} of ${saved?.[2]}`)
})

test('progress of other data is never taken for that of the chosen one, and choosing back continues it', async () => {
  await fermata.startSample()
  const { training } = fermata
  await training.button('Stop').click()
  await training.shows('Stopped')
  const sampleOutput = training.output()
  await choose('Collected listings')
  await expect(dataPanel()).toContainText('Start over to learn from these')
  await expect(training.button('Continue')).toBeHidden()
  await training.button('Start over…').click()
  const question = fermata.page.getByRole('alertdialog', { name: 'Start Training over?' })
  await expect(question).toContainText('of the data that is chosen now')
  await question.getByRole('button', { name: 'Start over' }).click()
  await training.shows('Failed') // Nothing was collected yet.
  await expect(fermata.page.getByRole('alert')).toContainText('collector.db')
  await choose('Sample listings')
  const items = Number(/(?:^|\s)Progress saved: (\d+) of \d+ items$/m.exec(sampleOutput)?.[1])
  await training.button('Continue').click()
  await expect.poll(() => training.output()).toContain(`Continuing from item ${items + 1} of `)
})
