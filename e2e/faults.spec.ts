import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Fermata } from './support/fermata'

let fermata: Fermata
test.beforeEach(async () => {
  fermata = await Fermata.open()
})
test.afterEach(() => fermata.dispose())

const checkpoint = (which = '') => join(fermata.folders.workspace, 'training', `checkpoint.${which}safetensors`)

test('a pause file that can’t be created is a sentence with path and reason, and the run goes on', async () => {
  await fermata.startSample()
  const { workspace, pauseFile } = fermata.folders
  renameSync(workspace, `${workspace}-away`)
  await fermata.button('Pause').click()
  const alert = fermata.page.getByRole('alert')
  await expect(alert).toContainText('Couldn’t create the pause file. Training is still running.')
  await expect(alert).toContainText(pauseFile)
  await expect(alert).toContainText('ENOENT')
  await fermata.shows('Running')
  renameSync(`${workspace}-away`, workspace)
  await alert.getByRole('button', { name: 'Try again' }).click()
  await fermata.shows('Paused')
  await expect(alert).toBeHidden()
})

test('a run that dies is shown as failed with how it ended and what it said last', async () => {
  await fermata.startSample()
  await expect.poll(() => existsSync(checkpoint())).toBe(true)
  process.kill(fermata.pid(), 'SIGKILL')
  await fermata.shows('Failed')
  await expect(fermata.page.getByRole('main')).toContainText('SIGKILL')
  await fermata.button('Continue').click()
  await fermata.shows('Running')
  await expect.poll(() => fermata.output()).toMatch(/Continuing from item \d+ of \d+/)
})

test('a run that ends with an error shows its exit code and its last line', async () => {
  await fermata.startSample()
  await fermata.button('Stop').click()
  await fermata.shows('Stopped')
  for (const file of [checkpoint(), checkpoint('previous.')]) writeFileSync(file, 'not a checkpoint')
  await fermata.button('Continue').click()
  await fermata.shows('Failed')
  await expect(fermata.status).toContainText('exit code 1')
  await expect(fermata.page.getByRole('main')).toContainText('--fresh')
})

test('a damaged checkpoint is said, and the previous one is used', async () => {
  await fermata.startSample()
  await expect.poll(() => existsSync(checkpoint('previous.'))).toBe(true)
  await fermata.button('Stop').click()
  await fermata.shows('Stopped')
  const bytes = readFileSync(checkpoint())
  bytes.fill(0xff, bytes.length - 64)
  writeFileSync(checkpoint(), bytes)
  await fermata.button('Continue').click()
  await fermata.shows('Running')
  await expect.poll(() => fermata.output()).toMatch(/using the one before it/)
  expect(fermata.output()).toMatch(/Continuing from item \d+ of \d+/)
})

test('a run that ends while it is asked to pause is shown as ended, not as paused', async () => {
  await fermata.startSample()
  process.kill(fermata.pid(), 'SIGSTOP')
  await fermata.button('Pause').click()
  await fermata.shows('Pausing…')
  process.kill(fermata.pid(), 'SIGKILL')
  await fermata.shows('Failed')
})

test('runs outlive the app, and the next start takes them up again, paused ones as paused', async () => {
  await fermata.startSample()
  await fermata.button('Pause').click()
  await fermata.shows('Paused')
  const pid = fermata.pid()
  fermata.app.process().kill('SIGKILL')
  await fermata.app.waitForEvent('close')
  const again = await Fermata.open(fermata.folders)
  try {
    await again.shows('Paused')
    expect(again.pid()).toBe(pid)
    await again.button('Resume').click()
    await again.shows('Running')
    await again.button('Stop').click()
    await again.shows('Stopped')
  } finally {
    await again.close()
  }
})
