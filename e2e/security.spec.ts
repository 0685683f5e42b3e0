import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { existsSync, statSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { Fermata } from './support/fermata'
import { PackagedApp } from './support/packaged-app'

let fermata: Fermata
let server: Server
let hits: string[]
let remote: string

test.beforeAll(async () => {
  server = createServer((request, response) => {
    hits.push(request.url ?? '')
    response.end('alert(1)')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  remote = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  hits = []
  const { FERMATA_PACKAGED: packaged } = process.env
  // The parts of it that these tests use are there in a packaged app, too.
  fermata = packaged ? ((await PackagedApp.open(packaged)) as unknown as Fermata) : await Fermata.open()
})
test.afterAll(async () => {
  await fermata.dispose()
  server.close()
})
test.beforeEach(() => {
  hits = []
})

const addressOf = () => fermata.page.evaluate(() => location.href)

test('the window is isolated, sandboxed and has no Node', async () => {
  const preferences = await fermata.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      return contents.getLastWebPreferences()
    }),
  )
  expect(preferences).toHaveLength(1)
  expect(preferences[0]).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
  })
  expect(preferences[0]?.allowRunningInsecureContent).toBeFalsy()
  expect(preferences[0]?.experimentalFeatures).toBeFalsy()
  const neverSet = ['webviewTag', 'enableBlinkFeatures', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames']
  for (const name of neverSet) expect(preferences[0]?.[name]).toBeFalsy()
  expect(await fermata.app.evaluate(({ app }) => app.isPackaged)).toBe(Boolean(process.env.FERMATA_PACKAGED))
  const globals = await fermata.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'electron'].filter((name) => name in window),
  )
  expect(globals).toEqual([])
})

test('the page gets a short list of named methods that can’t be replaced', async () => {
  const names = await fermata.page.evaluate(() => Object.keys(window.fermata).sort())
  expect(names).toEqual([
    'answerLeaving',
    'cancelLeaving',
    'cancelPauseTest',
    'cancelVerification',
    'changeSettings',
    'checkSetup',
    'chooseData',
    'chooseLogEditor',
    'choosePath',
    'chooseScript',
    'copyLogPath',
    'copyLogText',
    'copyPauseFileText',
    'dismissFound',
    'dismissProblem',
    'exportHistory',
    'findProgram',
    'forceStopRun',
    'leaveNow',
    'listHistory',
    'listHistoryProfiles',
    'listLogs',
    'listRuns',
    'moveProfile',
    'offerInMenu',
    'onComputerChanged',
    'onDiskChanged',
    'onHistoryChanged',
    'onLeavingChanged',
    'onLogAppended',
    'onLogServiceRestarted',
    'onMenuChosen',
    'onPastRunsChanged',
    'onPauseTestsChanged',
    'onRulesChanged',
    'onRunChanged',
    'onRunsChanged',
    'onSettingsChanged',
    'onVerificationChanged',
    'onViewWanted',
    'openLog',
    'openLogInEditor',
    'pauseAll',
    'platform',
    'readAbout',
    'readHistory',
    'readHistoryRun',
    'readLeaving',
    'readLowDisk',
    'readOptions',
    'readPauseTests',
    'readProcessUse',
    'readProfilesProblem',
    'readRecentLines',
    'readRules',
    'readRunCurve',
    'readSettings',
    'readSetup',
    'readVerification',
    'releaseHold',
    'removeHistoryRun',
    'removeProfile',
    'requestLeaving',
    'requestPause',
    'requestResume',
    'resumeAll',
    'saveChartImage',
    'saveChartValues',
    'saveLog',
    'saveOptions',
    'saveRules',
    'saveSetup',
    'setupOfDroppedFile',
    'showLogInFolder',
    'showPauseFile',
    'startPauseTest',
    'startRun',
    'startVerification',
    'stopRun',
    'tellShownRun',
    'tryPattern',
    'watchComputer',
  ])
  const replaced = await fermata.page.evaluate(() => {
    const before = window.fermata.startRun
    try {
      ;(window.fermata as unknown as Record<string, unknown>).startRun = () => 'mine'
    } catch {
      return false
    }
    return window.fermata.startRun !== before
  })
  expect(replaced).toBe(false)
})

test('content comes from the app’s own protocol under a strict policy', async () => {
  expect(await addressOf()).toMatch(/^app:\/\//)
  const violations = await fermata.page.evaluate(async (origin) => {
    const seen = new Set<string>()
    document.addEventListener('securitypolicyviolation', (event) => seen.add(event.effectiveDirective))
    const add = (tag: string, attributes: Record<string, string>) => {
      const element = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      document.body.append(element)
    }
    add('script', { src: `${origin}/script` })
    add('img', { src: `${origin}/img` })
    add('iframe', { src: `${origin}/frame` })
    add('object', { data: `${origin}/object` })
    add('p', { style: 'color: red' })
    const inline = document.createElement('script')
    inline.textContent = 'window.ranInline = true'
    document.body.append(inline)
    await fetch(`${origin}/fetch`).catch(() => null)
    await new Promise((done) => {
      setTimeout(() => {
        try {
          // oxlint-disable-next-line no-eval -- the policy has to refuse it
          window.eval('window.ranEval = true')
        } catch {
          seen.add('eval')
        }
        setTimeout(done, 300)
      }, 0)
    })
    if ('ranInline' in window || 'ranEval' in window) seen.add('RAN')
    return [...seen].sort()
  }, remote)
  for (const directive of [
    'connect-src',
    'eval',
    'frame-src',
    'img-src',
    'object-src',
    'script-src-elem',
    'style-src-attr',
  ])
    expect(violations).toContain(directive)
  expect(violations).not.toContain('RAN')
  expect(hits).toEqual([])
})

test('nothing outside the renderer’s folder can be read through the protocol', async () => {
  const statuses = await fermata.page.evaluate(async () => {
    const paths = [
      '..%2f..%2fpackage.json',
      '%2e%2e/%2e%2e/package.json',
      '..%5c..%5cpackage.json',
      '%2fetc%2fpasswd',
      '%00',
      '%',
    ]
    const base = `${location.protocol}//${location.host}/`
    return Promise.all(
      paths.map((path) =>
        fetch(base + path).then(
          (answer) => answer.status,
          () => 0,
        ),
      ),
    )
  })
  for (const status of statuses) expect(status).not.toBe(200)
})

test('no navigation and no new window', async () => {
  const { page, app } = fermata
  const url = await addressOf()
  await page.evaluate((origin) => {
    location.href = origin
  }, remote)
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd'
  })
  expect(await page.evaluate((origin) => window.open(origin) === null, remote)).toBe(true)
  await page.evaluate((origin) => {
    const link = document.createElement('a')
    link.href = origin
    link.target = '_blank'
    document.body.append(link)
    link.click()
    link.remove()
  }, remote)
  expect(await page.evaluate(() => 'getURL' in document.createElement('webview'))).toBe(false)
  // Playwright's locators would wait for the navigation that main has just refused.
  await expect
    .poll(() => page.evaluate(() => document.querySelector('h1')?.textContent))
    .toBe('Start a run you can pause')
  expect(await addressOf()).toBe(url)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(hits).toEqual([])
})

test('what the app keeps is for its user alone', () => {
  test.skip(process.platform === 'win32', 'Windows has no such bits')
  expect(statSync(fermata.folders.userData).mode & 0o077).toBe(0)
})

test('permissions are denied', async () => {
  const answers = await fermata.page.evaluate(async () => {
    const name = (error: unknown) => (error instanceof Error ? error.name : String(error))
    return {
      notification: await Notification.requestPermission(),
      geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
      clipboard: await navigator.clipboard.readText().then(() => 'read', name),
      midi: await navigator.requestMIDIAccess({ sysex: true }).then(() => 'granted', name),
      media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', name),
    }
  })
  expect(answers.notification).toBe('denied')
  expect(answers.geolocation).toBe('denied')
  expect(answers.clipboard).toBe('NotAllowedError')
  expect(answers.midi).not.toBe('granted')
  expect(answers.media).not.toBe('granted')
})

test('a page that isn’t the app’s own is refused by main, even with the same preload', async () => {
  const answer = await fermata.app.evaluate(async ({ BrowserWindow }) => {
    const own = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): { preload: string }
    }
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload: own.getLastWebPreferences().preload, sandbox: true, contextIsolation: true },
    })
    try {
      await stranger.loadURL('data:text/html,<p>stranger</p>')
      return (await stranger.webContents.executeJavaScript(
        "typeof fermata === 'undefined' ? 'no api' : fermata.startRun('training', 'continue').then(() => 'accepted', (error) => String(error))",
      )) as string
    } finally {
      stranger.destroy()
    }
  })
  expect(answer).not.toBe('accepted')
  expect(existsSync(`${fermata.folders.userData}/runs`) ? fermata.runFolders() : []).toEqual([])
})

test('wrong arguments start nothing and change nothing', async () => {
  const accepted = await fermata.page.evaluate(async () => {
    const wrong: unknown[] = [
      {},
      null,
      undefined,
      7,
      [],
      '__proto__',
      'constructor',
      '../x',
      'a\0b',
      'training\n',
      ['training'],
    ]
    const calls = [
      'startRun',
      'requestPause',
      'requestResume',
      'stopRun',
      'forceStopRun',
      'showPauseFile',
      'openLog',
      'readHistory',
      'releaseHold',
      'chooseData',
      'readSetup',
      'checkSetup',
      'saveSetup',
      'removeProfile',
      'moveProfile',
      'choosePath',
      'chooseScript',
      'tryPattern',
      'copyLogPath',
      'listLogs',
      'readRules',
      'saveRules',
      'watchComputer',
      'openLogInEditor',
      'saveChartImage',
      'saveChartValues',
      'saveLog',
      'showLogInFolder',
    ] as const
    const through: string[] = []
    for (const call of calls)
      for (const value of wrong) {
        const method = window.fermata[call] as (...values: unknown[]) => Promise<{ ok?: boolean } | null>
        const answer = await method(value, 'continue', 1).catch(() => 'refused' as const)
        if (answer !== 'refused') through.push(`${call}(${JSON.stringify(value)})`)
      }
    return through
  })
  expect(accepted).toEqual([])
  const places = ['../training-20261124-120000-000', 'training-20261124-120000-000/..', '/etc/passwd', 'output.log']
  const opened = await fermata.page.evaluate(
    (runIds) => Promise.allSettled(runIds.map((runId) => window.fermata.openLog('training', runId))),
    places,
  )
  expect(opened.map(({ status }) => status)).toEqual(places.map(() => 'rejected'))
  expect(fermata.runFolders()).toEqual([])
})
