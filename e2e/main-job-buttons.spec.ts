import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { cpuTicks, Fermata } from './support/fermata'

let fermata: Fermata
test.beforeEach(async () => {
  fermata = await Fermata.open()
})
test.afterEach(() => fermata.dispose())

test('a newcomer starts the sample training with one click and sees it work', async () => {
  await expect(fermata.button('Start the sample training')).toBeFocused()
  await fermata.startSample()
  await expect(fermata.page.getByRole('heading', { level: 1, name: 'Training' })).toBeVisible()
  await expect(fermata.status).toContainText('Running since')
  const before = await fermata.items()
  await expect.poll(() => fermata.items()).toBeGreaterThan(before)
  await expect(fermata.page.getByRole('region', { name: 'Charts' }).getByRole('img').first()).toBeVisible()
})

test('Pause makes the file, and the window says paused only after the run has', async () => {
  await fermata.startSample()
  await fermata.button('Pause').click()
  await fermata.shows('Paused')
  expect(existsSync(fermata.folders.pauseFile)).toBe(true)
  expect(fermata.output()).toMatch(/(^|\s)PAUSE DETECTED: Training paused$/m)
  expect(fermata.output()).toMatch(/(^|\s)Delete 'pause\.txt' to resume training$/m)
  await expect(fermata.status).toContainText('Held by you')
  await expect(fermata.status).toContainText('Confirmed by the run at')
  await expect(fermata.pauseFileStatus).toContainText('Created by you in Fermata')
})

test('nothing is trained and no CPU is used while paused', async () => {
  await fermata.startSample()
  await fermata.button('Pause').click()
  await fermata.shows('Paused')
  const pid = fermata.pid()
  const output = fermata.output()
  const items = await fermata.items()
  const ticks = cpuTicks(pid)
  await fermata.page.waitForTimeout(4000) // The promise is about time that passes, so it has to pass.
  expect(await fermata.items()).toBe(items)
  expect(fermata.output()).toBe(output)
  expect(cpuTicks(pid) - ticks).toBeLessThanOrEqual(4) // 40 ms of CPU in 4 s
})

test('Resume deletes the file and the training goes on with the next item', async () => {
  await fermata.startSample()
  await fermata.button('Pause').click()
  await fermata.shows('Paused')
  const items = await fermata.items()
  await fermata.button('Resume').click()
  await fermata.shows('Running')
  expect(existsSync(fermata.folders.pauseFile)).toBe(false)
  expect(fermata.output()).toMatch(/(^|\s)RESUMING: Training resumed$/m)
  await expect.poll(() => fermata.items()).toBeGreaterThan(items)
})

test('Stop saves, Continue goes on with the next item', async () => {
  await fermata.startSample()
  await fermata.button('Stop').click()
  await fermata.shows('Stopped')
  const saved = /(?:^|\s)Progress saved: (\d+) of (\d+) items$/m.exec(fermata.output())
  expect(saved).not.toBeNull()
  await expect(fermata.status).toContainText('Progress is saved at batch')
  await fermata.button('Continue').click()
  await fermata.shows('Running')
  const next = Number(saved?.[1]) + 1
  await expect
    .poll(() => fermata.output())
    .toMatch(new RegExp(`(^|\\s)Continuing from item ${next} of ${saved?.[2]}$`, 'm'))
  expect(fermata.runFolders()).toHaveLength(2)
})

test('Stop works while paused, and takes away only the file that Fermata made', async () => {
  await fermata.startSample()
  await fermata.button('Pause').click()
  await fermata.shows('Paused')
  await fermata.button('Stop').click()
  await fermata.shows('Stopped')
  await expect.poll(() => existsSync(fermata.folders.pauseFile)).toBe(false)
  expect(fermata.output()).not.toContain('RESUMING')
})

test('Kill asks first, and Esc leaves the run alone', async () => {
  await fermata.startSample()
  await fermata.button('Stop options').click()
  await fermata.page.getByRole('menuitem', { name: 'Kill…' }).click()
  const question = fermata.page.getByRole('alertdialog', { name: 'Kill Training?' })
  await expect(question).toBeVisible()
  await expect(question.getByRole('button', { name: 'Keep waiting' })).toBeFocused()
  await fermata.page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await fermata.shows('Running')
  await fermata.button('Stop options').click()
  await fermata.page.getByRole('menuitem', { name: 'Kill…' }).click()
  await question.getByRole('button', { name: 'Kill', exact: true }).click()
  await fermata.shows('Failed')
  expect(readFileSync(`${fermata.runFolders().at(-1)}/output.log`, 'utf8')).not.toContain('Progress saved')
})

test('Start over asks, sets the saved progress aside and begins at the first item', async () => {
  await fermata.startSample()
  await fermata.button('Stop').click()
  await fermata.shows('Stopped')
  await fermata.button('Start over…').click()
  const question = fermata.page.getByRole('alertdialog', { name: 'Start Training over?' })
  await question.getByRole('button', { name: 'Start over' }).click()
  await fermata.shows('Running')
  await expect.poll(() => fermata.items()).toBeGreaterThan(0)
  expect(fermata.output()).not.toContain('Continuing from item')
})
