import { expect, test } from '@playwright/test'
import { Fermata } from './support/fermata'

let fermata: Fermata
test.beforeEach(async () => {
  fermata = await Fermata.open()
  await fermata.startSample()
})
test.afterEach(() => fermata.dispose())

/** The log service gives way to all else that the machine does. */
const long = { timeout: 30_000 }

test('the log shows the contract’s lines as they were printed', async () => {
  await fermata.button('Pause').click()
  await fermata.shows('Paused')
  await fermata.button('Resume').click()
  await fermata.shows('Running')
  // So that what it prints next doesn't push those lines out of sight.
  await fermata.button('Stop').click()
  await fermata.shows('Stopped')
  await fermata.page.getByRole('tab', { name: /^Logs/ }).click()
  const log = fermata.page.getByRole('list', { name: 'Log of Training' })
  for (const line of [
    'PAUSE DETECTED: Training paused',
    "Delete 'pause.txt' to resume training",
    'RESUMING: Training resumed',
  ])
    await expect(log.getByText(line, { exact: true })).toBeVisible(long)
})

test('the log follows, stops following when scrolled up, and goes back to the end', async () => {
  await fermata.page.getByRole('tab', { name: /^Logs/ }).click()
  const log = fermata.page.getByRole('list', { name: 'Log of Training' })
  const follow = fermata.button('Follow new lines')
  await expect(follow).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => fermata.output().split('\n').length, { timeout: 60_000 }).toBeGreaterThan(60)
  await log.hover()
  await fermata.page.mouse.wheel(0, -2000)
  await expect(follow).toHaveAttribute('aria-pressed', 'false')
  const top = await log.getByRole('listitem').first().textContent()
  const lines = fermata.output().split('\n').length
  await expect.poll(() => fermata.output().split('\n').length).toBeGreaterThan(lines + 2)
  expect(await log.getByRole('listitem').first().textContent()).toBe(top)
  await fermata.button('Go to end').click()
  await expect(follow).toHaveAttribute('aria-pressed', 'true')
})

test('Show in log goes from the pause card to the run’s own line', async () => {
  await fermata.button('Pause').click()
  await fermata.shows('Paused')
  await fermata.page.getByText('Show in log', { exact: true }).click()
  await expect(fermata.page.getByRole('tab', { name: /^Logs/ })).toHaveAttribute('aria-selected', 'true')
  await expect(
    fermata.page
      .getByRole('list', { name: 'Log of Training' })
      .getByText('PAUSE DETECTED: Training paused', { exact: true }),
  ).toBeVisible(long)
})

/** The log service's process; null before it is started. */
function servicePid(): Promise<number | null> {
  return fermata.app.evaluate(
    ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Fermata log service')?.pid ?? null,
  )
}

test('the log service is there before the first log, and one that dies is replaced while the run goes on', async () => {
  await expect.poll(servicePid, { timeout: 15_000 }).not.toBeNull()
  await fermata.page.getByRole('tab', { name: /^Logs/ }).click()
  const log = fermata.page.getByRole('list', { name: 'Log of Training' })
  await expect(log.getByRole('listitem').first()).toBeVisible(long)
  const first = await servicePid()
  await fermata.page.evaluate(() => {
    window.fermata.onLogServiceRestarted(({ profileId }) => document.body.setAttribute('data-restarted', profileId))
  })
  process.kill(first ?? 0, 'SIGKILL')
  await expect(fermata.page.locator('body')).toHaveAttribute('data-restarted', 'training', long)
  expect(await servicePid()).not.toBe(first)
  const lines = () => log.getByRole('listitem').last().getAttribute('aria-posinset').then(Number)
  const before = await lines()
  await expect.poll(lines, long).toBeGreaterThan(before)
  await fermata.shows('Running')
})
