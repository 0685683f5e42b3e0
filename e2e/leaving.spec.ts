import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { lookerAt } from './support/axe'
import { Fermata, makeFolders } from './support/fermata'

/** Presses the window's close button. */
async function closeWindow({ app }: Fermata): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
}

test('leaving asks over an active run: Esc stays, keeping it lets it go on without the app', async () => {
  const folders = makeFolders()
  let fermata = await Fermata.open(folders)
  try {
    await fermata.startSample()
    const pid = fermata.pid()
    await closeWindow(fermata)
    const question = fermata.page.getByRole('dialog', { name: 'One run is active' })
    await expect(question).toContainText(/Training is at \d+\.\d\s%\. What should it do when Fermata closes\?/)
    const keep = question.getByRole('radio', { name: 'Keep running in the background' })
    await expect(keep).toBeFocused()
    await expect(keep).toBeChecked()
    await fermata.page.keyboard.press('Escape')
    await expect(question).toBeHidden()
    await fermata.shows('Running')

    await fermata.page.keyboard.press('Control+q')
    await expect(question).toBeVisible()
    const gone = fermata.app.waitForEvent('close')
    // The window may be gone before the key is up.
    await fermata.page.keyboard.press('Enter').catch(() => undefined)
    await gone
    expect(isAlive(pid)).toBe(true)

    const printed = () => fermata.output().split('\n').length
    const before = printed()
    await expect.poll(printed, { timeout: 20_000 }).toBeGreaterThan(before + 2)
    fermata = await Fermata.open(folders)
    const found = fermata.page.locator('.notice').filter({ hasText: 'went on while Fermata was closed' })
    await expect(found).toContainText(/Its \d+\slog lines from that time are here\./)
  } finally {
    await fermata.dispose()
  }
})

test('pause and keep leaves once both runs have confirmed, and they are still held at the next start', async () => {
  const folders = makeFolders()
  let fermata = await Fermata.open(folders)
  try {
    await fermata.startSample()
    await fermata.collector.link.click()
    await fermata.button('Start Collector').click()
    await fermata.collector.shows('Running')
    await closeWindow(fermata)
    const question = fermata.page.getByRole('dialog', { name: 'Two runs are active' })
    await question.getByRole('radio', { name: 'Keep running in the background' }).press('ArrowDown')
    await expect(question.getByRole('radio', { name: 'Pause and keep' })).toBeChecked()
    const gone = fermata.app.waitForEvent('close')
    await question.getByRole('button', { name: 'Pause and quit' }).click()
    await gone
    for (const run of [fermata.training, fermata.collector])
      expect(run.output()).toMatch(/PAUSE DETECTED: \w+ paused$/m)
    expect(existsSync(folders.pauseFile) && existsSync(folders.collectorPauseFile)).toBe(true)

    fermata = await Fermata.open(folders)
    await fermata.training.shows('Paused')
    await fermata.collector.shows('Paused')
    await fermata.training.link.click()
    await fermata.button('Resume').click()
    await fermata.training.shows('Running')
    expect(existsSync(folders.pauseFile)).toBe(false)
  } finally {
    await fermata.dispose()
  }
})

test('stop gracefully, always: it is remembered, and the next time nothing is asked', async () => {
  const folders = makeFolders()
  let fermata = await Fermata.open(folders)
  try {
    await fermata.startSample()
    await closeWindow(fermata)
    const question = fermata.page.getByRole('dialog', { name: 'One run is active' })
    await question.getByRole('radio', { name: 'Stop gracefully' }).check()
    await question.getByRole('checkbox', { name: 'Always do this' }).check()
    const gone = fermata.app.waitForEvent('close')
    await question.getByRole('button', { name: 'Stop and quit' }).click()
    await gone
    expect(fermata.output()).toMatch(/Progress saved: \d+ of \d+ items$/m)
    expect(JSON.parse(readFileSync(join(folders.userData, 'settings.json'), 'utf8'))).toEqual({ whenQuitting: 'stop' })

    fermata = await Fermata.open(folders)
    await fermata.training.shows('Stopped')
    await fermata.training.link.click()
    await fermata.button('Continue').click()
    await fermata.shows('Running')
    const goneAgain = fermata.app.waitForEvent('close')
    await closeWindow(fermata)
    await goneAgain
    expect(fermata.output()).toMatch(/Progress saved: \d+ of \d+ items$/m)
  } finally {
    await fermata.dispose()
  }
})

test('a run that doesn’t answer is named, and staying takes the pause back', async () => {
  test.slow()
  const fermata = await Fermata.open()
  const { page } = fermata
  const look = async (name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await lookerAt(fermata, colorScheme)(name)
    }
  }
  try {
    await fermata.startSample()
    await closeWindow(fermata)
    const question = page.getByRole('dialog', { name: 'One run is active' })
    await expect(question).toBeVisible()
    await look('quit')
    await page.clock.install()
    process.kill(fermata.pid(), 'SIGSTOP')
    await question.getByRole('radio', { name: 'Pause and keep' }).check()
    await question.getByRole('button', { name: 'Pause and quit' }).click()
    const waiting = page.getByRole('dialog', { name: 'Waiting for one run to pause' })
    await expect(waiting).toContainText('Finishing')
    await expect.poll(() => existsSync(fermata.folders.pauseFile)).toBe(true)
    await expect(waiting.getByRole('alert')).toHaveCount(0)
    await page.clock.fastForward(31_000)
    await expect(waiting.getByRole('alert')).toHaveText(/Training has not confirmed after 30\ss/)
    await look('quit-waiting')
    await waiting.getByRole('button', { name: 'Wait on' }).click()
    await expect(waiting.getByRole('alert')).toBeHidden()
    await waiting.getByRole('button', { name: 'Cancel' }).click()
    await expect(waiting).toBeHidden()
    await expect.poll(() => existsSync(fermata.folders.pauseFile)).toBe(false)
    process.kill(fermata.pid(), 'SIGCONT')
    await fermata.shows('Running')
  } finally {
    await fermata.dispose()
  }
})
