import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { findings } from './support/axe'
import { Fermata } from './support/fermata'

const zoom = (fermata: Fermata) =>
  fermata.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor() ?? 0)

/** The page as the window shows it; Playwright's own pictures know nothing of its zoom. */
const picture = (fermata: Fermata) =>
  fermata.app.evaluate(async ({ BrowserWindow }) => {
    const shown = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
    return shown?.toPNG().toString('base64') ?? ''
  })

/** What can be used here but can't be brought into sight, or is covered by something else there. */
function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...(document.querySelector('dialog[open]') ?? document).querySelectorAll('a[href], button, input, select, h1')]
      .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .flatMap((one) => {
        one.scrollIntoView({ block: 'center', inline: 'center' })
        const { left, right, top, bottom } = one.getBoundingClientRect()
        const isInside = left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1
        const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
        const isSeen = there !== null && (one.contains(there) || there.contains(one))
        return isInside && isSeen ? [] : [`${one.outerHTML.slice(0, 120)} at ${left},${top} to ${right},${bottom}`]
      }),
  )
}

test('text of the whole window is made larger by keys, also after a restart, and all stays in reach', async () => {
  test.slow()
  mkdirSync('out/e2e/looks', { recursive: true })
  let fermata = await Fermata.open(undefined, 'dark')
  const look = async (name: string) => {
    expect.soft(await outOfReach(fermata.page), name).toEqual([])
    expect.soft(await fermata.page.evaluate(() => document.documentElement.scrollWidth), name).toBe(640)
    expect.soft(await findings(fermata), name).toEqual([])
    writeFileSync(`out/e2e/looks/large-${name}.png`, Buffer.from(await picture(fermata), 'base64'))
  }
  try {
    await expect(fermata.button('Start the sample training')).toBeFocused()
    for (const percent of [110, 125, 150, 175, 200]) {
      await fermata.page.keyboard.press('Control+=')
      await expect.poll(() => zoom(fermata)).toBeCloseTo(percent / 100, 5)
    }
    await expect.poll(() => fermata.page.evaluate(() => window.innerWidth)).toBe(640)
    await look('first-run')
    await fermata.startSample()
    await look('overview')
    for (const [key, name] of [
      ['Alt+2', 'logs'],
      ['Alt+3', 'automation'],
      ['Alt+4', 'history-tab'],
      ['Alt+5', 'setup'],
      ['Control+Shift+h', 'history'],
      ['Control+,', 'settings'],
      ['Control+n', 'add-run'],
      ['Control+k', 'palette'],
      ['F1', 'shortcuts'],
    ] as const) {
      await fermata.page.keyboard.press(key)
      await look(name)
      if (name === 'palette') await fermata.page.keyboard.press('Escape')
    }
    // Over a question, too.
    await fermata.page.keyboard.press('Control+-')
    await expect.poll(() => zoom(fermata)).toBeCloseTo(1.75, 5)
    const { folders } = fermata
    await fermata.page.keyboard.press('Escape')
    await fermata.page.keyboard.press('Control+1')
    await fermata.page.keyboard.press('Control+.')
    await fermata.shows('Stopped')
    await fermata.close()
    expect(JSON.parse(readFileSync(join(folders.userData, 'settings.json'), 'utf8'))).toEqual({ textSize: 175 })

    fermata = await Fermata.open(folders)
    await expect.poll(() => zoom(fermata)).toBeCloseTo(1.75, 5)
    await expect(fermata.page.getByRole('heading', { level: 1, name: 'Training' })).toBeVisible()
    // A window with less room shows its text smaller, so that all stays in reach.
    await fermata.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(960, 640))
    await expect.poll(() => zoom(fermata)).toBeCloseTo(1.5, 5)
    await fermata.page.keyboard.press('Control+0')
    await expect.poll(() => zoom(fermata)).toBe(1)
  } finally {
    await fermata.dispose()
  }
})
