import { expect, type Page, test } from '@playwright/test'
import { lookerAt } from './support/axe'
import { Fermata } from './support/fermata'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Command palette' })
const field = (page: Page) => palette(page).getByRole('combobox', { name: 'Search runs and commands' })
const option = (page: Page, name: string | RegExp) => palette(page).getByRole('option', { name })

/** The option that the field says is chosen. */
async function chosen(page: Page) {
  const id = await field(page).getAttribute('aria-activedescendant')
  const one = page.locator(`[id="${id}"]`)
  await expect(one).toHaveAttribute('aria-selected', 'true')
  return one
}

test('from the first start to a paused and resumed run with the palette alone', async () => {
  test.slow()
  const fermata = await Fermata.open()
  const { page } = fermata
  const command = async (text: string) => {
    await page.keyboard.press('Control+k')
    await expect(field(page)).toBeFocused()
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
    await expect(palette(page)).toHaveCount(0)
  }
  try {
    await expect(fermata.button('Start the sample training')).toBeFocused()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('start train')
    await expect(await chosen(page)).toHaveText('Start Training')
    await page.keyboard.press('Escape')
    await expect(fermata.button('Start the sample training')).toBeFocused()
    await command('start train')
    await fermata.shows('Running')
    await expect.poll(() => fermata.items(), { timeout: 20_000 }).toBeGreaterThan(0)

    await page.keyboard.press('Control+k')
    await expect(option(page, 'Test the pause of Training')).toHaveAttribute('aria-disabled', 'true')
    await expect(option(page, 'Test the pause of Training')).toContainText('Stop it first')
    await page.keyboard.type('pau')
    await expect(await chosen(page)).toHaveText(/Pause Training\s*Ctrl P/)
    await expect((await chosen(page)).locator('b')).toHaveText('Pau')
    await page.keyboard.press('ArrowDown')
    await expect(await chosen(page)).toHaveText('Pause Training for 30 minutes')
    await page.keyboard.press('End')
    await expect(palette(page).getByRole('option').last()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('ArrowDown')
    await expect(await chosen(page)).toContainText('Pause Training')
    // As if all that follows came within the moment in which a second press counts as a mistake.
    await page.clock.setFixedTime(await page.evaluate(() => Date.now()))
    await page.keyboard.press('Enter')
    await fermata.shows('Paused')
    await page.keyboard.press('Control+p')
    await command('resume training')
    await fermata.shows('Running')
    expect(fermata.output().match(/PAUSE DETECTED/g)).toHaveLength(1)
    await page.clock.resume()

    await command('#loss')
    await expect(page.getByRole('textbox', { name: 'Search log' })).toBeFocused()
    await expect(page.getByRole('textbox', { name: 'Search log' })).toHaveValue('loss')
    await command('> theme dark')
    await expect.poll(() => fermata.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
    await command('go to collector')
    await expect(page.getByRole('heading', { level: 1, name: 'Collector' })).toBeVisible()
    await page.keyboard.press('Control+1')
    await expect(page.getByRole('heading', { level: 1, name: 'Training' })).toBeVisible()

    await page.keyboard.press('F1')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(sheet.getByRole('button', { name: 'Close' })).toBeFocused()
    await expect(sheet).toContainText('Ctrl Shift P')
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
  } finally {
    await fermata.dispose()
  }
})

for (const scheme of ['light', 'dark'] as const)
  test(`palette and list of shortcuts are accessible and fit the smallest window, ${scheme}`, async () => {
    test.slow()
    const fermata = await Fermata.open(undefined, scheme)
    const look = lookerAt(fermata, scheme)
    const { page } = fermata
    try {
      await fermata.startSample()
      await fermata.button('Search runs and commands').click()
      await look('palette-all')
      await page.keyboard.type('pau')
      await look('palette')
      await page.keyboard.type(' nothing such')
      await expect(palette(page).getByRole('status')).toContainText('Nothing matches')
      await look('palette-nothing')
      await page.keyboard.press('Escape')
      await expect(fermata.button('Search runs and commands')).toBeFocused()
      await page.keyboard.press('F1')
      await look('shortcuts')
    } finally {
      await fermata.dispose()
    }
  })
