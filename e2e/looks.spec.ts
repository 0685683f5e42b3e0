import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from '@playwright/test'
import { Fermata } from './support/fermata'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds on the screen as it is now, one line each. */
async function findings(fermata: Fermata): Promise<string[]> {
  // The page's policy refuses added scripts, so axe is brought in through the debugger, as Playwright's evaluate is.
  await fermata.page.evaluate(axeSource)
  return fermata.page.evaluate(async () => {
    const axe = (
      window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe
    const { violations } = await axe.run()
    return violations.flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`),
    )
  })
}

/** Looks at a screen in two sizes of the window: a picture, nothing cut off, nothing that axe-core finds. */
function lookerAt(fermata: Fermata, scheme: 'light' | 'dark') {
  return async (name: string) => {
    for (const [width, height] of [
      [1280, 800],
      [960, 640],
    ] as const) {
      await fermata.app.evaluate(
        ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size),
        [width, height] as [number, number],
      )
      await expect.poll(() => fermata.page.evaluate(() => window.innerWidth)).toBe(width)
      await fermata.page.screenshot({ path: `out/e2e/looks/${name}-${width}x${height}-${scheme}.png` })
      expect(await fermata.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(await findings(fermata), `${name} ${width}x${height}`).toEqual([])
    }
  }
}

for (const scheme of ['light', 'dark'] as const)
  test(`screens are accessible and fit the smallest window, ${scheme}`, async () => {
    test.slow()
    const fermata = await Fermata.open(undefined, scheme)
    const look = lookerAt(fermata, scheme)
    try {
      await look('first-run')
      await fermata.startSample()
      await expect.poll(() => fermata.items(), { timeout: 30_000 }).toBeGreaterThan(2000)
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
      await fermata.page.keyboard.press('Control+g')
      await look('logs-go-to-line')
      await fermata.page.keyboard.press('Escape')
      await fermata.button('Stop').click()
      await fermata.shows('Stopped')
      await fermata.page.getByRole('tab', { name: 'Overview' }).click()
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
