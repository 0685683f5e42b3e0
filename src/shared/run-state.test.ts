import { describe, expect, test } from 'vitest'
import { hasProcess, nextRunState, type RunEvent, type RunState } from './run-state'

const states: Record<RunState['kind'], RunState> = {
  starting: { kind: 'starting', since: 1 },
  running: { kind: 'running', since: 2, withdrawn: false },
  pauseRequested: { kind: 'pauseRequested', since: 3 },
  paused: { kind: 'paused', since: 4 },
  resumeRequested: { kind: 'resumeRequested', since: 5, pausedSince: 4 },
  stopping: { kind: 'stopping', since: 6 },
  ended: { kind: 'ended', at: 7, outcome: { kind: 'completed' } },
}

const events = {
  outputAppeared: { kind: 'outputAppeared', at: 9, pauseFileExists: false },
  'outputAppeared over a file': { kind: 'outputAppeared', at: 9, pauseFileExists: true },
  pauseFileAppeared: { kind: 'pauseFileAppeared', at: 9 },
  pauseFileDisappeared: { kind: 'pauseFileDisappeared', at: 9 },
  pausedLineRead: { kind: 'pausedLineRead', at: 9, pauseFileExists: true },
  'pausedLineRead without a file': { kind: 'pausedLineRead', at: 9, pauseFileExists: false },
  resumedLineRead: { kind: 'resumedLineRead', at: 9, pauseFileExists: false },
  'resumedLineRead over a file': { kind: 'resumedLineRead', at: 9, pauseFileExists: true },
  itemsWentOn: { kind: 'itemsWentOn', at: 9 },
  stopSignalSent: { kind: 'stopSignalSent', at: 9 },
  processEnded: { kind: 'processEnded', at: 9, outcome: { kind: 'failed', exitCode: 1 } },
} as const satisfies Record<string, RunEvent>

const running: RunState = { kind: 'running', since: 9, withdrawn: false }
const withdrawn: RunState = { kind: 'running', since: 9, withdrawn: true }
const asked: RunState = { kind: 'pauseRequested', since: 9 }
const paused: RunState = { kind: 'paused', since: 9 }
const pausedAllAlong: RunState = { kind: 'paused', since: 4 }
const goneAtOnce: RunState = { kind: 'resumeRequested', since: 9, pausedSince: 9 }
const goneNow: RunState = { kind: 'resumeRequested', since: 9, pausedSince: 4 }
const contradicted: RunState = { kind: 'pauseRequested', since: 4, contradicted: true }
const stopping: RunState = { kind: 'stopping', since: 9 }
const failed: RunState = { kind: 'ended', at: 9, outcome: { kind: 'failed', exitCode: 1 } }
const same = 'same'

type Row = readonly (RunState | 'same')[]
const kinds = ['starting', 'running', 'pauseRequested', 'paused', 'resumeRequested', 'stopping', 'ended'] as const
// Columns as in `kinds`.
const table: Record<keyof typeof events, Row> = {
  outputAppeared: [running, same, same, same, same, same, same],
  'outputAppeared over a file': [asked, same, same, same, same, same, same],
  pauseFileAppeared: [same, asked, same, same, pausedAllAlong, same, same],
  pauseFileDisappeared: [same, same, withdrawn, goneNow, same, same, same],
  pausedLineRead: [paused, paused, paused, paused, paused, same, same],
  'pausedLineRead without a file': [goneAtOnce, goneAtOnce, goneAtOnce, goneAtOnce, goneAtOnce, same, same],
  resumedLineRead: [running, running, running, running, running, same, same],
  'resumedLineRead over a file': [asked, asked, asked, asked, asked, same, same],
  itemsWentOn: [same, same, same, contradicted, same, same, same],
  stopSignalSent: [stopping, stopping, stopping, stopping, stopping, same, same],
  processEnded: [failed, failed, failed, failed, failed, failed, same],
}

describe.each(Object.keys(table) as (keyof typeof events)[])('%s', (event) => {
  test.each(kinds)('in %s', (kind) => {
    const expected = table[event][kinds.indexOf(kind)]
    const next = nextRunState(states[kind], events[event])
    if (expected === same) expect(next).toBe(states[kind])
    else expect(next).toEqual(expected)
  })
})

test('a run that says it paused and goes on is asked still, until it says something else', () => {
  const after = (event: RunEvent) => nextRunState(contradicted, event)
  expect(after(events.itemsWentOn)).toBe(contradicted)
  expect(after(events.pausedLineRead)).toEqual(paused)
  expect(after(events['resumedLineRead over a file'])).toEqual(asked)
  expect(after(events.pauseFileDisappeared)).toEqual(running)
})

test('every state but the last has a process', () => {
  expect(kinds.filter((kind) => !hasProcess(states[kind]))).toEqual(['ended'])
})

test('an event that nobody declared is a bug, not a silent change', () => {
  expect(() => nextRunState(states.running, { kind: 'clicked', at: 9 } as unknown as RunEvent)).toThrow(/clicked/)
})
