import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { Fermata } from './support/fermata'

const slow = { timeout: 15_000 }

const rowOf = (fermata: Fermata, title: string) =>
  fermata.page.getByRole('region', { name: 'Pause' }).locator('.hold', { hasText: title })

async function choose(fermata: Fermata, menu: string, item: string): Promise<void> {
  await fermata.button(menu).click()
  await fermata.page.getByRole('menuitem', { name: item, exact: true }).click()
}

test('a pause with an end counts down, outlives a killed app, and ends by itself', async () => {
  const first = await Fermata.open()
  await first.startSample()
  await choose(first, 'Pause options', 'Pause for 30 minutes')
  await first.shows('Paused')
  await expect(first.status).toContainText(/Held by you until \d\d:\d\d/)
  await expect(rowOf(first, 'You')).toContainText(/Until \d\d:\d\d( tomorrow)?, (29|30)\smin/)
  await expect(first.training.link).toContainText(/(29|30)\smin.* left/)
  const left = () => rowOf(first, 'You').innerText()
  const before = await left()
  await expect.poll(left).not.toBe(before)
  const since = /Pause button in Fermata, [\d:]+/.exec(before)?.[0] ?? 'nothing'
  const end = /Until [\d:]+/.exec(before)?.[0] ?? 'nothing'
  first.app.process().kill('SIGKILL')
  await first.app.waitForEvent('close')
  const fermata = await Fermata.open(first.folders)
  try {
    await fermata.shows('Paused')
    await expect(rowOf(fermata, 'You')).toContainText(since)
    await expect(rowOf(fermata, 'You')).toContainText(end)
    await fermata.button('Resume').click()
    await fermata.shows('Running')
    await choose(fermata, 'Pause options', 'Pause until…')
    const dialog = fermata.page.getByRole('dialog', { name: 'Pause Training until' })
    await expect(dialog.getByLabel('Time of day')).toBeFocused()
    await dialog.getByLabel('Time of day').fill('25:00')
    await expect(dialog).toContainText('A time looks like 18:30.')
    await fermata.page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await fermata.page.evaluate(() => window.fermata.requestPause('training', Date.now() + 4000))
    await fermata.shows('Paused')
    await fermata.shows('Running')
    expect(existsSync(fermata.folders.pauseFile)).toBe(false)
  } finally {
    await fermata.dispose()
  }
})

test('each hold has its own release, and deleting the file by hand ends all of them', async () => {
  const fermata = await Fermata.open()
  const { pauseFile } = fermata.folders
  try {
    await fermata.startSample()
    await fermata.button('Pause').click()
    await fermata.shows('Paused')
    writeFileSync(pauseFile, 'gpu for demo\n')
    await expect(rowOf(fermata, 'A file made outside Fermata')).toContainText('says “gpu for demo”', slow)
    await expect(fermata.page.getByText('Held by two. Resume releases both.')).toBeVisible()
    await expect(fermata.status).toContainText('Held by you and a file made outside Fermata')
    await expect(fermata.training.link).toContainText(/you\s\+\s1/)
    await choose(fermata, 'Resume options', 'Release only mine')
    await expect(rowOf(fermata, 'You')).toBeHidden()
    await expect(fermata.page.getByText('Held by one. Resume deletes the file.')).toBeVisible()
    expect(readFileSync(pauseFile, 'utf8')).toBe('gpu for demo\n')
    await fermata.shows('Paused')
    expect(fermata.output()).not.toContain('RESUMING')
    await fermata.button('Delete file: A file made outside Fermata').click()
    await fermata.shows('Running')
    await fermata.button('Pause').click()
    await fermata.shows('Paused')
    writeFileSync(pauseFile, 'again\n')
    await expect(fermata.button('Release: You')).toBeVisible()
    await expect(fermata.button('Delete file: A file made outside Fermata')).toBeVisible(slow)
    rmSync(pauseFile)
    await fermata.shows('Running')
    await fermata.page.getByRole('tab', { name: 'Logs' }).click()
    await expect(fermata.page.getByText('pause.txt was deleted outside Fermata. Two holds ended')).toBeVisible(slow)
  } finally {
    await fermata.dispose()
  }
})

test('Resume all lets go of what Pause all held, and of nothing else', async () => {
  const fermata = await Fermata.open()
  try {
    await fermata.startSample()
    await fermata.button('Pause').click()
    await fermata.shows('Paused')
    await fermata.collector.link.click()
    await fermata.collector.button('Start').click()
    await fermata.collector.shows('Running')
    await fermata.button('Pause all').click()
    await fermata.collector.shows('Paused')
    await fermata.button('Resume all').click()
    await fermata.collector.shows('Running')
    await fermata.shows('Paused')
    await fermata.button('Resume all').click()
    await fermata.shows('Running')
  } finally {
    await fermata.dispose()
  }
})
