import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { lookerInBoth } from './support/axe'
import { electronPath, Fermata, projectFolder } from './support/fermata'

let fermata: Fermata
test.beforeEach(async () => {
  fermata = await Fermata.open()
})
test.afterEach(() => fermata.dispose())

/** Ends the app without warning, and starts it again. */
async function killAndReopen(signal: NodeJS.Signals = 'SIGKILL', between?: () => Promise<void>): Promise<void> {
  const closed = fermata.app.waitForEvent('close')
  fermata.app.process().kill(signal)
  await closed
  await between?.()
  fermata = await Fermata.open(fermata.folders)
}

/** Whether a process is there, and more than its remains. */
function isThere(pid: number): boolean {
  try {
    return !/\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false
  }
}

const notice = (title: string | RegExp) => fermata.page.locator('.notice').filter({ hasText: title })

test('a run outlives kills of the app, running and paused, and everything works on it afterwards', async () => {
  await fermata.startSample()
  const pid = fermata.pid()
  const lineCount = () => fermata.output().split('\n').length
  const before = lineCount()
  await killAndReopen('SIGKILL', () => expect.poll(lineCount, { timeout: 20_000 }).toBeGreaterThan(before + 1))
  await fermata.shows('Running')
  expect(fermata.pid()).toBe(pid)
  const found = notice(/^Found 1\srun still running, re-attached/)
  await expect(found).toContainText(`Training (PID ${pid}) went on while Fermata was closed`)
  await expect(fermata.page.getByRole('complementary', { name: 'Run details' })).toContainText(
    /CPU\d+\s%of one core|CPU\d+\s% of one core/,
    { timeout: 15_000 },
  )
  await expect(fermata.page.getByRole('complementary', { name: 'Run details' })).toContainText(/Memory[\d.]+\s[MG]B/)
  await lookerInBoth(fermata)('recovered')
  await found.getByRole('button', { name: 'Dismiss' }).click()
  await expect(found).toBeHidden()
  await fermata.button('Pause').click()
  await fermata.shows('Paused')

  await killAndReopen('SIGKILL')
  await fermata.shows('Paused')
  await expect(notice(/^Found 1\srun/)).toContainText('went on while Fermata was closed')
  await fermata.button('Resume').click()
  await fermata.shows('Running')
  await fermata.button('Stop').click()
  await fermata.shows('Stopped')
  const lines = fermata.output().trimEnd().split('\n').length
  await expect(fermata.page.getByRole('complementary', { name: 'Run details' })).toContainText(`${lines} lines`)
})

test('a second start brings the first window back and leaves; a window that crashes comes back true', async () => {
  await fermata.startSample()
  await fermata.button('Pause').click()
  await fermata.shows('Paused')
  await fermata.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const isMinimized = () => fermata.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())
  const asRoot = process.getuid?.() === 0
  const args = ['.', `--user-data-dir=${fermata.folders.userData}`, ...(asRoot ? ['--no-sandbox'] : [])]
  const second = spawn(electronPath(), args, { cwd: projectFolder, stdio: 'ignore' })
  const left = new Promise((resolve) => second.once('exit', (code, signal) => resolve({ code, signal })))
  expect(await left).toEqual({ code: 0, signal: null })
  await expect.poll(isMinimized).toBe(false)
  expect(fermata.app.windows()).toHaveLength(1)
  expect(fermata.runFolders()).toHaveLength(1)
  await fermata.shows('Paused')

  const isPage = ({ type }: { readonly type: string }) => type === 'Tab'
  const processes = await fermata.app.evaluate(({ app }) => app.getAppMetrics().map(({ type, pid }) => ({ type, pid })))
  for (const { pid } of processes.filter(isPage)) process.kill(pid, 'SIGKILL')
  // The tool that drives the page doesn't take up one that crashed: the app itself has to look.
  const inWindow = (code: string) =>
    fermata.app.evaluate(({ BrowserWindow }, script) => {
      const [window] = BrowserWindow.getAllWindows()
      // A page that has just died never answers.
      const silence = new Promise((resolve) => setTimeout(resolve, 1000, ''))
      return Promise.race([silence, window?.webContents.executeJavaScript(script)])
    }, code)
  const status = "document.querySelector('[aria-label=\"Training status\"]')?.textContent ?? ''"
  await expect.poll(() => inWindow(status), { timeout: 15_000 }).toMatch(/^Paused for/)
  await inWindow("[...document.querySelectorAll('button')].find((one) => one.textContent === 'Resume').click()")
  await expect.poll(() => inWindow(status), { timeout: 15_000 }).toMatch(/^Running since/)
})

test('how a run ended while the app was gone is told, with the way to go on', async () => {
  await fermata.startSample()
  const pid = fermata.pid()
  const ended = () => expect.poll(() => isThere(pid), { timeout: 20_000 }).toBe(false)
  // The app is logged off alone; its run is stopped by another hand.
  await killAndReopen('SIGTERM', async () => {
    expect(isThere(pid)).toBe(true)
    process.kill(pid, 'SIGINT')
    await ended()
  })
  await fermata.shows('Stopped')
  const stopped = notice('Training ended while Fermata was closed')
  await expect(stopped).toContainText(/It was stopped and saved its progress\..*It said last: Progress saved: \d+ of/)
  await stopped.getByRole('button', { name: 'Continue' }).click()
  await fermata.shows('Running')
  await expect(stopped).toBeHidden()
  const next = fermata.pid()
  await killAndReopen('SIGKILL', async () => {
    process.kill(next, 'SIGKILL')
    await expect.poll(() => isThere(next)).toBe(false)
    const file = join(fermata.runFolders().at(-1) ?? '', 'run.json')
    const record = JSON.parse(readFileSync(file, 'utf8')) as { identity: Record<string, unknown> }
    writeFileSync(file, JSON.stringify({ ...record, identity: { ...record.identity, bootId: 'an earlier boot' } }))
  })
  await fermata.shows('Lost')
  await expect(notice('Training ended while Fermata was closed')).toContainText('The computer was restarted.')
  await lookerInBoth(fermata)('lost')
  await notice('Training ended').getByRole('button', { name: 'Continue' }).click()
  await fermata.shows('Running')
})
