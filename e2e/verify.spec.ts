import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { lookerInBoth } from './support/axe'
import { Fermata, makeFolders, type Folders } from './support/fermata'

/** Folders in which the training is to learn from a small table of made-up flats. */
function foldersWithFlats(rows: number): Folders & { readonly table: string } {
  const folders = makeFolders()
  const table = join(folders.root, 'flats.csv')
  const lines = Array.from(
    { length: rows },
    (_, at) => `${1 + (at % 5)},${20 + ((at * 37) % 130)},${at * 900 + 50_000}`,
  )
  writeFileSync(table, `rooms,area,price\n${lines.join('\n')}\n`)
  mkdirSync(folders.userData, { mode: 0o700 })
  writeFileSync(join(folders.userData, 'training-data.json'), JSON.stringify({ kind: 'file', path: table }))
  return { ...folders, table }
}

/** The same saved progress as another version of the trainer would have written it. */
function ofOtherVersion(checkpoint: Buffer): Buffer {
  const noHash = '0'.repeat(64)
  const text = checkpoint
    .toString('latin1')
    .replace(/(?<="belongs to program version":")\d/, '9')
    .replace(/(?<="sha256":")[0-9a-f]{64}/, noHash)
  const bytes = Buffer.from(text, 'latin1')
  bytes.write(createHash('sha256').update(bytes).digest('hex'), bytes.indexOf(noHash), 'latin1')
  return bytes
}

const resultIn = (fermata: Fermata) => fermata.page.getByRole('status', { name: 'Verification result' })

/** Generous, as a verification gives way to everything else that the machine does. */
const slow = { timeout: 150_000 }

test('a training is verified from the window, and what came out stays with the run', async () => {
  test.setTimeout(400_000)
  const folders = foldersWithFlats(40)
  let fermata = await Fermata.open(folders)
  try {
    await fermata.button('Start the sample training').click()
    await expect(fermata.training.link).toHaveAccessibleName(/^Training Finished/, slow)
    const sha256 = /sha256=([0-9a-f]{8})/.exec(fermata.output())?.[1] ?? 'none'
    await expect(fermata.page.getByRole('region', { name: 'Progress' })).toContainText(/800 of 800\sbatches/)
    let look = lookerInBoth(fermata)
    await look('finished')
    await fermata.button('More actions for Training').click()
    await fermata.page.getByRole('menuitem', { name: 'Verify this run…' }).click()
    const dialog = fermata.page.getByRole('dialog', { name: 'Verify Training' })
    await expect(dialog).toContainText('once undisturbed and then with pauses, stops and kills')
    await dialog.getByRole('radio', { name: '1', exact: true }).click()
    await dialog.getByRole('button', { name: 'Verify' }).click()
    await expect(fermata.page.getByRole('progressbar', { name: 'Verification of Training' })).toBeVisible()
    await look('verifying')
    const verified = new RegExp(
      `^Verified today at \\d\\d:\\d\\d: 1\\sdisturbed repeat, same model, sha256 ${sha256}…$`,
    )
    await expect(resultIn(fermata)).toHaveText(verified, slow)
    await look('verified')
    await fermata.close()

    fermata = await Fermata.open(folders)
    await expect(resultIn(fermata)).toHaveText(verified)
    const log = join(fermata.runFolders().at(-1) ?? '', 'output.log')
    writeFileSync(log, fermata.output().replace(`sha256=${sha256}`, 'sha256=01234567'))
    await fermata.button('Verify again…').click()
    await fermata.page.getByRole('dialog').getByRole('button', { name: 'Verify' }).click()
    await expect(resultIn(fermata)).toHaveText(/^Not the same, today at \d\d:\d\d: /, slow)
    look = lookerInBoth(fermata)
    await look('verified-not-the-same')
    await fermata.button('Verify again…').click()
    await fermata.page.getByRole('dialog').getByRole('button', { name: 'Verify' }).click()
    await expect(fermata.button('Cancel verification')).toBeVisible()
    await fermata.close()

    fermata = await Fermata.open(folders)
    await expect(resultIn(fermata)).toHaveText('The verification ended when Fermata was closed. Nothing was compared.')
  } finally {
    await fermata.dispose()
  }
})

test('a training whose data has changed since it was stopped isn’t continued, and starts over when asked', async () => {
  test.setTimeout(120_000)
  const folders = foldersWithFlats(2000)
  const fermata = await Fermata.open(folders)
  try {
    await fermata.startSample()
    await fermata.button('Stop').click()
    await fermata.shows('Stopped')
    const checkpoint = join(folders.workspace, 'training', 'checkpoint.safetensors')
    const saved = readFileSync(checkpoint)
    const table = readFileSync(folders.table)
    appendFileSync(folders.table, '3,77,123456\n')
    await fermata.button('Continue').click()
    await fermata.shows('Failed')
    const alert = fermata.page
      .getByRole('alert')
      .filter({ hasText: 'Training wasn’t continued: something has changed' })
    await expect(alert).toContainText(/Data: own table [0-9a-f]+ → own table [0-9a-f]+/)
    await expect(alert).toContainText('nothing is lost')
    expect(readFileSync(checkpoint).equals(saved)).toBe(true)
    const goOn = alert.getByRole('button', { name: 'Continue anyway' })
    await expect(goOn).toBeHidden()
    const look = lookerInBoth(fermata)
    await expect(fermata.page.getByRole('region', { name: 'Progress' })).toContainText(/Result\s*Progress saved/)
    await look('drift')

    writeFileSync(folders.table, table)
    writeFileSync(checkpoint, ofOtherVersion(saved))
    await fermata.button('Continue').click()
    await expect(alert).toContainText(/Version of the trainer: 9\.\d+\.\d+ → \d/)
    await look('drift-may-go-on')
    await goOn.click()
    await fermata.shows('Running')
    await expect.poll(() => fermata.output()).toMatch(/Continuing from item \d+ of/)
    await fermata.button('Stop').click()
    await fermata.shows('Stopped')

    appendFileSync(folders.table, '3,77,123456\n')
    await fermata.button('Continue').click()
    await alert.getByRole('button', { name: 'Start over…' }).click()
    await fermata.page.getByRole('alertdialog').getByRole('button', { name: 'Start over' }).click()
    await fermata.shows('Running')
    expect(fermata.output()).toContain('Starting over')
  } finally {
    await fermata.dispose()
  }
})
