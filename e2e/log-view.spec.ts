import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { lookerInBoth } from './support/axe'
import { Fermata, makeFolders } from './support/fermata'
import { TakenUpRun } from './support/taken-up-run'

let fermata: Fermata
let run: TakenUpRun
test.beforeEach(async () => {
  const folders = makeFolders()
  run = new TakenUpRun(folders)
  fermata = await Fermata.open(folders)
  await fermata.page.getByRole('tab', { name: /^Logs/ }).click()
})
test.afterEach(async () => {
  run.end()
  await fermata.dispose()
})

const log = () => fermata.page.getByRole('list', { name: 'Log of Training' })
const line = (text: string) => log().getByText(text, { exact: true })
const search = () => fermata.page.getByRole('textbox', { name: 'Search log' })
const matches = () => fermata.page.getByRole('status', { name: 'Matches' })
const follow = () => fermata.button('Follow new lines')
const footer = () => fermata.page.locator('.log-footer')
const inFile = (...args: string[]) => Number(execFileSync('grep', ['-c', ...args, run.log], { encoding: 'utf8' }))
const copied = () => fermata.app.evaluate(({ clipboard }) => clipboard.readText())
/** A million lines on a busy machine. */
const long = { timeout: 30_000 }

const flood = (lines: number) => `
import sys
for i in range(1, ${lines} + 1):
    sys.stdout.write(f"2026-11-24T12:00:00Z {'warn' if i % 1000 == 0 else 'info'} item {i} of the flood, loss {i % 97 / 97:.5f}\\n")
`

test('a flood is followed, stands still when scrolled up, and says how many lines came below', async () => {
  const writer = run.startPython(flood(300_000))
  const ended = once(writer, 'exit')
  await expect(log()).toContainText('of the flood', long)
  await log().hover()
  await fermata.page.mouse.wheel(0, -3000)
  await expect(follow()).toHaveAttribute('aria-pressed', 'false')
  await expect(log().getByRole('listitem').nth(2)).toContainText('of the flood')
  const top = await log().getByRole('listitem').nth(2).textContent()
  await ended
  await expect(footer()).toContainText('of 300,000', long)
  expect(await log().getByRole('listitem').nth(2).textContent()).toBe(top)
  await expect(footer()).toContainText(/[\d,]+\slines\sbelow/)
  await log().press('End')
  await expect(line('item 300000 of the flood, loss 0.78351')).toBeVisible()
  await expect(follow()).toHaveAttribute('aria-pressed', 'true')
  await log().press('Home')
  await expect(line('item 1 of the flood, loss 0.01031')).toBeVisible()
})

test('what is found and what is shown is what grep finds, while the log grows too', async () => {
  run.runPython(flood(100_000))
  await expect(footer()).toContainText('of 100,000', long)
  await log().press('Home')
  await fermata.page.keyboard.press('Control+f')
  await search().fill('ITEM 99')
  const found = () => matches().textContent()
  await expect.poll(found, long).toMatch(new RegExp(`(^|of )${inFile('-i', 'item 99').toLocaleString('en')}$`))
  await fermata.button('Match case').click()
  await expect.poll(found).toBe('No match')
  await search().fill('item 99')
  await expect.poll(found).toMatch(/of 1,111$/)
  await search().press('Enter')
  await expect(matches()).toHaveText(/^2 of 1,111$/)
  await fermata.page.keyboard.press('Shift+F3')
  await expect(matches()).toHaveText(/^1 of 1,111$/)
  await expect(log().locator('.log-match-now')).toHaveText('item 99')

  await fermata.button('Regular expression').click()
  await search().fill('item [0-9]*7 .*0\\.5[0-9]+$')
  const count = inFile('-E', 'item [0-9]*7 .*0\\.5[0-9]+$')
  await expect.poll(found, long).toMatch(new RegExp(`(^|of )${count.toLocaleString('en')}$`))
  await fermata.button('Only matching lines').click()
  await expect(footer()).toContainText(`of ${count.toLocaleString('en')}`, long)
  run.write('2026-11-24T12:00:01Z info item 7 once more, 0.55\n2026-11-24T12:00:01Z info nothing of it\n')
  await expect(footer()).toContainText(`of ${(count + 1).toLocaleString('en')}`)
  await search().press('Escape')
  await fermata.page.getByRole('radio', { name: 'Warnings' }).click()
  await expect(footer()).toContainText('Matching lines')
  await expect(footer()).toContainText('of 100')
})

test('a bad expression is explained, and one without end is stopped', async () => {
  run.write(`${'a'.repeat(60)}b\nend\n`)
  await fermata.button('Regular expression').click()
  await search().fill('(')
  await expect(fermata.page.getByRole('alert')).toContainText(/./)
  await search().fill('(a+)+$')
  await expect(fermata.page.getByRole('alert')).toContainText(/takes too long/, long)
  await search().fill('end')
  await expect(matches()).toHaveText('1 of 1')
  await expect(fermata.page.getByRole('alert')).toBeHidden()
})

test('a log that is cut short, replaced or deleted is shown as it is now', async () => {
  run.write('before one\nbefore two\n')
  await expect(line('before two')).toBeVisible()
  truncateSync(run.log, 0)
  run.write('after\n')
  await expect(line('after')).toBeVisible()
  await expect(line('before two')).toBeHidden()
  renameSync(run.log, `${run.log}.1`)
  writeFileSync(run.log, 'rotated\n')
  await expect(line('rotated')).toBeVisible()
  await expect(line('after')).toBeHidden()
  rmSync(run.log)
  await expect(line('rotated')).toBeHidden()
  await expect(fermata.page.getByRole('heading', { name: 'No output yet' })).toBeVisible()
})

test('a progress bar is one line with its last state, colours are the run’s own, and odd bytes do no harm', async () => {
  run.runPython(`
import sys
for i in range(0, 101, 10):
    sys.stderr.write(f"\\r{i:3d}%|{'#' * (i // 10):10s}| {i}/100")
sys.stderr.write("\\n\\x1b[1;31mred\\x1b[0m and \\x1b[38;5;33mblue\\x1b[0m and \\x1b[38;2;10;200;30mown\\x1b[0m\\n")
sys.stdout.buffer.write(b"bad \\xff\\xfe bytes \\x00 and a return\\r\\n")
`)
  await expect(line('100%|##########| 100/100')).toBeVisible()
  await expect(log().getByText('90%', { exact: false })).toBeHidden()
  await expect(line('own')).toHaveCSS('color', 'rgb(10, 200, 30)')
  await expect(line('blue')).toHaveCSS('color', 'rgb(0, 135, 255)')
  await expect(line('red')).toHaveCSS('font-weight', '600')
  await expect(log().getByText(/^bad ..? bytes .* and a return$/)).toBeVisible()
})

test('a thousand lines are copied across the screen’s edge as they are in the file', async () => {
  run.runPython(flood(2000))
  await expect(footer()).toContainText('of 2,000')
  await log().press('Home')
  await line('item 1 of the flood, loss 0.01031').click({ position: { x: 1, y: 8 } })
  await fermata.page.keyboard.press('Control+g')
  await fermata.page.getByRole('textbox', { name: /^Line number/ }).fill('1,000')
  await fermata.page.keyboard.press('Enter')
  const last = line(`item 1000 of the flood, loss ${((1000 % 97) / 97).toFixed(5)}`)
  const box = await last.boundingBox()
  await last.click({ modifiers: ['Shift'], position: { x: (box?.width ?? 0) - 1, y: 8 } })
  await fermata.page.keyboard.press('Control+c')
  const expected = execFileSync('head', ['-n', '1000', run.log], { encoding: 'utf8' }).trimEnd()
  await expect.poll(copied).toBe(expected)
  await fermata.page.keyboard.press('Control+a')
  await fermata.page.keyboard.press('Control+c')
  await expect.poll(async () => (await copied()).split('\n').length).toBe(2000)
})

test('a very long line is cut, and can be read whole', async () => {
  const text = 'long '.repeat(60_000)
  run.write(`${text}end\nnext\n`)
  await fermata.button('Show the whole line').click()
  const whole = fermata.page.getByRole('dialog', { name: 'Line 1' })
  await lookerInBoth(fermata)('whole-line')
  // The first piece of 256 KiB, then the rest: one press brings it.
  await whole.getByRole('button', { name: 'Show more' }).click()
  await expect(whole.getByRole('button', { name: 'Show more' })).toBeHidden()
  await expect.poll(async () => (await whole.locator('pre').textContent())?.length).toBe(text.length + 3)
  await fermata.page.keyboard.press('Escape')
  await expect(whole).toBeHidden()
})

test('a log service that is killed comes back and says so, and the run goes on', async () => {
  run.write('before\n')
  await search().fill('before')
  await expect(matches()).toHaveText('1 of 1')
  await fermata.app.evaluate(({ app }) => {
    const service = app.getAppMetrics().find(({ name }) => name === 'Fermata log service')
    if (!service) throw new Error('There is no log service')
    process.kill(service.pid, 'SIGKILL')
  })
  await expect(footer()).toContainText('had to be started again')
  run.write('before and after\n')
  await expect(line('before').first()).toBeVisible()
  await expect(matches()).toHaveText(/2$/)
  await fermata.shows('Running')
})

test('the log wraps long lines and grows its text on request, also after a restart', async () => {
  run.write(`${'word '.repeat(300)}\nlast\n`)
  const item = log().getByRole('listitem').last()
  const height = async () => (await log().getByRole('listitem').first().boundingBox())?.height ?? 0
  await expect(item).toContainText('last')
  const before = await height()
  await choose('Wrap lines')
  await expect.poll(height).toBeGreaterThan(before * 2)
  await expect(item).toBeInViewport()
  await choose('Larger text')
  await expect(log()).toHaveCSS('font-size', '13px')
  await choose('Don’t wrap lines')
  await expect.poll(height).toBe(21)
  await choose('Copy path')
  await expect.poll(copied).toBe(run.log)
})

test('the log of an earlier run is one choice away, also compressed', async () => {
  run.runPython(flood(3000))
  await expect(footer()).toContainText('of 3,000')
  run.end()
  await fermata.shows('Lost')
  await fermata.training.button('Continue').click()
  await fermata.shows('Running')
  await expect(line('item 3000 of the flood, loss 0.92784')).toBeHidden()
  await expect.poll(() => existsSync(`${run.log}.gz`)).toBe(true)
  await fermata.button(/^Run shown/).click()
  await fermata.page.getByRole('menuitem', { name: /24 Nov|[Yy]esterday|[Tt]oday/ }).click()
  await expect(line('item 3000 of the flood, loss 0.92784')).toBeVisible()
  await expect(footer()).toContainText('of 3,000')
  await choose('Copy path')
  await expect.poll(copied).toBe(run.log)
  await fermata.button(/^Run shown/).click()
  await fermata.page.getByRole('menuitem', { name: 'Latest run' }).click()
  await expect(log()).toContainText(/epoch \d/)
})

async function choose(action: string): Promise<void> {
  await fermata.button('Log actions').click()
  await fermata.page.getByRole('menuitem', { name: action, exact: true }).click()
}
