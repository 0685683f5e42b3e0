import { mkdirSync, rmSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { Fermata } from './support/fermata'

let fermata: Fermata
test.beforeEach(async () => {
  fermata = await Fermata.open()
})
test.afterEach(() => fermata.dispose())

const makeByHand = () => writeFileSync(fermata.folders.pauseFile, '')
const deleteByHand = () => rmSync(fermata.folders.pauseFile)

test('a file made by hand pauses, and deleting it by hand resumes', async () => {
  await fermata.startSample()
  makeByHand()
  await fermata.shows('Paused')
  await expect(fermata.pauseFileStatus).toContainText('Made outside Fermata')
  await expect(fermata.button('Delete file: A file made outside Fermata')).toBeVisible()
  const items = await fermata.items()
  deleteByHand()
  await fermata.shows('Running')
  await expect.poll(() => fermata.items()).toBeGreaterThan(items)
  expect(fermata.output()).toMatch(/(^|\s)RESUMING: Training resumed$/m)
})

test('a person’s Resume deletes a file made by hand', async () => {
  await fermata.startSample()
  makeByHand()
  await fermata.shows('Paused')
  await fermata.button('Delete file: A file made outside Fermata').click()
  await fermata.shows('Running')
})

test('pausing is shown before paused, for as long as the run has not answered', async () => {
  await fermata.startSample()
  process.kill(fermata.pid(), 'SIGSTOP') // The run is in the middle of an item that takes as long as we like.
  makeByHand()
  await fermata.shows('Pausing…')
  await expect(fermata.page.getByRole('list', { name: 'Pause progress' })).toBeVisible()
  await expect(fermata.status).toContainText('so far')
  await fermata.page.waitForTimeout(2500)
  await fermata.shows('Pausing…')
  expect(fermata.output()).not.toContain('PAUSE DETECTED')
  process.kill(fermata.pid(), 'SIGCONT')
  await fermata.shows('Paused')
})

test('a file deleted before the run had answered withdraws the pause', async () => {
  await fermata.startSample()
  process.kill(fermata.pid(), 'SIGSTOP')
  makeByHand()
  await fermata.shows('Pausing…')
  await fermata.button('Cancel pause').click()
  await fermata.shows('Running')
  await expect(fermata.status).toContainText('withdrawn')
  process.kill(fermata.pid(), 'SIGCONT')
  const items = await fermata.items()
  await expect.poll(() => fermata.items()).toBeGreaterThan(items)
  expect(fermata.output()).not.toContain('PAUSE DETECTED')
})

test('a file deleted and made again at once leaves the window with what the run says', async () => {
  await fermata.startSample()
  makeByHand()
  await fermata.shows('Paused')
  for (let round = 0; round < 5; round += 1) {
    deleteByHand()
    makeByHand()
  }
  await fermata.shows('Paused')
  const words = () => fermata.output().match(/PAUSE DETECTED|RESUMING/g) ?? []
  await expect.poll(() => words().at(-1)).toBe('PAUSE DETECTED')
  deleteByHand()
  await fermata.shows('Running')
  expect(words().at(-1)).toBe('RESUMING')
})

test('a file that is there at the start holds the run before its first item', async () => {
  makeByHand()
  await expect(fermata.button('Start the sample training')).toBeVisible()
  await fermata.button('Start the sample training').click()
  await fermata.shows('Paused')
  expect(await fermata.items()).toBe(0)
  deleteByHand()
  await fermata.shows('Running')
  await expect.poll(() => fermata.items()).toBeGreaterThan(0)
})

test('a folder at the path counts, is named, and is never removed', async () => {
  await fermata.startSample()
  mkdirSync(fermata.folders.pauseFile)
  await fermata.shows('Paused')
  await expect(fermata.pauseFileStatus).toContainText('folder')
  await fermata.button('Resume').click()
  const alert = fermata.page.getByRole('alert')
  await expect(alert).toContainText('Couldn’t delete the pause file. Training is still paused.')
  await expect(alert).toContainText(fermata.folders.pauseFile)
  await expect(alert).toContainText('folder')
  await fermata.shows('Paused')
  rmdirSync(fermata.folders.pauseFile)
  await fermata.shows('Running')
})

test('a broken link at the path counts and is named', async () => {
  await fermata.startSample()
  symlinkSync('/nowhere/at/all', fermata.folders.pauseFile)
  await fermata.shows('Paused')
  await expect(fermata.pauseFileStatus).toContainText('link')
  await fermata.button('Resume').click()
  await fermata.shows('Running')
})
