import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { lookerAt } from './support/axe'
import { Fermata } from './support/fermata'

const loaded = { timeout: 15_000 }

/** The clock so many hours from now, as a field takes it. */
function clockIn(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toTimeString().slice(0, 5)
}

const switchOf = (page: Page, name: string) => page.getByRole('switch', { name, exact: true })
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

function savedRules({ folders }: Fermata): { windows: unknown[]; otherPrograms: unknown } {
  const file = JSON.parse(readFileSync(join(folders.userData, 'rules.json'), 'utf8')) as {
    runs: { training: { windows: unknown[]; otherPrograms: unknown } }
  }
  return file.runs.training
}

/** Goes to a run's rules without a run having to be started. */
async function openRules({ page, training }: Fermata): Promise<void> {
  await training.link.click()
  await page.keyboard.press('Alt+3')
  await expect(page.getByRole('tabpanel', { name: 'Automation' })).toBeVisible()
}

test('a window that covers now pauses the run, can be skipped, switched off, and is there after a restart', async () => {
  let fermata = await Fermata.open()
  try {
    await fermata.startSample()
    const { page, folders } = fermata
    await page.keyboard.press('Alt+3')
    await fermata.button('Add window').press('Enter')
    await expect(field(page, 'Name')).toBeFocused()
    await page.keyboard.type('Nightly backup')
    await page.keyboard.press('Enter')
    const nightly = switchOf(page, 'Window Nightly backup')
    await expect(nightly).toHaveAttribute('aria-checked', 'false')
    await field(page, 'From').fill(clockIn(-2))
    await field(page, 'To').fill(clockIn(2))
    await nightly.focus()
    await page.keyboard.press('Space')
    await fermata.training.shows('Paused')
    expect(existsSync(folders.pauseFile)).toBe(true)
    await expect(page.getByText('Holding it now')).toBeVisible(loaded)

    await page.keyboard.press('Alt+1')
    await fermata.button('Skip this one: Nightly backup').click()
    await fermata.training.shows('Running')
    expect(existsSync(folders.pauseFile)).toBe(false)
    await page.keyboard.press('Alt+3')
    await expect(page.getByText('In progress, until')).toBeVisible(loaded)
    await nightly.press('Space')
    await expect(page.getByRole('listitem').filter({ has: nightly })).toContainText('Off.')
    await nightly.press('Space')
    await fermata.training.shows('Paused')
    await nightly.press('Space')
    await fermata.training.shows('Running')
    await nightly.press('Space')
    await fermata.training.shows('Paused')

    await fermata.close()
    fermata = await Fermata.open(folders)
    await fermata.training.shows('Paused')
    await openRules(fermata)
    await expect(switchOf(fermata.page, 'Window Nightly backup')).toHaveAttribute('aria-checked', 'true')
    await expect(field(fermata.page, 'To')).toHaveValue(/^\d\d:\d\d$/)
    await fermata.button('More for Nightly backup').click()
    await fermata.page.getByRole('menuitem', { name: 'Remove' }).click()
    await fermata.training.shows('Running')
    await expect(fermata.button('Undo: remove Nightly backup')).toBeFocused()
    await fermata.page.keyboard.press('Enter')
    await fermata.training.shows('Paused')
  } finally {
    await fermata.dispose()
  }
})

for (const scheme of ['light', 'dark'] as const)
  test(`rules are set without a mouse, wrong values are told and not kept, and the screen is accessible, ${scheme}`, async () => {
    test.slow()
    const fermata = await Fermata.open(undefined, scheme)
    const { page } = fermata
    const look = lookerAt(fermata, scheme)
    try {
      await openRules(fermata)
      for (const name of ['On battery', 'Other programs', 'Free memory', 'Free disk', 'Rate limits'])
        await expect(switchOf(page, `Rule ${name}`)).toHaveAttribute('aria-checked', 'false')
      await expect(page.getByRole('region', { name: 'This computer' })).toContainText(/CPU.*Memory.*power/, loaded)
      const others = page.getByRole('listitem').filter({ has: switchOf(page, 'Rule Other programs') })
      await expect(others).toContainText(/Off. Now \d+\s%/, loaded)
      await switchOf(page, 'Rule Other programs').press('Space')
      const percent = others.getByRole('textbox', { name: 'Percent' })
      await percent.fill('300')
      await expect(percent).toHaveAttribute('aria-invalid', 'true')
      await expect(percent).toHaveAccessibleDescription(/Write a whole number from 5 to 95\. Not saved\./)
      await page.keyboard.press('Enter')
      await expect.poll(() => savedRules(fermata).otherPrograms).toEqual({ isOn: true, percent: 70, minutes: 2 })
      await look('automation-wrong')
      await percent.fill('80')
      await page.keyboard.press('Tab')
      await page.keyboard.type('5')
      await page.keyboard.press('Enter')
      await expect.poll(() => savedRules(fermata).otherPrograms).toEqual({ isOn: true, percent: 80, minutes: 5 })

      await fermata.button('Add window').press('Enter')
      await page.keyboard.press('Enter')
      await fermata.button('Days: every day').press('ArrowDown')
      await look('automation-days')
      for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space', 'Escape']) await page.keyboard.press(key)
      await expect(fermata.button('Days: Tue, Thu, Fri, Sat and Sun')).toBeFocused()
      await field(page, 'From').fill('22:30')
      await field(page, 'To').fill('6')
      await page.keyboard.press('Enter')
      await switchOf(page, 'Window Window 1').press('Space')
      await expect
        .poll(() => savedRules(fermata).windows)
        .toMatchObject([{ name: 'Window 1', isOn: true, days: [2, 4, 5, 6, 7], from: '22:30', to: '06:00' }])
      await expect(page.getByRole('img', { name: /This week. Window 1: Tue, Thu, Fri, Sat and Sun/ })).toBeVisible()
      await look('automation')
      await page.getByRole('tab', { name: 'Overview' }).click()
      await expect(page.getByRole('complementary', { name: 'Run details' })).toContainText('Window 1')
      await page.getByRole('link', { name: 'Edit automation' }).press('Enter')
      await expect(page.getByRole('tab', { name: 'Automation' })).toHaveAttribute('aria-selected', 'true')
    } finally {
      await fermata.dispose()
    }
  })
