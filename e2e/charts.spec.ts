import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { lookerAt } from './support/axe'
import { Fermata, makeFolders } from './support/fermata'

const minute = 60_000
const start = Date.UTC(2026, 10, 24, 8)
const points = 20_000

/** A training that has ended: 20,000 losses in 100 minutes with one high value, and a pause of 20 minutes. */
function foldersOfTraining() {
  const folders = makeFolders()
  const runId = 'training-20261124-080000-000'
  const folder = join(folders.userData, 'runs', runId)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  mkdirSync(join(folders.workspace, 'training'))
  const pauseAt = start + 50 * minute
  const record = (kind: string, time: number, item: number, more = {}) => JSON.stringify({ kind, time, item, ...more })
  const lines = [record('started', start, 0, { total: points, epochs: 4, itemsPerEpoch: points / 4 })]
  for (let item = 1; item <= points; item += 1) {
    const time = start + item * 300 + (item > points / 2 ? 20 * minute : 0)
    const loss = item === 7777 ? 5 : 0.3 / (1 + item / 2000) + 0.02 * Math.sin(item * 1.7)
    lines.push(record('point', time, item, { epoch: Math.ceil((item * 4) / points), loss }))
    if (item === points / 2) lines.push(record('paused', pauseAt, item), record('resumed', pauseAt + 20 * minute, item))
    if (item % 5000 === 0) lines.push(record('validation', time, item, { epoch: item / 5000, error: 20 - item / 2000 }))
  }
  const endedAt = start + points * 300 + 20 * minute
  lines.push(record('stopped', endedAt, points))
  writeFileSync(join(folders.workspace, 'training', 'metrics.jsonl'), `${lines.join('\n')}\n`)
  writeFileSync(join(folder, 'output.log'), '')
  writeFileSync(
    join(folder, 'run.json'),
    JSON.stringify({
      ...{ runId, profileId: 'training', commandLine: ['node'], workspace: folders.workspace },
      ...{ pauseFile: folders.pauseFile, startedAt: start, pid: null, identity: null, stopAskedAt: null },
      ended: { at: endedAt, outcome: { kind: 'stopped' } },
    }),
  )
  return folders
}

/** The chart of the loss as a test sees it. */
function lossOf({ page }: Fermata) {
  const reader = page.getByRole('slider', { name: 'Loss, values' })
  return {
    reader,
    reset: page.getByRole('button', { name: 'Reset zoom' }),
    /** The item that is read, as it is said. */
    item: async () => {
      const text = (await reader.getAttribute('aria-valuetext')) ?? ''
      return Number(/batch ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', '') ?? Number.NaN)
    },
    save: async (choice: string) => {
      await page.getByRole('button', { name: 'Loss chart actions' }).click()
      await page.getByRole('menuitem', { name: choice }).click()
    },
  }
}

async function answerSave({ app }: Fermata, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, path)
}

for (const scheme of ['light', 'dark'] as const)
  test(`charts are zoomed and read by keys and by dragging, and saved as they are, ${scheme}`, async () => {
    const fermata = await Fermata.open(foldersOfTraining(), scheme)
    try {
      const { page, folders } = fermata
      const loss = lossOf(fermata)
      await expect(loss.reader).toBeVisible({ timeout: 15_000 })
      await expect(loss.reader).toHaveAttribute('aria-valuetext', /^\d\d:\d\d:\d\d\s+batch 20,000\s+0\.\d+$/)
      await loss.reader.focus()
      await page.keyboard.press('Home')
      expect(await loss.item()).toBe(1)
      await page.keyboard.press('ArrowRight')
      await expect.poll(loss.item).toBeGreaterThan(1)
      await page.keyboard.press('+')
      await page.keyboard.press('+')
      await expect(loss.reset).toBeVisible()
      const shownBefore = await page.locator('.clock-labels').textContent()
      await page.keyboard.press('Shift+ArrowRight')
      await expect(page.locator('.clock-labels')).not.toHaveText(shownBefore ?? '')
      await page.keyboard.press('Escape')
      await expect(loss.reset).toBeHidden()

      const box = await page.getByRole('img', { name: /^Loss, from/ }).boundingBox()
      if (!box) throw new Error('The chart is not there')
      const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const
      // The pause is from 50 to 70 of 120 minutes.
      await page.mouse.move(...at(0.5))
      await expect(page.locator('.plot-hover')).toHaveText(/^\d\d:\d\d:\d\d\s+paused/)
      await page.mouse.move(...at(0.2))
      await expect(page.locator('.plot-hover')).toHaveText(/batch [\d,]+\s+0\.\d+$/)
      await page.mouse.down()
      await page.mouse.move(...at(0.3), { steps: 4 })
      await page.mouse.up()
      await expect(loss.reset).toBeVisible()
      await page.keyboard.press('End')
      await page.mouse.move(...at(0.25))
      await lookerAt(fermata, scheme)('charts-zoomed')
      await loss.reset.click()
      await expect(loss.reset).toBeHidden()
      await expect(loss.reader).toBeFocused()

      const table = join(folders.root, 'loss.csv')
      await answerSave(fermata, table)
      await loss.save('Save values as CSV…')
      await expect.poll(() => rowsOf(table)).toHaveLength(points + 1)
      expect(rowsOf(table)[0]).toBe('time,item,loss')
      expect(rowsOf(table)[7777]).toBe(`${new Date(start + 7777 * 300).toISOString()},7777,5`)
      const picture = join(folders.root, 'loss.png')
      await answerSave(fermata, picture)
      await loss.save('Save as PNG…')
      await expect.poll(() => sizeOfPicture(picture)).toEqual([expect.any(Number), expect.any(Number)])
      expect(sizeOfPicture(picture)?.[0]).toBeGreaterThan(box.width)
      writeFileSync(`out/e2e/looks/charts-saved-${scheme}.png`, readFileSync(picture))
      await page.getByRole('button', { name: 'Loss chart actions' }).click()
      await lookerAt(fermata, scheme)('charts-menu')
    } finally {
      await fermata.dispose()
    }
  })

function rowsOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\r\n').slice(0, -1)
  } catch {
    return [] // Not written yet.
  }
}

/** Width and height as a PNG's first chunk tells them; null while it isn't there. */
function sizeOfPicture(path: string): readonly [number, number] | null {
  try {
    const bytes = readFileSync(path)
    const isPicture = bytes.subarray(1, 4).toString('latin1') === 'PNG' && bytes.includes('IEND')
    return isPicture ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : null
  } catch {
    return null
  }
}
