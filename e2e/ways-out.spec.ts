import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { lookerAt } from './support/axe'
import { Fermata, makeFolders } from './support/fermata'
import { answerQuestions, OwnRun, plainLoop } from './support/own-run'

let fermata: Fermata
test.afterEach(() => fermata.dispose())

const region = (name: string) => fermata.page.getByRole('region', { name, exact: true })
const alert = () => fermata.page.getByRole('alert')

for (const scheme of ['light', 'dark'] as const)
  test(`a program that is gone is told with what is there instead, ${scheme}`, async () => {
    test.slow()
    const folders = makeFolders()
    const programs = join(folders.root, 'programs')
    mkdirSync(programs)
    const gone = join(programs, 'python3.99')
    const before = process.env.PATH
    process.env.PATH = `${programs}${delimiter}${before}`
    try {
      fermata = await Fermata.open(folders, scheme)
    } finally {
      process.env.PATH = before
    }
    writeFileSync(gone, '#!/bin/sh\nexec python3 "$@"\n')
    chmodSync(gone, 0o755)
    const asked = await answerQuestions(fermata, 'allow')
    const run = new OwnRun(fermata, 'Price model', plainLoop)
    await fermata.button('Add your own run').click()
    await run.fillIn('python3.99')
    await run.add()
    await run.button('Start').click()
    await run.shows('Running')
    // A run that is held is no longer said to be running in the history.
    await run.button('Pause').click()
    await run.shows('Paused')
    await fermata.page.getByRole('tab', { name: 'History' }).click()
    await expect(fermata.button(/^Price model, Paused, started/)).toBeVisible()
    await expect(fermata.page.getByRole('complementary', { name: 'Past run' })).toContainText('Now: paused.')
    await run.button('Stop').click()
    await run.shows('Stopped')
    await fermata.page.getByRole('tab', { name: 'Overview' }).click()
    rmSync(gone)
    await run.button('Continue').click()
    await expect(alert()).toContainText('Can’t find the program “python3.99”', { timeout: 15_000 })
    await expect(alert()).toContainText(
      /Looked in the \d+\sfolders of the PATH\. Nothing was started and nothing has changed\./,
    )
    await expect(region('Progress')).toContainText(
      /Not started.*Last run\w{3} \d\d:\d\d, [\d.]+\ss.*ResultStopped at \d+ of 20,000.*Pauses[\d.]+\ss \(1\)/,
    )
    await lookerAt(fermata, scheme)('error-notfound')
    await fermata.button('Show PATH').click()
    const path = fermata.page.getByRole('dialog', { name: 'PATH' })
    await expect(path.getByRole('listitem').first()).toHaveText(programs)
    await lookerAt(fermata, scheme)('path-dialog')
    await fermata.page.keyboard.press('Escape')
    await expect(fermata.button('Choose program…')).toBeVisible()
    await fermata.button('Use python3').click()
    await expect.poll(asked).toHaveLength(2)
    await expect(alert()).toContainText('The next start uses /')
    await run.button('Start').click()
    await run.shows('Running')
  })

/** Looks for the file that it is given, and says in words of its own what it does. */
const otherWords = `
import os, sys, time
path = sys.argv[sys.argv.index("--pause-file") + 1]
for step in range(1, 20001):
    if os.path.lexists(path):
        print(f"holding at step {step}", flush=True)
        while os.path.lexists(path):
            time.sleep(0.05)
        print(f"on with step {step}", flush=True)
    time.sleep(0.02)
    print(f"step {step}/20000 loss {2 / (step + 5):.4f}")
`

for (const scheme of ['light', 'dark'] as const)
  test(`a pause without an answer is put right by the file and the line that the run uses, ${scheme}`, async () => {
    test.slow()
    fermata = await Fermata.open(undefined, scheme)
    const { page } = fermata
    const look = lookerAt(fermata, scheme)
    const asked = await answerQuestions(fermata, 'allow')
    const run = new OwnRun(fermata, 'Price model', otherWords)
    await fermata.button('Add your own run').click()
    await run.fillIn()
    await run.field('Arguments').fill(`'${run.script}' --pause-file hold.txt`)
    await expect(run.field('Path')).toHaveAccessibleDescription(
      /The arguments name another file, hold\.txt\. Use hold\.txt/,
    )
    await run.add()
    await run.button('Start').click()
    await run.shows('Running')
    const started = run.pid()
    await page.clock.install()
    await run.button('Pause').click()
    await run.shows('Pausing…')
    await page.clock.fastForward(31_000)
    await expect(fermata.button('Use hold.txt')).toBeVisible()
    await look('error-unconfirmed-own')
    await fermata.button('Use hold.txt').click()
    // Another file is made and deleted from now on, so its person is asked.
    await expect.poll(asked).toHaveLength(2)
    await expect.poll(() => existsSync(join(run.folder, 'hold.txt'))).toBe(true)
    expect(existsSync(join(run.folder, 'pause_own.txt'))).toBe(false)
    await expect.poll(() => run.output()).toContain('holding at step')
    await page.clock.fastForward(31_000)
    await fermata.button('Choose line…').click()
    await page.getByRole('radio', { name: /^holding at step/ }).check()
    await expect(run.field('Paused line contains')).toHaveValue('holding at step')
    await look('choose-line')
    await fermata.button('Use this line').click()
    await run.shows('Paused')
    await expect(region('Pause')).toContainText('holding at step')
    expect(run.pid()).toBe(started)
    await run.button('Resume').click()
    await expect.poll(() => run.output()).toContain('on with step')
    await page.getByRole('tab', { name: 'Setup' }).click()
    await page.getByRole('radio', { name: 'An expression of your own' }).click()
    await fermata.button('Choose line… for Pattern').click()
    await page.getByRole('radio', { name: /^step \d/ }).check()
    await fermata.button('Use this line').click()
    await expect(page.getByRole('status', { name: 'Pattern tried on the log' })).toContainText(/of 20,000, loss 0\./)
    await fermata.button('Choose line… for Resumed line contains').click()
    await page.getByRole('radio', { name: /^on with step/ }).check()
    await fermata.button('Use this line').click()
    await look('setup-of-own')
    await fermata.button('Save').click()
    await run.shows('Running')
    expect(run.pid()).toBe(started)
    await run.button('Stop').click()
    await run.shows('Stopped')
  })

test('the pause of a new run is tested from its form, once the run is kept', async () => {
  fermata = await Fermata.open()
  const asked = await answerQuestions(fermata, 'allow')
  const run = new OwnRun(fermata, 'Price model', plainLoop)
  await fermata.button('Add your own run').click()
  const testButton = region('Add or cancel').getByRole('button', { name: 'Test the pause' })
  await expect(testButton).toHaveAttribute('aria-disabled', 'true')
  await run.fillIn()
  await expect(testButton).not.toHaveAttribute('aria-disabled', 'true')
  await testButton.click()
  const dialog = fermata.page.getByRole('dialog', { name: 'Test the pause: Price model' })
  await expect(dialog.getByRole('button', { name: 'Test again' })).toBeVisible({ timeout: 60_000 })
  expect(await asked()).toHaveLength(1)
  await fermata.page.keyboard.press('Escape')
  await expect(run.link).toBeVisible()
  await expect(region('Pause test')).toContainText('Last test')
})
