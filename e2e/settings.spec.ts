import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { lookerAt } from './support/axe'
import { Fermata, makeFolders } from './support/fermata'

test('settings are reached and changed from the keyboard, count at once, and outlast the app', async () => {
  const folders = makeFolders()
  let fermata = await Fermata.open(folders)
  const file = join(folders.userData, 'settings.json')
  const kept = () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {})
  try {
    await expect(fermata.button('Start the sample training')).toBeFocused()
    await fermata.page.keyboard.press('Control+,')
    const { page } = fermata
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
    const link = page.getByRole('navigation', { name: 'App' }).getByRole('link', { name: 'Settings' })
    await expect(link).toHaveAttribute('aria-current', 'page')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('radio', { name: 'System' })).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
    await expect.poll(() => fermata.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
    const sound = page.getByRole('switch', { name: 'Sound' })
    await expect(sound).not.toBeChecked()
    await sound.focus()
    await page.keyboard.press('Space')
    await expect(sound).toBeChecked()
    await page.getByRole('combobox', { name: 'When quitting with active runs' }).selectOption('Pause and keep')
    await page.getByRole('combobox', { name: 'Logs of earlier runs' }).selectOption({ index: 2 })
    await page.getByRole('combobox', { name: 'Keep logs' }).selectOption({ index: 1 })
    await page.getByRole('combobox', { name: 'Time', exact: true }).selectOption('12 hours')
    await page.getByRole('combobox', { name: 'Timestamps' }).selectOption('UTC')
    const editor = page.getByRole('combobox', { name: 'Open logs with' })
    await fermata.app.evaluate(({ dialog }) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/opt/my editor/edit.exe'] })
    })
    await editor.selectOption('Choose program…')
    await expect(editor.getByRole('option', { name: 'edit', exact: true })).toBeAttached()
    await expect.poll(kept).toEqual({
      ...{ theme: 'dark', notifySound: true, whenQuitting: 'pause', oldLogsGigabytes: 5 },
      ...{ clockHours: 12, logZone: 'utc', logDays: 30, logEditor: '/opt/my editor/edit.exe' },
    })
    await expect(page.getByText(folders.workspace)).toBeVisible()
    await fermata.close()

    fermata = await Fermata.open(folders)
    await fermata.page.getByRole('link', { name: 'Settings' }).click()
    await expect(fermata.page.getByRole('radio', { name: 'Dark' })).toBeChecked()
    await expect(fermata.page.getByRole('switch', { name: 'Sound' })).toBeChecked()
    expect(await fermata.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  } finally {
    await fermata.dispose()
  }
})

for (const scheme of ['light', 'dark'] as const)
  test(`the settings are accessible and fit the smallest window, ${scheme}`, async () => {
    const folders = makeFolders()
    mkdirSync(folders.userData)
    writeFileSync(join(folders.userData, 'settings.json'), '{"theme":')
    const fermata = await Fermata.open(folders, scheme)
    const look = lookerAt(fermata, scheme)
    try {
      await fermata.page.getByRole('link', { name: 'Settings' }).click()
      await expect(fermata.page.getByRole('alert')).toContainText('settings.json.damaged')
      await look('settings-damaged')
      await fermata.page.getByRole('switch', { name: 'Keep the computer awake' }).click()
      await expect(fermata.page.getByRole('alert')).toBeHidden()
      await look('settings')
    } finally {
      await fermata.dispose()
    }
  })
