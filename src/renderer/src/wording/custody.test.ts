import { describe, expect, it } from 'vitest'
import type { RunView } from '../../../shared/ipc'
import { noEvidence, type RunEvidence } from '../../../shared/run-evidence'
import { emptyHistory } from '../../../shared/run-history'
import type { RunOutcome } from '../../../shared/run-state'
import { controlsOf } from './controls'
import { cpuWords } from './custody'
import type { NoticeView } from './notice-parts'
import { noticesOf } from './notices'
import { sidebarDetail, statusSentence } from './status'

const now = new Date(2026, 10, 24, 14, 26, 9).getTime()
const minute = 60_000
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ')

const run: RunView = {
  ...{ profileId: 'training', name: 'Training', runKind: 'training', itemNoun: 'batch', runId: 'r1' },
  state: { kind: 'running', since: now - minute, withdrawn: false },
  ...{ startedAt: now - minute, pid: 48_213, commandLine: [], workspace: '/w', data: null },
  pauseFile: { path: '/w/pause.txt', name: 'pause.txt', found: { kind: 'nothing' } },
  holds: [],
  ...{ progress: null, collection: null, latestLines: [], pausedLine: null, problem: null },
  ...{ evidence: noEvidence, found: null },
  log: { lineCount: 0, byteCount: 0, errorCount: 0, lastErrorLine: null, lastPausedLine: null, pauseSaid: null },
}
const seen = (evidence: Partial<RunEvidence>, state: RunView['state'] = run.state): RunView => ({
  ...run,
  state,
  evidence: { ...noEvidence, ...evidence },
})
const sentence = (one: RunView) => plain(statusSentence(one, emptyHistory, now))
const notices = (one: RunView, cpuPercent: number | null = null) =>
  noticesOf(one, {
    ...{ history: emptyHistory, now, shell: 'bash', quiet: null, search: null, foundRuns: 1 },
    use: cpuPercent === null ? null : { cpuPercent, memoryBytes: 1 },
  })
const words = (notice: NoticeView | undefined) =>
  plain(
    notice?.text.map((text) => text.map((part) => (typeof part === 'string' ? part : part.code)).join('')).join('|'),
  )

describe('a run that isn’t what it seems', () => {
  const contradicted = { kind: 'pauseRequested', since: now - 4000, contradicted: true } as const

  it('says that it paused but goes on', () => {
    const one = seen({ itemsSince: 12, lastOutputAt: now - 500 }, contradicted)
    expect(sentence(one)).toBe('It says it paused, but it goes on: 12 batches since.')
    expect(sidebarDetail(one, emptyHistory, now)).toBe('goes on')
    const [notice] = notices(one, 97)
    expect(notice?.title).toBe('Not paused, although it says so')
    expect(words(notice)).toBe(
      'It says it paused, but it goes on: 12 batches since. Seen now: CPU 97 %, last output 0.5 s ago.',
    )
    expect(notice?.rows.map(({ button }) => button)).toEqual(['Open logs', 'Cancel pause'])
  })

  it('talks while it is paused', () => {
    const found = { kind: 'file', since: now, madeBy: 'fermata', firstLine: '' } as const
    const paused = { kind: 'paused', since: now - 12 * minute } as const
    const holds = [{ owner: 'you', reason: { kind: 'you' }, since: now, until: null }] as const
    const one = { ...seen({ linesSincePaused: 14 }, paused), pauseFile: { ...run.pauseFile, found }, holds }
    expect(sentence(one)).toBe(
      'Paused for 12 min. Held by you. Confirmed by the run at 14:14:09. It has printed 14 lines since it paused.',
    )
  })

  it('has deleted its pause file', () => {
    const gone = { kind: 'resumeRequested', since: now - 4000, pausedSince: now - 4000 } as const
    expect(sentence(seen({ fileGoneBy: 'outside' }, gone))).toBe(
      'pause.txt is gone; it was deleted outside Fermata. Waiting for the run to say that it goes on, 4 s.',
    )
    const withdrawn = { kind: 'running', since: now, withdrawn: true } as const
    expect(sentence(seen({ fileGoneBy: 'outside' }, withdrawn))).toMatch(/pause\.txt is gone; it was deleted outside/)
    expect(sentence(seen({ fileGoneBy: 'fermata' }, withdrawn))).not.toContain('outside')
  })

  it('has ended and left others behind', () => {
    expect(sentence(seen({ leftBehind: { count: 2, isProven: true } }))).toBe(
      'The program Fermata started has ended, 2 processes it started are still working.',
    )
    const stranger = seen({ leftBehind: { count: 1, isProven: false } })
    expect(sentence(stranger)).toBe(
      'The program Fermata started has ended, 1 process of its group is still there. Nothing shows that it started it, so Fermata can’t stop it.',
    )
    expect(controlsOf(stranger).second).toEqual({
      ...{ action: 'stop', menu: false },
      off: 'Nothing shows that these processes are the run’s',
    })
    expect(controlsOf(seen({ leftBehind: { count: 1, isProven: true } })).second.off).toBeNull()
  })
})

describe('a run that has not answered', () => {
  const late = { kind: 'pauseRequested', since: now - 41_000 } as const
  const text = (evidence: Partial<RunEvidence>, cpuPercent: number | null) =>
    words(notices(seen(evidence, late), cpuPercent)[0])

  it.each([
    [
      { itemsSince: 9, lastOutputAt: now - 2000 },
      97,
      'Training is still working: CPU 97 %, 9 more batches since then, last output 2 s ago. It probably doesn’t look at this file.',
    ],
    [
      { itemsSince: 0, lastOutputAt: now - 41_000 },
      97,
      'Training has not said that it paused: CPU 97 %, no batch since then, last output 41 s ago. It may still be busy with one batch.',
    ],
    [
      { lastOutputAt: now - 41_000 },
      0,
      'Training has not said that it paused: CPU 0 %, last output 41 s ago. It may have paused without saying so.',
    ],
    [{}, null, 'Training has not said that it paused. It may still be busy with one batch.'],
  ])('is told with what is seen of it (%#)', (evidence, cpu, expected) => {
    expect(text(evidence, cpu)).toBe(`pause.txt has been there for 41 s and ${expected}`)
  })
})

describe('what the start of the app found', () => {
  const reattached = {
    kind: 'reattached',
    openedAt: now - 4 * minute,
    firstLine: 100,
    lineCount: 39,
    isExact: true,
  } as const
  const ended = (outcome: RunOutcome, machineRestarted = false): RunView => ({
    ...run,
    pid: null,
    state: { kind: 'ended', at: now - 10 * minute, outcome },
    found: { kind: 'ended', machineRestarted, lastLine: 'epoch 1/3' },
  })

  it('is a run that went on', () => {
    const [notice] = notices({ ...run, found: { ...reattached, closedFrom: now - 7 * minute } })
    expect(plain(notice?.title)).toBe('Found 1 run still running, re-attached')
    expect(words(notice)).toBe(
      'Training (PID 48213) went on while Fermata was closed from 14:19 to 14:22. Its 39 log lines from that time are here.',
    )
    expect(notice).toMatchObject({ tone: 'quiet', buttons: [{ button: 'Show in log' }], dismiss: 'dismissFound' })
    const crashed = { ...reattached, closedFrom: null, isExact: false }
    expect(words(notices({ ...run, found: crashed })[0])).toMatch(/\. About 39 log lines from that time are here\.$/)
    const unknown = { ...reattached, closedFrom: null, lineCount: 0 }
    expect(words(notices({ ...run, found: unknown })[0])).toBe(
      'Training (PID 48213) went on while Fermata was closed until 14:22. It printed nothing in that time.',
    )
  })

  it('is a run that ended meanwhile, in one notice with what goes on', () => {
    const lost = notices(ended({ kind: 'lost' }))
    expect(lost.map(({ title }) => title)).toEqual(['Training ended while Fermata was closed'])
    expect(words(lost[0])).toBe(
      'How it ended is not known.|It said last: epoch 1/3|Nothing was saved yet: Continue begins with the first batch.',
    )
    expect(lost[0]?.buttons.map(({ button }) => button)).toEqual(['Open log', 'Continue'])
    expect(words(notices(ended({ kind: 'stopped' }, true))[0])).toMatch(/^The computer was restarted\. It was stopped/)
    expect(notices(ended({ kind: 'failed', exitCode: 1 }))).toMatchObject([{ tone: 'failed' }])
    expect(notices(ended({ kind: 'completed' }))[0]?.buttons.map(({ button }) => button)).toEqual(['Open log'])
  })
})

it('processor time is in percent of one core', () => {
  expect(plain(cpuWords({ cpuPercent: 97, memoryBytes: 1 }))).toBe('97 % of one core')
  expect(cpuWords({ cpuPercent: null, memoryBytes: 1 })).toBe('Measuring…')
})
