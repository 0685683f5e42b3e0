import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { LeavingView } from '../shared/leaving'
import { Leaving, type PlainAnswer } from './leaving'
import { SettingsStore } from './settings-store'
import { testFolder } from './support/folders'
import { smallRun } from './support/small-run'
import { until } from './support/until'
import { type Watched, watchProfiles } from './support/watched-supervisor'

interface Setting {
  readonly hasPage?: boolean
  readonly plainAnswer?: PlainAnswer
  readonly code?: string
}

/** A run that works on whatever stands at its pause file. */
const deafProgram = `console.log('working'); setInterval(() => undefined, 1000)`

async function runAndLeave({ hasPage = true, plainAnswer = 'cancel', code }: Setting = {}) {
  const root = testFolder()
  const workspace = join(root, 'workspace')
  const profile = smallRun(workspace, code === undefined ? {} : { code })
  const watched: Watched = await watchProfiles([profile], join(root, 'state'))
  const { supervisor } = watched
  const settings = new SettingsStore(root)
  const shown: LeavingView[] = []
  const plain: (readonly string[])[] = []
  let quits = 0
  const leaving = new Leaving({
    runs: supervisor,
    settings,
    show: (view) => shown.push(view) > 0 && hasPage,
    askPlainly: async (names) => {
      plain.push(names)
      return plainAnswer
    },
    quit: () => (quits += 1),
  })
  // As main does it: each change of a run may end the wait.
  const timer = setInterval(() => leaving.runChanged(), 5)
  onTestFinished(() => clearInterval(timer))
  const isLeft = () => until(() => quits === 1, 'the app to quit')
  await supervisor.start(profile.id, 'continue')
  await watched.shows('running')
  return { ...watched, leaving, settings, shown, plain, isLeft, profile, quits: () => quits }
}

test('the question comes up, and a run that keeps running is not touched', async () => {
  const app = await runAndLeave()
  await app.leaving.request()
  expect(app.shown).toEqual([{ kind: 'asking' }])
  expect(app.quits()).toBe(0)
  app.leaving.answer('keep', false)
  expect(app.quits()).toBe(1)
  expect(app.view().state.kind).toBe('running')
  expect(app.settings.current.whenQuitting).toBe('ask')
})

test('pause and keep quits only once the run has confirmed, and holds it for the next start', async () => {
  const app = await runAndLeave()
  await app.leaving.request()
  app.leaving.answer('pause', false)
  expect(app.quits()).toBe(0)
  expect(app.shown.at(-1)).toMatchObject({ kind: 'waiting', choice: 'pause', asked: [app.profile.id] })
  await app.isLeft()
  expect(app.view().state.kind).toBe('paused')
  expect(app.view().holds.map(({ owner }) => owner)).toEqual(['quit'])
})

test('a run that was paused already keeps its holds when the person changes their mind', async () => {
  const app = await runAndLeave({ code: deafProgram })
  app.supervisor.requestPause(app.profile.id, null)
  await app.leaving.request()
  app.leaving.answer('pause', false)
  expect(app.view().holds.map(({ owner }) => owner)).toEqual(['you', 'quit'])
  app.leaving.cancel()
  expect(app.view().holds.map(({ owner }) => owner)).toEqual(['you'])
  expect(app.shown.at(-1)).toBeNull()
  expect(app.quits()).toBe(0)
})

test('a run that doesn’t answer is waited for, until the person quits anyway', async () => {
  const app = await runAndLeave({ code: deafProgram })
  await app.leaving.request()
  app.leaving.answer('pause', false)
  await until(() => existsSync(app.pauseFile), 'the pause file')
  app.leaving.runChanged()
  expect(app.quits()).toBe(0)
  app.leaving.leave()
  expect(app.quits()).toBe(1)
  expect(existsSync(app.pauseFile)).toBe(true)
})

test('stop gracefully quits once the run has saved and ended, and is done unasked when remembered', async () => {
  const app = await runAndLeave()
  await app.leaving.request()
  app.leaving.answer('stop', true)
  await app.isLeft()
  expect(app.view().state).toMatchObject({ kind: 'ended', outcome: { kind: 'stopped' } })
  expect(app.settings.current.whenQuitting).toBe('stop')
})

test('the remembered choice is done without the question', async () => {
  const app = await runAndLeave()
  app.settings.change({ whenQuitting: 'pause' })
  await app.leaving.request()
  expect(app.shown).not.toContainEqual({ kind: 'asking' })
  await app.isLeft()
  expect(app.view().state.kind).toBe('paused')
})

test('runs that end while the question stands answer it', async () => {
  const app = await runAndLeave()
  await app.leaving.request()
  app.supervisor.stop(app.profile.id)
  await app.isLeft()
  expect(app.view().state.kind).toBe('ended')
})

test('without a page the question is asked by the system', async () => {
  const app = await runAndLeave({ hasPage: false, plainAnswer: 'stop' })
  await app.leaving.request()
  await app.isLeft()
  expect(app.plain).toEqual([['Training']])
})

test('a page that shows nothing is passed over when the person tries again', async () => {
  const app = await runAndLeave({ plainAnswer: 'keep' })
  await app.leaving.request()
  expect(app.plain).toEqual([])
  await app.leaving.request()
  expect(app.plain).toHaveLength(1)
  expect(app.quits()).toBe(1)
})

test('a question that the page shows is not asked twice', async () => {
  const app = await runAndLeave({ plainAnswer: 'keep' })
  await app.leaving.request()
  app.leaving.read()
  await app.leaving.request()
  expect(app.plain).toEqual([])
  expect(app.quits()).toBe(0)
})

test('a shutdown never waits: it asks what is remembered, a mere signal asks nothing', async () => {
  const app = await runAndLeave({ code: deafProgram })
  app.settings.change({ whenQuitting: 'pause' })
  app.leaving.leaveUnasked(false)
  expect(app.view().holds).toEqual([])
  const other = await runAndLeave({ code: deafProgram })
  other.settings.change({ whenQuitting: 'pause' })
  other.leaving.leaveUnasked(true)
  expect(other.view().holds.map(({ owner }) => owner)).toEqual(['quit'])
  expect(other.leaving.isLeaving).toBe(true)
})
