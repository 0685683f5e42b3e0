import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { lookerAt } from './support/axe'
import { Fermata, makeFolders, ShownRun } from './support/fermata'
import { answerQuestions } from './support/own-run'

async function openSetup({ page, folders }: Fermata, name: string) {
  const run = new ShownRun(page, folders, name)
  await run.link.click()
  await page.getByRole('tab', { name: 'Setup' }).click()
  const field = (label: string) => page.getByRole('textbox', { name: label, exact: true })
  const unsaved = page.getByRole('region', { name: 'Unsaved changes' })
  return { run, field, unsaved, save: unsaved.getByRole('button', { name: 'Save' }) }
}

test('the training’s options are checked while they are typed, kept, and part of its next start', async () => {
  test.slow()
  const folders = makeFolders()
  let fermata = await Fermata.open(folders, 'dark')
  try {
    const { run, field, unsaved, save } = await openSetup(fermata, 'Training')
    const command = fermata.page.getByRole('form', { name: 'Run setup' }).locator('code').first()
    await expect(command).toHaveText(/ --mode sample$/)
    await expect(unsaved).toBeHidden()
    await lookerAt(fermata, 'dark')('built-in-setup')
    await field('Epochs').fill('none')
    await expect(field('Epochs')).toHaveAccessibleDescription('Write a whole number from 1 to 1000000.')
    await expect(save).toHaveAttribute('aria-disabled', 'true')
    await field('Epochs').fill('12345')
    await field('Seed').fill('2')
    await expect(unsaved).toContainText(/2\sunsaved changes/)
    await lookerAt(fermata, 'dark')('built-in-setup-changed')
    await save.click()
    await expect(unsaved).toBeHidden()
    await expect(command).toHaveText(/ --mode sample --epochs 12345 --seed 2$/)
    await run.button('Start').click()
    await expect.poll(() => run.output(), { timeout: 20_000 }).toContain('epoch 1/12345')
    await run.button('Stop').click()
    await run.shows('Stopped')

    await fermata.close()
    fermata = await Fermata.open(folders, 'light')
    const again = await openSetup(fermata, 'Training')
    await expect(again.field('Epochs')).toHaveValue('12345')
    await again.field('Epochs').fill('')
    await again.unsaved.getByRole('button', { name: 'Discard' }).click()
    await expect(again.field('Epochs')).toHaveValue('12345')
    await lookerAt(fermata, 'light')('built-in-setup')
  } finally {
    await fermata.dispose()
  }
})

test('the collector fetches from an address once its person has allowed it', async () => {
  const items = Array.from({ length: 30 }, (_, index) => ({ id: `n${index}`, price: index }))
  const server = createServer((request, response) => {
    const [, id] = /^\/listings\/(n\d+)$/.exec(request.url ?? '') ?? []
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(id ? items.find((one) => one.id === id) : { items }))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/listings`
  const fermata = await Fermata.open(makeFolders(), 'light')
  try {
    const { run, field, unsaved, save } = await openSetup(fermata, 'Collector')
    await field('Source').fill(address)
    await field('Cycles').fill('1')
    const refused = await answerQuestions(fermata, 'cancel')
    await save.click()
    await expect.poll(refused).toEqual([`Allow Collector to fetch from this address?\n${address}`])
    await expect(unsaved).toBeVisible()
    await answerQuestions(fermata, 'allow')
    await save.click()
    await expect(unsaved).toBeHidden()
    await run.button('Start').click()
    await run.shows('Finished')
    expect(run.output()).toContain(address)
  } finally {
    await fermata.dispose()
    server.close()
  }
})
