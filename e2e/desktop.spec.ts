import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Fermata, makeFolders } from './support/fermata'

/** Keeps the app's notifications as they are shown, so that they can be read and clicked without a desktop. */
async function keepNotifications({ app }: Fermata): Promise<void> {
  await app.evaluate(({ Notification }) => {
    const kept: Electron.Notification[] = []
    Object.assign(globalThis, { kept })
    const { show } = Notification.prototype
    Notification.prototype.show = function keep(this: Electron.Notification) {
      kept.push(this)
      show.call(this)
    }
  })
}

function notifications({ app }: Fermata): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as { kept: Electron.Notification[] }).kept.map(({ title }) => title))
}

/**
 * Keeps the tray's menu as it is set, so that it can be read and used where no desktop shows it.
 *
 * Here and below the answer comes from a callback of Node: one that waits for the next can be lost to a collection of garbage.
 */
async function keepTrayMenu({ app }: Fermata): Promise<void> {
  await app.evaluate(({ Tray }) => {
    const { setContextMenu } = Tray.prototype
    Tray.prototype.setContextMenu = function keep(this: Electron.Tray, menu) {
      Object.assign(globalThis, { trayMenu: menu })
      setContextMenu.call(this, menu)
    }
    return new Promise<void>((done) => setImmediate(done))
  })
}

function trayLabels({ app }: Fermata): Promise<string[]> {
  return app.evaluate(() => {
    const menu = (globalThis as unknown as { trayMenu?: Electron.Menu }).trayMenu
    const labels = menu?.items.filter(({ type }) => type !== 'separator').map(({ label }) => label) ?? []
    return new Promise<string[]>((done) => setImmediate(done, labels))
  })
}

function chooseInTray({ app }: Fermata, label: string): Promise<void> {
  return app.evaluate((_electron, wanted) => {
    const menu = (globalThis as unknown as { trayMenu: Electron.Menu }).trayMenu
    menu.items.find((item) => item.label === wanted)?.click()
    return new Promise<void>((done) => setImmediate(done))
  }, label)
}

test('a run out of view is told of by a notification that leads to it; one in view, or switched off, isn’t', async () => {
  const fermata = await Fermata.open()
  const { page, app, folders } = fermata
  const settings = page.getByRole('link', { name: 'Settings' })
  const cycle = async () => {
    writeFileSync(folders.pauseFile, '')
    await fermata.shows('Paused')
    rmSync(folders.pauseFile)
    await fermata.shows('Running')
  }
  try {
    await fermata.startSample()
    await keepNotifications(fermata)
    await settings.click()
    await cycle()
    const first = ['Training is paused', 'Training resumed']
    await expect.poll(() => notifications(fermata)).toEqual(first)
    await page.getByRole('switch', { name: 'Paused' }).click()
    await cycle()
    await expect.poll(() => notifications(fermata)).toEqual([...first, 'Training resumed'])

    await app.evaluate(() => (globalThis as unknown as { kept: Electron.Notification[] }).kept[0]?.emit('click'))
    await expect(page.getByRole('heading', { level: 1, name: 'Training' })).toBeVisible()
    await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null)).toBe(true)
    await cycle()
    await settings.click()
    await cycle()
    await expect.poll(() => notifications(fermata)).toEqual([...first, 'Training resumed', 'Training resumed'])
  } finally {
    await fermata.dispose()
  }
})

test('the window opens where it was left, and in sight when that is on no screen any more', async () => {
  test.slow()
  const folders = makeFolders()
  const bounds = ({ app }: Fermata) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
  let fermata = await Fermata.open(folders)
  try {
    const left = { x: 120, y: 90, width: 1040, height: 700 }
    await fermata.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), left)
    await expect.poll(() => bounds(fermata)).toEqual(left)
    await fermata.close()
    fermata = await Fermata.open(folders)
    expect(await bounds(fermata)).toEqual(left)
    await fermata.close()

    const gone = { x: 9000, y: 9000, width: 1040, height: 700, isMaximized: false }
    writeFileSync(join(folders.userData, 'window.json'), JSON.stringify(gone))
    fermata = await Fermata.open(folders)
    const screen = await fermata.app.evaluate(({ screen: { getPrimaryDisplay } }) => getPrimaryDisplay().workArea)
    const found = await bounds(fermata)
    expect(found).toMatchObject({ width: 1040, height: 700 })
    expect(found?.x).toBeGreaterThanOrEqual(screen.x)
    expect((found?.x ?? 0) + 1040).toBeLessThanOrEqual(screen.x + screen.width)
    expect((found?.y ?? 0) + 700).toBeLessThanOrEqual(screen.y + screen.height)
  } finally {
    await fermata.dispose()
  }
})

test('a window is shown also when Electron never says that it is ready', async () => {
  const neverReady = join(import.meta.dirname, 'support', 'never-ready.cjs')
  const fermata = await Fermata.open(undefined, 'light', [neverReady])
  try {
    const isShown = () => fermata.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
    await expect.poll(isShown, { timeout: 20_000 }).toBe(true)
  } finally {
    await fermata.dispose()
  }
})

test('the tray tells how runs stand, pauses and resumes them, and brings back the window and its question', async () => {
  const folders = makeFolders()
  mkdirSync(folders.userData)
  writeFileSync(join(folders.userData, 'settings.json'), JSON.stringify({ whenWindowCloses: 'tray' }))
  const fermata = await Fermata.open(folders)
  const { app } = fermata
  const stands = async () => (await trayLabels(fermata))[0]
  const tray = { timeout: 20_000 }
  try {
    await keepTrayMenu(fermata)
    await fermata.startSample()
    await expect.poll(stands, tray).toMatch(/^Training: running/)
    await chooseInTray(fermata, 'Pause Training')
    await fermata.shows('Paused')
    await expect.poll(stands, tray).toMatch(/^Training: paused by you since \d\d:\d\d$/)
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await chooseInTray(fermata, 'Resume Training')
    await expect.poll(stands, tray).toMatch(/^Training: running/)

    await chooseInTray(fermata, 'Open Fermata')
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.isVisible()))
      .toBe(true)
    await chooseInTray(fermata, 'Quit…')
    await expect(fermata.page.getByRole('dialog', { name: 'One run is active' })).toBeVisible()
  } finally {
    await fermata.dispose()
  }
})
