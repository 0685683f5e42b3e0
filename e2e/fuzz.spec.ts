import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { seeded } from '../src/shared/support/hold-model'
import { rightCalls } from '../src/shared/support/right-calls'
import { recipeOf, valuesOf, type WrongMessage, WrongMessages, wrongTexts } from '../src/shared/support/wrong-messages'
import { CompromisedWindow } from './support/compromised-window'
import { Fermata, makeFolders, projectFolder } from './support/fermata'
import { plainLoop } from './support/own-run'
import { filesBelow, looksAt, processesOf, watchMain } from './support/traces'

const seed = Number(process.env.FERMATA_FUZZ_SEED ?? Math.floor(Math.random() * 1e9))
/** `npm run test:soak` throws all hundred thousand. */
const thrown = Number(process.env.FERMATA_FUZZ_MESSAGES ?? 20_000)
const asked = thrown / 10
const invoked = thrown - asked
const addresses = 1500
/** Few enough at once that a machine with little memory holds the huge ones. */
const atOnce = 2000

let fermata: Fermata
test.afterEach(() => fermata.dispose())

test('wrong messages of a window that was taken over do nothing, at any channel, port or address', async () => {
  test.setTimeout(60_000 + thrown * 8)
  console.log(`fuzz seed ${seed}`)
  const { canary, hasRun } = await openWithTwoPausedRuns()
  const { folders, page } = fermata
  const random = seeded(seed)
  const wrong = new WrongMessages(random, canary)
  await openLogPort()
  await expect.poll(logServicePid).toEqual(expect.any(Number))
  const service = await logServicePid()
  const seen = await watchMain(fermata)
  const before = await stateNow()

  const window = await CompromisedWindow.of(page)
  await expectRefusals(window, wrong)
  await window.send(Array.from({ length: 1000 }, () => oneWithoutListener(wrong)))
  expect(await unansweredChannels(window)).toEqual(['No handler registered'])
  expect(await askLogPort(wrong)).toEqual({ answered: 0, isLastAnswered: true })
  expect(await strangeFilesServed(random), `Seed ${seed}`).toEqual([])

  expect(await stateNow()).toEqual(before)
  expect(await seen()).toEqual([])
  await expectAsked(window, canary, seen)
  expect(await stateNow()).toEqual(before)
  expect(hasRun()).toBe(false)
  expect(await logServicePid()).toBe(service)
  expect(await page.evaluate(() => Object.keys(Object.prototype))).toEqual([])
  // Main still does what is right.
  await fermata.training.button('Resume').click()
  await fermata.shows('Running')
  expect(existsSync(folders.pauseFile)).toBe(false)
})

/** Each channel in turn; the same messages for the same seed. */
async function expectRefusals(window: CompromisedWindow, wrong: WrongMessages): Promise<void> {
  const channels = Object.keys(rightCalls) as (keyof typeof rightCalls)[]
  const refused = new Set(['Error: Wrong argument', 'Error: Wrong number of arguments'])
  for (let from = 0; from < invoked; from += atOnce) {
    const messages = Array.from({ length: atOnce }, (_, number) =>
      wrong.next(channels[(from + number) % channels.length] as keyof typeof rightCalls),
    )
    const answers = await window.invoke(messages)
    const others = Object.entries(answers).filter(([answer]) => !refused.has(answer))
    expect(others, `Seed ${seed}, from ${from}: ${JSON.stringify(messages[others[0]?.[1].first ?? 0])}`).toEqual([])
  }
}

/** The training and a run of the user's own, both paused, so that nothing changes by itself. */
async function openWithTwoPausedRuns() {
  const folders = makeFolders()
  const canary = join(folders.root, 'canary')
  writeFileSync(canary, `#!/bin/sh\necho run >> '${canary}-has-run'\n`)
  chmodSync(canary, 0o755)
  writeFileSync(join(folders.workspace, 'train.py'), plainLoop)
  mkdirSync(folders.userData, { mode: 0o700 })
  const own = {
    ...rightCalls['profile:save'][1],
    id: 'own-1a2b3c4d',
    args: ['train.py'],
    folder: folders.workspace,
    pauseFile: 'pause_own.txt',
    environment: [],
    confirmation: { kind: 'lines', paused: 'PAUSE DETECTED', resumed: 'RESUMING' },
  }
  writeFileSync(join(folders.userData, 'profiles.json'), JSON.stringify({ version: 1, runs: [own] }), { mode: 0o600 })
  fermata = await Fermata.open(folders)
  await fermata.startSample()
  await fermata.page.evaluate((id) => window.fermata.startRun(id, 'continue'), own.id)
  await expect.poll(kinds, { timeout: 30_000 }).toEqual(['running', 'idle', 'running'])
  await fermata.page.evaluate(() => window.fermata.pauseAll())
  await expect.poll(kinds, { timeout: 20_000 }).toEqual(['paused', 'idle', 'paused'])
  return { canary, hasRun: () => existsSync(`${canary}-has-run`) }
}

function kinds(): Promise<string[]> {
  return fermata.page.evaluate(async () => (await window.fermata.listRuns()).map(({ state }) => state.kind))
}

/** What is right in form but would start what nobody saved is asked about in a native question, here not allowed. */
async function expectAsked(window: CompromisedWindow, canary: string, seen: () => Promise<string[]>) {
  const setup = {
    ...rightCalls['profile:save'][1],
    name: 'Another model',
    pauseFile: 'pause_another.txt',
    program: canary,
    folder: fermata.folders.workspace,
    environment: [],
  }
  const answers = await window.invoke([{ channel: 'profile:save', args: [recipeOf(null), recipeOf(setup)] }])
  expect(Object.keys(answers)).toEqual(['taken: {"kind":"declined"}'])
  expect(await seen()).toEqual([expect.stringMatching(/^dialog\.showMessageBox/)])
}

/** All that a message could have changed. */
async function stateNow() {
  const { root, workspace, userData } = fermata.folders
  const bases = [projectFolder, workspace, userData, join(userData, 'runs'), '/']
  const named = bases.flatMap((base) =>
    wrongTexts.filter((text) => !text.includes('\0')).map((text) => resolve(base, text)),
  )
  return {
    runs: await fermata.page.evaluate(async () =>
      (await window.fermata.listRuns()).map(
        ({ profileId, name, runId, state, holds, pauseFile, commandLine, problem }) =>
          JSON.stringify([profileId, name, runId, state, holds, pauseFile, commandLine, problem]),
      ),
    ),
    settings: await fermata.page.evaluate(() => window.fermata.readSettings()),
    rules: await fermata.page.evaluate(() => window.fermata.readRules('training')),
    files: filesBelow(root),
    // Some name the folders themselves, which Chromium and others write in.
    named: looksAt(named.filter((path) => !projectFolder.startsWith(path) && !userData.startsWith(path))),
    processes: processesOf(root),
    profiles: readFileSync(join(userData, 'profiles.json'), 'utf8'),
    windows: await fermata.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ id }) => id)),
  }
}

/** For the ways of sending that main listens to on no channel at all. */
function oneWithoutListener(wrong: WrongMessages): WrongMessage {
  const channels = [...Object.keys(rightCalls), 'log:port', 'run:changed', '__proto__', 'constructor', '', 'ELECTRON_x']
  return { channel: wrong.pick(channels), args: [wrong.anything()] }
}

async function unansweredChannels(window: CompromisedWindow): Promise<string[]> {
  const channels = ['run:changed', 'log:port', '__proto__', 'constructor', 'toString', '', 'profile:run', 'RUN:START']
  const answers = await window.invoke(channels.map((channel) => ({ channel, args: [] })))
  return [...new Set(Object.keys(answers).map((answer) => answer.replace(/^Error: (No handler registered).*$/, '$1')))]
}

/** Opens the training's log and keeps its port in the page, as the app's own code does. */
async function openLogPort(): Promise<void> {
  // Not by the page itself, whose policy lets no text be run as code.
  await fermata.page.evaluate(`window.valuesOf = ${valuesOf.toString()}`)
  await fermata.page.evaluate(
    () =>
      new Promise<void>((opened) => {
        window.addEventListener('message', ({ ports: [port] }) => {
          Object.assign(window, { fuzzedPort: port })
          opened()
        })
        void window.fermata.openLog('training', null)
      }),
  )
}

/** Throws wrong questions at the log service's port, and asks a right one at the end. */
function askLogPort(wrong: WrongMessages): Promise<{ answered: number; isLastAnswered: boolean }> {
  const questions = Array.from({ length: asked }, (_, number) => wrong.nextQuestion(number + 1))
  return fermata.page.evaluate(
    (recipes) =>
      new Promise((done) => {
        const { valuesOf: make, fuzzedPort } = window as unknown as {
          valuesOf(all: unknown): unknown[]
          fuzzedPort: MessagePort
        }
        const lastId = 1e9
        let answered = 0
        fuzzedPort.addEventListener('message', ({ data }: MessageEvent<{ kind: string; id: number; ok: boolean }>) => {
          if (data.kind === 'answer' && data.id === lastId) done({ answered, isLastAnswered: data.ok })
          else if (data.kind === 'answer' && data.ok) answered += 1
        })
        fuzzedPort.start()
        // oxlint-disable unicorn/require-post-message-target-origin -- a port has none
        for (const question of make(recipes)) fuzzedPort.postMessage(question)
        fuzzedPort.postMessage({ kind: 'rowOf', id: lastId, number: 1 })
        // oxlint-enable unicorn/require-post-message-target-origin
      }),
    questions,
  )
}

function logServicePid(): Promise<number | undefined> {
  return fermata.app.evaluate(({ app }) => app.getAppMetrics().find(({ name }) => name === 'Fermata log service')?.pid)
}

/** Asks for addresses below and beside the renderer's folder; whatever is given must be one of its files. */
async function strangeFilesServed(random: () => number): Promise<unknown[]> {
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)] as Value
  const outside = [join(fermata.folders.userData, 'profiles.json'), join(projectFolder, 'package.json')]
  const parts = [
    ...[
      '..',
      '%2e%2e',
      '.%2e',
      '%252e%252e',
      '..%2f..',
      '..%5c..',
      '...',
      '.',
      '',
      '~',
      'assets',
      'main',
      'out',
      'etc',
    ],
    ...['%00', '%', '%zz', 'C:', '::$DATA', '?', '#', ';', '@', '\u{1F600}', 'x'.repeat(5000), '__proto__'],
  ]
  const names = ['package.json', 'index.html', 'index.cjs', 'passwd', 'index.html%00.png', ...outside, ...outside]
  const hosts = ['app://fermata', 'app://fermata', 'app://fermata', 'app://other', 'app://x@fermata', 'app://', 'app:']
  const made = Array.from({ length: addresses }, () => {
    const path = Array.from(
      { length: Math.floor(random() * 6) },
      () => pick(parts) + pick(['/', '/', '%2f', '%5c', '']),
    )
    return `${pick(hosts)}/${path.join('')}${pick(names)}`
  })
  const served = await fermata.page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (address) => {
          const answer = await fetch(address).catch(() => null)
          if (!answer?.ok) return null
          const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await answer.arrayBuffer()))
          return { address, hash: Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') }
        }),
      ),
    made,
  )
  const given = served.filter((one) => one !== null)
  // Some lead back to the page itself, as in a browser.
  expect(given.length).toBeGreaterThan(0)
  const own = new Set(filesBelow(join(projectFolder, 'out/renderer')).map((line) => line.split(' ').at(-1)))
  return given.filter(({ hash }) => !own.has(hash))
}
