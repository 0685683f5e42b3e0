import { existsSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { Fermata } from './support/fermata'

let fermata: Fermata
test.beforeEach(async () => {
  fermata = await Fermata.open()
})
test.afterEach(() => fermata.dispose())

/** Tabs on until the element with this role and name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const target = page.getByRole('button', { name, exact: true })
  for (let step = 0; step < 60; step += 1) {
    if (await target.evaluateAll((found) => found.some((element) => element === document.activeElement))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${name} can't be reached with Tab`)
}

test('the main job works from the keyboard alone', async () => {
  const { page } = fermata
  await expect(fermata.button('Start the sample training')).toBeFocused()
  await page.keyboard.press('Enter')
  await fermata.shows('Running')
  await expect.poll(() => fermata.items()).toBeGreaterThan(0)
  await tabTo(page, 'Pause')
  await page.keyboard.press('Enter')
  await fermata.shows('Paused')
  await tabTo(page, 'Resume')
  await expect(fermata.button('Resume')).toBeEnabled() // A slot that just changed its action ignores keys for a moment.
  await page.keyboard.press('Enter')
  await fermata.shows('Running')
  await tabTo(page, 'Stop')
  await page.keyboard.press('Enter')
  await fermata.shows('Stopped')
  await tabTo(page, 'Continue')
  await page.keyboard.press('Enter')
  await fermata.shows('Running')
})

test('shortcuts pause, resume, stop and continue, and switch tabs', async () => {
  const { page } = fermata
  await expect(fermata.button('Start the sample training')).toBeFocused()
  await page.keyboard.press('Enter')
  await fermata.shows('Running')
  await expect.poll(() => fermata.items()).toBeGreaterThan(0)
  await page.keyboard.press('Control+p')
  await fermata.shows('Paused')
  await expect(fermata.button('Resume')).toBeEnabled()
  await page.keyboard.press('Control+p')
  await fermata.shows('Running')
  await page.keyboard.press('Alt+2')
  await expect(page.getByRole('tab', { name: /^Logs/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Control+.')
  await fermata.shows('Stopped')
  await page.keyboard.press('Control+Enter')
  await fermata.shows('Running')
})

test('a button that can’t be used now keeps its place in the tab order and says why', async () => {
  await fermata.startSample()
  await fermata.button('Stop').click()
  await fermata.shows('Stopped')
  const pauseAll = fermata.button('Pause all')
  await expect(pauseAll).toHaveAttribute('aria-disabled', 'true')
  await expect(pauseAll).toHaveAccessibleDescription('No run is running')
  await tabTo(fermata.page, 'Pause all')
  await fermata.page.keyboard.press('Enter')
  expect(existsSync(fermata.folders.pauseFile)).toBe(false)
})
