import { expect, test } from 'vitest'
import type { Hold } from '../shared/holds'
import type { RunView } from '../shared/ipc'
import type { OwnRunView } from '../shared/own-run'
import type { RunOutcome } from '../shared/run-state'
import { aRun, at } from './support/a-run'
import { menuKey, trayTemplate, traySign } from './tray-menu'

const minuteMs = 60_000
const since = at - 41 * minuteMs
const running = aRun({ kind: 'running', since, withdrawn: false })
const idle = aRun({ kind: 'idle' })
const pausing = (waitedMs: number) => aRun({ kind: 'pauseRequested', since: at - waitedMs })
const ended = (outcome: RunOutcome, more: Partial<RunView> = {}) => aRun({ kind: 'ended', at, outcome }, more)
const paused = (...holds: readonly Hold[]) => aRun({ kind: 'paused', since }, { holds })
const yours: Hold = { owner: 'you', reason: { kind: 'you' }, since, until: null }
const file: Hold = { owner: 'outside', reason: { kind: 'outside' }, since, until: null }
const battery: Hold = { owner: 'rule:battery', reason: { kind: 'battery', percent: 40 }, since, until: null }
const rateLimit: Hold = {
  owner: 'rule:rateLimit',
  reason: { kind: 'rateLimit', host: 'listings.example' },
  since,
  until: at + 7 * minuteMs,
}
const unsaid: OwnRunView = {
  confirmation: { kind: 'none' },
  otherPauseFile: null,
  stopGraceMs: 30_000,
  progress: null,
  quietSince: null,
  isPatternTooSlow: false,
}

/** The menu of these runs, and what its items have had done. */
function menuOf(...runs: readonly RunView[]) {
  const done: string[] = []
  const note =
    (name: string) =>
    (...values: readonly unknown[]) =>
      void done.push([name, ...values].join(' '))
  const commands = {
    ...{ pause: note('pause'), resume: note('resume'), start: note('start'), pauseAll: note('pauseAll') },
    ...{ resumeAll: note('resumeAll'), open: note('open'), quit: note('quit') },
  }
  const items = trayTemplate(runs, at, commands)
  const labels = items.map(({ type, label }) => (type === 'separator' ? '-' : words(label)))
  const press = (label: string) => {
    const item = items.find((one) => words(one.label) === label)
    // Electron gives more, of which these items use nothing.
    ;(item?.click as (() => void) | undefined)?.()
    return item
  }
  return { items, labels, done, press }
}

const words = (label: string | undefined) => label?.replaceAll('\u00a0', ' ') ?? ''

test.each<readonly [RunView, string, readonly string[], string | null]>([
  [
    running,
    'running, 33.7 %, 10 h 50 min left',
    ['Pause Training', 'Pause Training for 30 minutes', 'Pause Training for 1 hour'],
    'pause training ',
  ],
  [aRun({ kind: 'starting', since }), 'starting', [], null],
  [pausing(0), 'asked to pause', ['Cancel pause of Training'], 'resume training'],
  [paused(yours), 'paused by you since 13:45', ['Resume Training'], 'resume training'],
  [paused(file), 'paused by a file since 13:45', ['Resume Training'], 'resume training'],
  [paused(rateLimit), 'paused by a rate limit until 14:33', ['Resume Training'], 'resume training'],
  [paused(rateLimit, yours), 'paused by a rate limit and you since 13:45', ['Resume Training'], 'resume training'],
  [aRun({ kind: 'resumeRequested', since, pausedSince: since }), 'resuming', [], null],
  [aRun({ kind: 'stopping', since }), 'stopping', [], null],
  [idle, 'not running', ['Start Training'], 'start training continue'],
  [ended({ kind: 'stopped' }), 'stopped', ['Continue Training'], 'start training continue'],
  [ended({ kind: 'failed', exitCode: 3 }), 'failed, exit code 3', ['Continue Training'], 'start training continue'],
  [ended({ kind: 'lost' }), 'lost', ['Continue Training'], 'start training continue'],
  [ended({ kind: 'completed' }), 'finished', ['Start Training again'], 'start training startOver'],
  [
    ended({ kind: 'notSpawned', reason: 'gone', program: 'x' }),
    'couldn’t start',
    ['Start Training'],
    'start training continue',
  ],
  [ended({ kind: 'stopped' }, { data: { chosen: { kind: 'sample' }, isOther: true } }), 'stopped', [], null],
])('the menu says how a run stands, and offers what can be done with it: %#', (run, stands, actions, does) => {
  const { labels, items, press, done } = menuOf(run)
  // Electron would keep one for good each time that the menu is made anew.
  expect(items.filter(({ submenu }) => submenu)).toEqual([])
  expect(labels).toEqual([
    ...[`Training: ${stands}`, ...actions, '-'],
    ...['Pause all', 'Resume all', '-', 'Open Fermata', 'Quit…'],
  ])
  expect(items[0]?.enabled).toBe(false)
  if (actions[0] !== undefined) press(actions[0])
  expect(done).toEqual(does === null ? [] : [does])
})

test('a run that can’t confirm is said to be asked, or probably paused, and is resumed', () => {
  const asked = { ...pausing(minuteMs), own: unsaid }
  expect(menuOf(asked).labels.slice(0, 2)).toEqual(['Training: asked to pause', 'Resume Training'])
  const still = { ...asked, own: { ...unsaid, quietSince: at } }
  expect(menuOf(still).labels[0]).toBe('Training: probably paused')
})

test('a pause can be given a length, counted from when it is chosen', () => {
  const { press, done } = menuOf(running)
  const before = Date.now()
  press('Pause Training for 1 hour')
  const until = Number(done[0]?.split(' ')[2])
  expect(until).toBeGreaterThanOrEqual(before + 60 * minuteMs)
  expect(until).toBeLessThanOrEqual(Date.now() + 60 * minuteMs)
})

test('all runs are paused while one works, and resumed while one is held by its person', () => {
  const offered = (...runs: readonly RunView[]) =>
    menuOf(...runs)
      .items.filter(({ label, enabled }) => label?.endsWith(' all') && enabled)
      .map(({ label }) => label)
  expect(offered(idle)).toEqual([])
  expect(offered(running, idle)).toEqual(['Pause all'])
  expect(offered(paused(file, battery))).toEqual([])
  expect(offered(paused(battery, yours), running)).toEqual(['Pause all', 'Resume all'])
  const { press, done } = menuOf(running)
  for (const label of ['Pause all', 'Resume all', 'Open Fermata', 'Quit…']) press(label)
  expect(done).toEqual(['pauseAll', 'resumeAll', 'open', 'quit'])
})

test('a name with an ampersand is shown as it is', () => {
  const { labels } = menuOf({ ...running, name: 'R&D' })
  expect(labels.slice(0, 2)).toEqual(['R&&D: running, 33.7 %, 10 h 50 min left', 'Pause R&&D'])
})

test('the sign tells what needs looking at first', () => {
  const sign = (...runs: readonly RunView[]) => traySign(runs, at, false)
  expect(sign(idle)).toBe('idle')
  expect(sign(paused(yours), idle)).toBe('paused')
  expect(sign(paused(yours), running)).toBe('running')
  expect(sign(running, pausing(29_000))).toBe('pausing')
  expect(sign(running, pausing(31_000))).toBe('attention')
  expect(sign({ ...pausing(31_000), own: unsaid })).toBe('pausing')
  const problem = { kind: 'notStarted', reason: '', isPauseFileShared: false } as const
  expect(sign({ ...idle, problem }, running)).toBe('attention')
  expect(traySign([running], at, true)).toBe('attention')
})

test('the menu is another one when a run’s state, holds or name change, not when it only works on', () => {
  const { progress } = running
  expect(menuKey({ ...running, progress: progress && { ...progress, item: 4319 } })).toBe(menuKey(running))
  expect(menuKey({ ...running, name: 'Other' })).not.toBe(menuKey(running))
  expect(menuKey(paused(yours))).not.toBe(menuKey(paused(yours, file)))
  expect(menuKey(pausing(0))).not.toBe(menuKey(running))
})
