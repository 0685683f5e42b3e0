import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { lookerAt } from './support/axe'
import { Fermata, makeFolders, projectFolder } from './support/fermata'

const samples = join(projectFolder, 'src/runs/support/samples')

/** A run of the user's own, as main keeps it. */
function ownRun(id: string, name: string, folder: string, args: readonly string[]) {
  mkdirSync(folder)
  return {
    id,
    name,
    program: 'python3',
    args,
    needsShell: false,
    folder,
    pauseFile: 'pause.txt',
    confirmation: { kind: 'lines', paused: 'PAUSE DETECTED', resumed: 'RESUMING' },
    progress: { kind: 'count' },
    stop: { kind: 'ctrlC', graceSeconds: 60 },
    environment: [],
  }
}

async function openWithOwnRuns(scheme: 'light' | 'dark') {
  const folders = makeFolders()
  mkdirSync(folders.userData, { mode: 0o700 })
  const good = join(folders.root, 'good')
  const runs = [
    ownRun('own-00000001', 'Price model', good, [join(samples, 'good.py')]),
    ownRun('own-00000002', 'Deaf model', join(folders.root, 'deaf'), [join(samples, 'bad_runs.py'), 'deletes_file']),
  ]
  writeFileSync(join(folders.userData, 'profiles.json'), JSON.stringify({ version: 1, runs }), { mode: 0o600 })
  return { fermata: await Fermata.open(folders, scheme), good }
}

async function testFromMenu({ page }: Fermata, name: string) {
  await page
    .getByRole('navigation', { name: 'Runs' })
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .click()
  await page.getByRole('button', { name: `More actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Test the pause…' }).click()
  return page.getByRole('dialog', { name: `Test the pause: ${name}` })
}

test('a run of the user’s own is tested step by step, and the window says what it doesn’t keep', async () => {
  test.slow()
  const { fermata, good } = await openWithOwnRuns('dark')
  const look = lookerAt(fermata, 'dark')
  const { page, folders } = fermata
  try {
    const dialog = await testFromMenu(fermata, 'Price model')
    const steps = dialog.getByRole('list', { name: 'Steps of the test' }).getByRole('listitem')
    await expect(steps).toHaveCount(6)
    await expect(dialog.getByText('Step 4 of 6')).toBeVisible({ timeout: 30_000 })
    await expect(steps.nth(2)).toContainText('“PAUSE DETECTED: Training paused”')
    await expect(dialog.getByRole('button', { name: 'Cancel test' })).toBeFocused()
    await page.screenshot({ path: 'out/e2e/looks/pause-test-running-dark.png' })
    await expect(dialog.getByRole('status')).toHaveText(/^It honours the pause\./, { timeout: 60_000 })
    await expect(steps).toHaveText([
      /^Started.*PID \d+, first output after \d+\.\d\ss$/,
      /^pause\.txt created.*\/good\/pause\.txt$/,
      /^Paused/,
      /^Stayed paused.*No output, CPU \d\s% for 5\ss$/,
      /^Resumed.*“RESUMING: Training resumed”$/,
      /^Stopped.*Progress saved: \d+ of 1000 items\. Goes on with item \d+\.$/,
    ])
    await look('pause-test-honours')
    await dialog.getByRole('button', { name: 'Show output' }).click()
    await expect(dialog.getByRole('region', { name: 'Output of the test' })).toContainText('Continuing from item')
    await look('pause-test-output')
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(dialog).toBeHidden()
    // Nothing of it is a run.
    await expect(page.getByRole('status', { name: 'Price model status' })).toHaveText('Never run.')
    expect(existsSync(join(good, 'pause.txt'))).toBe(false)
    expect(readFileSync(join(folders.userData, 'pause-tests.json'), 'utf8')).toContain('"verdict": "honours"')

    await page.getByRole('tab', { name: 'Setup' }).click()
    const panel = page.getByRole('region', { name: 'Pause test' })
    await expect(panel.getByRole('listitem')).toHaveText([
      /^Paused\d+\.\d\ss$/,
      /^Resumed\d+\.\d\ss$/,
      /^Stopped, progress saved\d+\.\d\ss$/,
    ])
    await expect(panel).toContainText('Last test: Today')
    await look('pause-test-panel')

    await page
      .getByRole('navigation', { name: 'Runs' })
      .getByRole('link', { name: /^Deaf model/ })
      .click()
    await panel.getByRole('button', { name: 'Test the pause' }).click()
    const other = page.getByRole('dialog', { name: 'Test the pause: Deaf model' })
    await expect(other.getByRole('status')).toHaveText(/^The pause file was deleted, and not by the test\./, {
      timeout: 60_000,
    })
    await look('pause-test-fails')
  } finally {
    await fermata.dispose()
  }
})

test('a built-in run is tested in a folder of its own, and Escape ends the test with all that it started', async () => {
  test.slow()
  const fermata = await Fermata.open(makeFolders(), 'light')
  const { page, folders } = fermata
  try {
    await fermata.startSample()
    await fermata.button('Stop').click()
    await fermata.shows('Stopped')
    const before = readdirSync(join(folders.workspace, 'training')).map((name) => [
      name,
      readFileSync(join(folders.workspace, 'training', name), 'base64'),
    ])
    const dialog = await testFromMenu(fermata, 'Training')
    await expect(dialog.getByText('in a folder of its own')).toBeVisible()
    await expect(dialog.getByRole('status')).toHaveText(/^It honours the pause\./, { timeout: 90_000 })
    await lookerAt(fermata, 'light')('pause-test-built-in')
    await dialog.getByRole('button', { name: 'Test again' }).click()
    await expect(dialog.getByText('Step 4 of 6')).toBeVisible({ timeout: 30_000 })
    const pid = Number(/PID (\d+)/.exec((await dialog.textContent()) ?? '')?.[1])
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 15_000 }).toBe(false)
    await fermata.shows('Stopped')
    const after = before.map(([name = '']) => [name, readFileSync(join(folders.workspace, 'training', name), 'base64')])
    expect(after).toEqual(before)
    expect(fermata.runFolders()).toHaveLength(1)
  } finally {
    await fermata.dispose()
  }
})
