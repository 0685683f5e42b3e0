import { expect, test } from '@playwright/test'
import { lookerAt } from './support/axe'
import { Fermata } from './support/fermata'

for (const scheme of ['light', 'dark'] as const)
  test(`screens are accessible and fit the smallest window, ${scheme}`, async () => {
    test.setTimeout(400_000)
    const fermata = await Fermata.open(undefined, scheme)
    const look = lookerAt(fermata, scheme)
    try {
      await look('first-run')
      await fermata.startSample()
      await expect.poll(() => fermata.items(), { timeout: 60_000 }).toBeGreaterThan(1000)
      await look('running')
      await fermata.button('Pause').click()
      await fermata.shows('Paused')
      await look('paused')
      await fermata.page.getByRole('tab', { name: /^Logs/ }).click()
      await expect(fermata.page.getByRole('list', { name: 'Log of Training' })).toContainText('PAUSE DETECTED')
      await look('logs')
      await fermata.page.getByRole('textbox', { name: 'Search log' }).fill('loss')
      await expect(fermata.page.getByRole('status', { name: 'Matches' })).toHaveText(/of/)
      await fermata.button('Log actions').click()
      await look('logs-find')
      await fermata.page.keyboard.press('Escape')
      await fermata.button('Marks…').click()
      await look('logs-marks')
      await fermata.page.keyboard.press('Escape')
      await fermata.page.getByRole('textbox', { name: 'Search log' }).fill('no such words')
      await fermata.button('Only matching lines').click()
      await expect(fermata.page.getByRole('heading', { name: 'Nothing matches “no such words”' })).toBeVisible()
      await look('logs-nothing')
      await fermata.button('Clear search').click()
      await fermata.page.keyboard.press('Control+g')
      await look('logs-go-to-line')
      await fermata.page.keyboard.press('Escape')
      await fermata.button('Stop').click()
      await fermata.shows('Stopped')
      await fermata.page.getByRole('tab', { name: 'Overview' }).click()
      await expect(fermata.page.locator('.ribbon-labels')).toContainText(/You, [\d.]+\s(s|min)/, { timeout: 15_000 })
      await look('stopped')
      await fermata.button('Choose data').click()
      await look('choose-data')
      await fermata.page.getByRole('menuitem', { name: 'Collected listings' }).click()
      await expect(fermata.button('Start over…')).toBeVisible()
      await look('other-data')
    } finally {
      await fermata.dispose()
    }
  })

for (const scheme of ['light', 'dark'] as const)
  test(`the collector’s screens are accessible and fit the smallest window, ${scheme}`, async () => {
    test.slow()
    const fermata = await Fermata.open(undefined, scheme)
    const look = lookerAt(fermata, scheme)
    const { collector, page } = fermata
    try {
      await fermata.startSampleCollector()
      await expect(page.getByRole('region', { name: 'Rate limits' })).toBeVisible({ timeout: 60_000 })
      process.kill(collector.pid(), 'SIGSTOP') // Or the host would be asked again before anyone has looked.
      await look('collector-ratelimit')
      process.kill(collector.pid(), 'SIGCONT')
      await expect(page.getByRole('region', { name: 'Failed listings' })).toBeVisible({ timeout: 60_000 })
      await look('collector-running')
      process.kill(collector.pid(), 'SIGSTOP')
      await collector.button('Pause').click()
      await collector.shows('Pausing…')
      await look('collector-pausing')
      process.kill(collector.pid(), 'SIGCONT')
      await collector.shows('Paused')
      await look('collector-paused')
      await collector.button('Stop').click()
      await collector.shows('Stopped')
      await look('collector-stopped')
    } finally {
      await fermata.dispose()
    }
  })
