import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { lookerAt } from './support/axe'
import { Fermata, projectFolder } from './support/fermata'

/**
 * Chooses an item of the app's menu, which no test could see.
 *
 * Here and below the answer comes from a callback of Node: one that waits for the next can be lost to a collection of garbage.
 */
function choose({ app }: Fermata, menu: string, label: string): Promise<void> {
  return app.evaluate(
    ({ Menu }, wanted) => {
      const submenu = Menu.getApplicationMenu()?.items.find((one) => one.label === wanted.menu)?.submenu
      submenu?.items.find((one) => one.label === wanted.label)?.click()
      return new Promise<void>((done) => setImmediate(done))
    },
    { menu, label },
  )
}

/** The items of the menu of a run that can be chosen now. */
function offered({ app }: Fermata): Promise<string[]> {
  return app.evaluate(({ Menu }) => {
    const run = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Run')?.submenu
    const on = run?.items.filter(({ type, enabled }) => type !== 'separator' && enabled).map(({ label }) => label)
    return new Promise<string[]>((done) => setImmediate(done, on ?? []))
  })
}

test('the menu offers what can be done now, does it to the run that is shown, and comes up by its key', async () => {
  test.slow()
  const fermata = await Fermata.open()
  const { page, app } = fermata
  const offers = (...labels: readonly string[]) => expect.poll(() => offered(fermata)).toEqual(labels)
  try {
    await offers()
    await fermata.startSample()
    await offers('Pause or resume', 'Stop', 'Pause all')
    await choose(fermata, 'Run', 'Pause or resume')
    await fermata.shows('Paused')
    await offers('Pause or resume', 'Stop', 'Resume all')
    await expect(fermata.button('Resume')).toBeEnabled()
    await page.keyboard.press('Control+p')
    await fermata.shows('Running')
    expect(fermata.output().match(/PAUSE DETECTED/g)).toHaveLength(1)
    await choose(fermata, 'View', 'Logs')
    await expect(page.getByRole('tab', { name: 'Logs' })).toHaveAttribute('aria-selected', 'true')

    // Playwright's own keys go to the page alone.
    await app.evaluate(({ Menu, BrowserWindow }) => {
      Menu.prototype.popup = () => void Object.assign(globalThis, { menuIsUp: true })
      BrowserWindow.getAllWindows()[0]?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'F10' })
      return new Promise<void>((done) => setImmediate(done))
    })
    await expect.poll(() => app.evaluate(() => 'menuIsUp' in globalThis)).toBe(true)
    await choose(fermata, 'File', 'Quit…')
    await expect(page.getByRole('dialog', { name: 'One run is active' })).toBeVisible()
    await choose(fermata, 'Run', 'Stop')
    await choose(fermata, 'Help', 'About Fermata')
    await expect(page.getByRole('dialog', { name: 'About Fermata' })).toHaveCount(0)
    await fermata.shows('Running')
  } finally {
    await fermata.dispose()
  }
})

for (const scheme of ['light', 'dark'] as const)
  test(`the About box tells what this copy of the app is, ${scheme}`, async () => {
    const fermata = await Fermata.open(undefined, scheme)
    const { page, app } = fermata
    try {
      await expect(fermata.button('Start the sample training')).toBeFocused()
      await choose(fermata, 'Help', 'About Fermata')
      const about = page.getByRole('dialog', { name: 'About Fermata' })
      await expect(about.getByRole('button', { name: 'Close' })).toBeFocused()
      const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string }
      await expect(about).toContainText(`Fermata ${version}`)
      const { electron, chrome, node } = await app.evaluate(() => process.versions)
      for (const one of [electron, chrome, node]) await expect(about).toContainText(one ?? 'none')
      await expect(about).toContainText('MIT')
      await expect(about).not.toContainText('Test build')
      await lookerAt(fermata, scheme)('about')
      await page.keyboard.press('Escape')
      await expect(about).toHaveCount(0)
      await expect(fermata.button('Start the sample training')).toBeFocused()
    } finally {
      await fermata.dispose()
    }
  })
