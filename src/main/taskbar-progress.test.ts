import { expect, test } from 'vitest'
import type { OwnRunView } from '../shared/own-run'
import { at, aRun } from './support/a-run'
import { taskbarSign } from './taskbar-progress'

const share = 4318 / 12_800
const running = aRun({ kind: 'running', since: at, withdrawn: false })
const paused = aRun({ kind: 'paused', since: at })
const idle = aRun({ kind: 'idle' })
const ended = aRun({ kind: 'ended', at, outcome: { kind: 'failed', exitCode: 1 } })
const own = (progress: Partial<OwnRunView['progress']>) => ({
  ...running,
  progress: null,
  own: { progress } as unknown as OwnRunView,
})

test('nothing is shown while no run is active', () => {
  expect(taskbarSign([idle, ended], false)).toBeNull()
})

test('the work of all active runs counts, and is shown as paused only when all of them are', () => {
  expect(taskbarSign([running, paused, idle], false)).toEqual({ share, mode: 'normal' })
  expect(taskbarSign([paused, idle], false)).toEqual({ share, mode: 'paused' })
  expect(taskbarSign([own({ percent: 50 })], false)).toEqual({ share: 0.5, mode: 'normal' })
  expect(taskbarSign([own({ item: 1, total: 4 })], false)).toEqual({ share: 0.25, mode: 'normal' })
})

test('a run that doesn’t say how far it is shows only that it works', () => {
  expect(taskbarSign([own({})], false)).toEqual({ share: 2, mode: 'indeterminate' })
})

test('a failure that nobody has seen and a problem of an active run come first', () => {
  expect(taskbarSign([ended], true)).toEqual({ share: 1, mode: 'error' })
  const problem = { kind: 'notStarted', reason: 'x', isPauseFileShared: false } as const
  expect(taskbarSign([paused, { ...running, problem }], false)).toEqual({ share, mode: 'error' })
  expect(taskbarSign([{ ...idle, problem }], false)).toBeNull()
})
