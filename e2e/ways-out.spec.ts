import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { lookerAt } from './support/axe'
import { Fermata, makeFolders } from './support/fermata'
import { answerQuestions, OwnRun, plainLoop } from './support/own-run'

let fermata: Fermata
test.afterEach(() => fermata.dispose())

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
    rmSync(gone)
    await run.button('Start').click()
    await expect(alert()).toContainText('Can’t find the program “python3.99”', { timeout: 15_000 })
    await expect(alert()).toContainText(
      /Looked in the \d+\sfolders of the PATH\. Nothing was started and nothing has changed\./,
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
    // A run that is held is no longer said to be running in the history.
    await run.button('Pause').click()
    await run.shows('Paused')
    await fermata.page.getByRole('tab', { name: 'History' }).click()
    await expect(fermata.button(/^Price model, Paused, started/)).toBeVisible()
    await expect(fermata.page.getByRole('complementary', { name: 'Past run' })).toContainText('Now: paused.')
    await run.button('Stop').click()
    await run.shows('Stopped')
  })
