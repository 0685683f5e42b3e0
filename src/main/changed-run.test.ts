import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { OwnRunSetup } from '../shared/own-run'
import { openHistory } from './history/support/watched-history'
import { profileOf } from './own-profiles'
import { testFolder } from './support/folders'
import { pythonRun } from './support/python-run'
import { until } from './support/until'

const id = 'own-0a1b2c3d'

/** Looks for the file that it is given, and says what it does in words of its own; its steps carry a time. */
const otherWords = `
import datetime, os, sys, time
utc = datetime.timezone.utc
path = sys.argv[sys.argv.index("--pause-file") + 1]
for step in range(1, 100001):
    if os.path.lexists(path):
        print(f"holding at {step}", flush=True)
        while os.path.lexists(path):
            time.sleep(0.05)
        print(f"on with {step}", flush=True)
    time.sleep(0.01)
    now = datetime.datetime.now(utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    print(f"{now} INFO step {step}/100000 mae {1 / step:.4f}")
`
const itsWords = { kind: 'lines', paused: 'holding at', resumed: 'on with' } as const

async function watch(args: readonly string[]) {
  const root = testFolder()
  const folder = join(root, 'work')
  mkdirSync(folder)
  const progress = { kind: 'own', expression: String.raw`step (?<item>\d+)/(?<total>\d+) mae (?<mae>[\d.]+)` } as const
  const setup = { ...pythonRun(folder, otherWords, { args: ['train.py', ...args], progress }), id }
  const run = await openHistory(profileOf(setup), join(root, 'state'))
  await run.supervisor.start(id, 'continue')
  await until(() => (run.view().own?.progress?.item ?? 0) > 10, 'some steps')
  const change = (more: Partial<OwnRunSetup>) => run.supervisor.runs.put(profileOf({ ...setup, ...more }))
  return { ...run, folder, change }
}

test('a run that paused in other words is paused once its person has said which', async () => {
  const run = await watch(['--pause-file', 'pause.txt'])
  const { pid } = run.view()
  run.supervisor.requestPause(id, null)
  await run.shows('pauseRequested')
  await until(() => run.view().latestLines.at(-1)?.message.startsWith('holding'), 'its words')
  const points = async () => (await run.supervisor.history(id)).figures[0]?.points.length ?? 0
  const before = await points()
  expect(before).toBeGreaterThan(5)
  await run.change({ confirmation: itsWords })
  const paused = await run.shows('paused')
  expect(paused).toMatchObject({ pid, holds: [{ owner: 'you' }], own: { confirmation: itsWords } })
  expect(paused.pausedLine).toMatch(/^holding at \d+$/)
  expect(await points()).toBe(before)
  await until(async () => (await run.rows())[0]?.pauses[0]?.pausedAt != null, 'the pause in its history')
  run.supervisor.requestResume(id)
  await run.shows('running')
  const item = run.view().own?.progress?.item ?? 0
  await until(() => (run.view().own?.progress?.item ?? 0) > item, 'more steps')
  run.supervisor.stop(id)
  await run.shows('ended')
})

test('a pause that has moved ends at its time', async () => {
  const run = await watch(['--pause-file', 'hold.txt'])
  run.supervisor.requestPause(id, Date.now() + 5000)
  await run.change({ pauseFile: 'hold.txt', confirmation: itsWords })
  await run.shows('paused')
  const after = await run.shows('running')
  expect(after.holds).toEqual([])
  expect(existsSync(join(run.folder, 'hold.txt'))).toBe(false)
  run.supervisor.stop(id)
  await run.shows('ended')
})

test('a pause moves to the file that the run looks for, and goes on through it alone', async () => {
  const run = await watch(['--pause-file', 'hold.txt'])
  const [wrong, right] = [join(run.folder, 'pause.txt'), join(run.folder, 'hold.txt')]
  expect(run.view().own?.otherPauseFile).toBe('hold.txt')
  run.supervisor.requestPause(id, Date.now() + 3_600_000)
  await run.shows('pauseRequested')
  await run.change({ pauseFile: 'hold.txt', confirmation: itsWords })
  expect(existsSync(wrong)).toBe(false)
  const paused = await run.shows('paused')
  expect(existsSync(right)).toBe(true)
  expect(paused).toMatchObject({ pauseFile: { path: right }, own: { otherPauseFile: null } })
  expect(paused.holds).toEqual([expect.objectContaining({ owner: 'you', until: expect.any(Number) })])
  // The file that was left means nothing any more.
  writeFileSync(wrong, '')
  run.supervisor.requestResume(id)
  await run.shows('running')
  expect([existsSync(wrong), existsSync(right)]).toEqual([true, false])
  run.supervisor.stop(id)
  await run.shows('ended')
})
