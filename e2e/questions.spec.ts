import { renameSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { lookerInBoth } from './support/axe'
import { Fermata } from './support/fermata'

test('menus, questions and failures are accessible in both themes, and nothing moves where that is wished', async () => {
  test.setTimeout(400_000)
  const fermata = await Fermata.open()
  const { page, folders } = fermata
  const look = lookerInBoth(fermata)
  const choose = (name: string) => page.getByRole('menuitem', { name }).click()
  const moving = () => page.evaluate(() => document.getAnimations().length)
  try {
    await fermata.startSample()
    process.kill(fermata.pid(), 'SIGSTOP') // So that it neither answers nor makes its folder again.
    renameSync(folders.workspace, `${folders.workspace}-away`)
    await fermata.button('Pause').click()
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('Couldn’t create the pause file.', { timeout: 15_000 })
    await look('error-write')
    renameSync(`${folders.workspace}-away`, folders.workspace)
    await alert.getByRole('button', { name: 'Try again' }).click()
    await fermata.shows('Pausing…')
    await expect.poll(moving).toBeGreaterThan(0)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await expect.poll(moving).toBe(0)
    await look('pausing')
    process.kill(fermata.pid(), 'SIGCONT')
    await fermata.shows('Paused')
    await fermata.button('Resume').click()
    await fermata.shows('Running')

    await fermata.button('Pause options').click()
    await look('pause-menu')
    await choose('Pause until…')
    await page.getByRole('textbox', { name: 'Time of day' }).fill('25')
    await look('pause-until')
    await page.keyboard.press('Escape')
    await fermata.button('Stop options').click()
    await choose('Kill…')
    await expect(page.getByRole('alertdialog', { name: 'Kill Training?' })).toBeVisible()
    await look('kill')
    await fermata.button('Kill').click()
    await fermata.shows('Failed')
    await fermata.button('More actions for Training').click()
    await look('failed')
    await choose('Verify this run…')
    await look('verify')
    await page.keyboard.press('Escape')
    await fermata.button('More actions for Training').click()
    await choose('Start over…')
    await look('start-over')
  } finally {
    await fermata.dispose()
  }
})
