import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, test } from '@playwright/test'
import { lookerAt } from './support/axe'
import { Fermata } from './support/fermata'

/** The History screen, as a test sees it. */
function historyOf({ page }: Fermata) {
  const rows = page.getByRole('table', { name: 'Past runs' }).getByRole('row')
  return {
    open: () => page.getByRole('navigation', { name: 'App' }).getByRole('link', { name: 'History' }).click(),
    run: (name: RegExp) => page.getByRole('button', { name }),
    /** Rows of runs, without the head and the space for those out of sight. */
    rows: rows.filter({ has: page.getByRole('button') }),
    count: page.getByRole('status').filter({ hasText: /^\d[\d,]*\sruns?$/ }),
    details: page.getByRole('complementary', { name: 'Past run' }),
    search: page.getByRole('textbox', { name: 'Search history' }),
    async filter(name: string, choice: string) {
      await page.getByRole('button', { name: new RegExp(`^${name}: `) }).click()
      await page.getByRole('menuitem', { name: choice }).click()
    },
  }
}

/** Makes the main process answer its next question for a file with this path. */
async function answerSave({ app }: Fermata, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, path)
}

/** Runs the sample training with one pause by the button and one by hand, and stops it. */
async function trainWithTwoPauses(fermata: Fermata): Promise<void> {
  await fermata.startSample()
  await fermata.button('Pause').click()
  await fermata.shows('Paused')
  await fermata.button('Resume').click()
  await fermata.shows('Running')
  writeFileSync(fermata.folders.pauseFile, '')
  await fermata.shows('Paused')
  rmSync(fermata.folders.pauseFile)
  await fermata.shows('Running')
  await expect.poll(() => fermata.items(), { timeout: 30_000 }).toBeGreaterThan(300)
  await fermata.button('Stop').click()
  await fermata.shows('Stopped')
}

for (const scheme of ['light', 'dark'] as const)
  test(`a run is in the history with who paused it, is compared, found and removed, ${scheme}`, async () => {
    test.slow()
    let fermata = await Fermata.open(undefined, scheme)
    try {
      await trainWithTwoPauses(fermata)
      const lines = fermata.output().split('\n')
      await fermata.page.keyboard.press('Control+Shift+H')
      let history = historyOf(fermata)
      await expect(history.rows).toHaveCount(1)
      await expect(history.rows).toContainText(/Progress saved, [\d,]+ of [\d,]+/)
      const pauses = history.details.getByRole('list', { name: 'Pauses' }).getByRole('listitem')
      await expect(pauses).toHaveCount(2)
      await expect(pauses.nth(0)).toContainText(/^You.*Confirmed in [\d.]+\s\w+\..*Ended by you\./)
      await expect(pauses.nth(1)).toContainText(/^A file made outside Fermata.*File deleted outside Fermata\./)
      await lookerAt(fermata, scheme)('history')

      await pauses
        .nth(1)
        .getByRole('button', { name: /^Show in log/ })
        .click()
      const secondPause = lines.findLastIndex((line) => line.includes('PAUSE DETECTED')) + 1
      await expect(fermata.page.getByRole('tab', { name: /^Logs/ })).toHaveAttribute('aria-selected', 'true')
      await expect(fermata.page.locator(`[data-current] , .log-line[data-now]`).first()).toContainText(
        String(secondPause),
      )

      await fermata.close()
      fermata = await Fermata.open(fermata.folders, scheme)
      history = historyOf(fermata)
      await history.open()
      await expect(history.details.getByRole('list', { name: 'Pauses' }).getByRole('listitem')).toHaveCount(2)
      await history.details.getByRole('button', { name: 'Start again' }).click()
      await fermata.page.getByRole('alertdialog').getByRole('button', { name: 'Start over' }).click()
      await fermata.shows('Running')
      await expect.poll(() => fermata.items(), { timeout: 30_000 }).toBeGreaterThan(300)
      await fermata.button('Stop').click()
      await fermata.shows('Stopped')
      await fermata.page.getByRole('tab', { name: 'History' }).click()
      await expect(history.rows).toHaveCount(2)
      await expect(history.details).toContainText(/Stopped today at/)
      await lookerAt(fermata, scheme)('history-tab')
      await history.details.getByRole('button', { name: /^More actions/ }).click()
      await fermata.page.getByRole('menuitem', { name: 'Compare loss with…' }).click()
      const legend = fermata.page.getByRole('list', { name: 'Legend' }).getByRole('listitem')
      await expect(legend).toHaveText([/^Training, .*loss [\d.]+/, /^Training, .*loss [\d.]+/])
      await expect(fermata.page.getByRole('img', { name: /^Losses of two runs/ })).toBeVisible()
      await lookerAt(fermata, scheme)('history-compare')
      await fermata.page.keyboard.press('Escape')

      await history.open()
      await expect(history.count).toHaveText(/^2\sruns$/)
      await history.search.fill('no such run')
      await expect(fermata.page.getByRole('heading', { name: 'Nothing matches “no such run”' })).toBeVisible()
      await lookerAt(fermata, scheme)('history-nothing')
      await history.search.fill('progress saved')
      await expect(history.rows).toHaveCount(2)
      await history.filter('Result', 'Failed')
      await expect(fermata.page.getByRole('heading', { name: /^Nothing matches/ })).toBeVisible()
      await fermata.button('Show all runs').click()
      await expect(history.rows).toHaveCount(2)

      const table = join(fermata.folders.root, 'pauses.csv')
      await answerSave(fermata, table)
      await fermata.button('Export…').click()
      await fermata.page.getByRole('menuitem', { name: 'Pauses as CSV…' }).click()
      await expect.poll(() => readTable(table)).toHaveLength(3)
      expect(readTable(table)[1]).toContain('you (button)')
      expect(readTable(table)[2]).toContain('outside (file)')

      await history.rows.nth(1).getByRole('button').click()
      await history.details.getByRole('button', { name: /^More actions/ }).click()
      await fermata.page.getByRole('menuitem', { name: 'Remove from history…' }).click()
      await lookerAt(fermata, scheme)('history-remove')
      await fermata.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
      await expect(history.rows).toHaveCount(1)
      await expect.poll(() => fermata.runFolders().length).toBe(1)
    } finally {
      await fermata.dispose()
    }
  })

test('a history of ten thousand runs is scrolled to its end, with few rows drawn', async () => {
  test.slow()
  let fermata = await Fermata.open()
  try {
    await trainWithTwoPauses(fermata)
    let history = historyOf(fermata)
    await history.open()
    await expect(history.rows).toHaveCount(1)
    await fermata.close()
    multiplyRuns(join(fermata.folders.userData, 'history.db'), 9999)
    fermata = await Fermata.open(fermata.folders)
    history = historyOf(fermata)
    await history.open()
    await history.filter('Time', 'Any time')
    await expect(history.count).toHaveText(/^10,000\sruns$/)
    const list = fermata.page.locator('.history-list')
    // The oldest of the copies was started a second after the beginning of 1970.
    for (const share of [0.3, 0.9, 0.5, 1])
      await list.evaluate((element, part) => element.scrollTo(0, element.scrollHeight * part), share)
    await expect(history.run(/started 1 Jan 0\d:00$/).last()).toBeVisible()
    await expect(fermata.page.getByRole('row').last()).toHaveAttribute('aria-rowindex', '10001')
    expect(await history.rows.count()).toBeLessThan(70)
    await history.search.fill('copy 4242')
    await expect(history.rows).toHaveCount(1)
  } finally {
    await fermata.dispose()
  }
})

function readTable(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\r\n')
  } catch {
    return [] // It is not written yet.
  }
}

/** Writes copies of the newest run, each a second younger than the one before, from 1970 on. */
function multiplyRuns(path: string, count: number): void {
  const file = new DatabaseSync(path)
  file.exec(`
    CREATE TEMP TABLE numbers AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT i FROM n;
    CREATE TEMP TABLE copy AS SELECT runs.*, i FROM runs, numbers;
    UPDATE copy SET run_id = 'training-1970' || printf('%04d', i) || '-000000-000', result = 'copy ' || i, started_at = i * 1000, ended_at = i * 1000 + 500;
    ALTER TABLE copy DROP COLUMN i;
    INSERT INTO runs SELECT * FROM copy;
  `)
  file.close()
}
