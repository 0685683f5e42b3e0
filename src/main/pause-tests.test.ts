import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { OwnRunSetup } from '../shared/own-run'
import type { PauseTests } from '../shared/pause-test-calls'
import { profileOf } from './own-profiles'
import { PauseTestStore } from './pause-test-store'
import { PauseTestDesk } from './pause-tests'
import { testFolder } from './support/folders'
import { plainLoop, pythonRun } from './support/python-run'
import { until } from './support/until'
import { watchProfiles } from './support/watched-supervisor'

const program = resolve(import.meta.dirname, '../../out/main/check-run.cjs')
const goodScript = resolve(import.meta.dirname, '../runs/support/samples/good.py')

/** A desk over one run of the user's own. */
async function open(more: Partial<OwnRunSetup> = {}) {
  const [folder, stateFolder] = [testFolder(), testFolder()]
  const setup = pythonRun(folder, plainLoop, { args: [goodScript], ...more })
  const profile = profileOf({ ...setup, id: 'own-1' })
  const watched = await watchProfiles([profile], stateFolder)
  const told: PauseTests[] = []
  const file = join(stateFolder, 'pause-tests.json')
  const desk = new PauseTestDesk({
    program,
    runs: watched.supervisor.runs,
    store: new PauseTestStore(file),
    changed: (tests) => told.push(tests),
  })
  onTestFinished(() => desk.close())
  const current = () => told.at(-1)?.current
  const ends = () => until(() => (current()?.state === 'running' ? null : current()), 'the end of the test', 60_000)
  const passed = (id: string) => () => current()?.steps.some((step) => step.id === id && step.status === 'passed')
  return { ...watched, folder, profile, desk, told, file, ends, passed }
}

const silent = { kind: 'silence' } as const

test('a run that honours the pause passes, its result is kept, and no run was started for it', async () => {
  const { desk, ends, file, profile, folder, pauseFile, stateFolder, view, told } = await open()
  expect(desk.start('own-1')).toEqual({ ok: true })
  expect(desk.isTesting('own-1')).toBe(true)
  expect(desk.start('own-1')).toEqual({ ok: false, reason: 'Price model is being tested already.' })
  const ended = await ends()
  expect(ended).toMatchObject({ state: 'reported', report: { verdict: 'honours' } })
  expect(ended?.steps.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 'passed'))
  expect(ended?.output).toContain('PAUSE DETECTED: Training paused')
  expect(told.at(-1)?.last?.report).toEqual(ended?.report)
  expect([existsSync(pauseFile), existsSync(join(stateFolder, 'runs')), view().state.kind]).toEqual([
    false,
    false,
    'idle',
  ])
  expect(view().holds).toEqual([])
  // It worked in its own folder, as it would have.
  expect(existsSync(join(folder, 'done.txt'))).toBe(true)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const command = [profile.program, ...profile.args]
  expect(new PauseTestStore(file).last('own-1', command)).toEqual(desk.read('own-1').last)
  expect(new PauseTestStore(file).last('own-1', [...command, '--more'])).toBe(null)
}, 90_000)

test('a test that is cancelled leaves nothing behind, and no result', async () => {
  const { desk, ends, passed, pauseFile } = await open()
  desk.start('own-1')
  await until(passed('paused'), 'the pause')
  expect(existsSync(pauseFile)).toBe(true)
  expect(desk.cancel('own-1')).toEqual({ ok: true })
  expect(await ends()).toMatchObject({ state: 'cancelled', report: null })
  expect(existsSync(pauseFile)).toBe(false)
  expect(desk.read('own-1').last).toBe(null)
  expect(desk.cancel('own-1')).toEqual({ ok: false, problem: null })
}, 60_000)

test('a run that works isn’t tested, nor one whose file is there, nor one that says nothing', async () => {
  const { desk, supervisor, shows, pauseFile } = await open()
  writeFileSync(pauseFile, '')
  expect(desk.start('own-1')).toEqual({
    ok: false,
    reason: `There is something at ${pauseFile} already. Delete it first.`,
  })
  expect(readFileSync(pauseFile, 'utf8')).toBe('')
  await supervisor.start('own-1', 'continue')
  await shows('paused')
  expect(desk.start('own-1')).toEqual({
    ok: false,
    reason: 'Price model is running. Stop it first: both would use the same folder.',
  })
  const other = await open({ confirmation: silent })
  expect(other.desk.start('own-1')).toMatchObject({ ok: false, reason: expect.stringContaining('prints no line') })
})

test('a damaged file of results is set aside, and one of a newer version stays as it is', () => {
  const folder = testFolder()
  const file = join(folder, 'pause-tests.json')
  writeFileSync(file, '{"version":1,')
  expect(new PauseTestStore(file).last('own-1', ['a'])).toBe(null)
  expect(readdirSync(folder)).toEqual(['pause-tests.json.damaged'])
  const newer = '{"version":2,"tests":{}}'
  writeFileSync(file, newer)
  const nothing = { answerMs: null, distanceMs: null, linesBetween: null, pausedCpuPercent: null, resumeMs: null }
  const report = {
    ...nothing,
    stopMs: null,
    saved: null,
    continuedWith: null,
    verdict: 'neverLooks',
    detail: '',
  } as const
  const store = new PauseTestStore(file)
  store.keep('own-1', ['a'], { at: 1, report })
  expect(store.last('own-1', ['a'])?.report.verdict).toBe('neverLooks')
  expect(readFileSync(file, 'utf8')).toBe(newer)
})
