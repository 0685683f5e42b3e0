import { describe, expect, test } from 'vitest'
import type { Hold } from '../shared/holds'
import type { RunView } from '../shared/ipc'
import { newsOf, unansweredNews } from './run-news'
import { noEvidence } from '../shared/run-evidence'

const at = new Date(2026, 10, 24, 14, 26, 9).getTime()
const hold = (owner: Hold['owner'], reason: Hold['reason'], until: number | null = null): Hold => ({
  ...{ owner, reason, since: at, until },
})
const you = hold('you', { kind: 'you' })
const window = hold('rule:window:1', { kind: 'window', name: 'Nightly backup' })
const aRun = (state: RunView['state'], more: Partial<RunView> = {}): RunView => ({
  ...{ profileId: 'training', name: 'Training', runKind: 'training', itemNoun: 'batch', runId: 'r1', state },
  ...{ startedAt: at - 3_600_000, pid: 48_213, commandLine: [], workspace: '/w', data: null, collection: null },
  ...{ holds: [], pausedLine: null, problem: null, evidence: noEvidence, found: null, own: null },
  pauseFile: { path: '/w/pause.txt', name: 'pause.txt', found: { kind: 'nothing' } },
  progress: {
    epoch: 1,
    epochs: 2,
    batch: 1,
    batches: 6400,
    item: 4318,
    total: 12_800,
    loss: 1,
    rate: 1,
    etaSeconds: 1,
  },
  latestLines: [{ time: null, level: 'error', message: 'Error: ENOSPC' }],
  log: { lineCount: 0, byteCount: 0, errorCount: 0, lastErrorLine: null, lastPausedLine: null, pauseSaid: null },
  ...more,
})
const running = aRun({ kind: 'running', since: at, withdrawn: false })
const paused = (holds: readonly Hold[]) => aRun({ kind: 'paused', since: at }, { holds })
const text = (before: RunView, after: RunView, byPerson = false) => {
  const news = newsOf(before, after, byPerson)
  return news && `${news.title} | ${news.body} | ${news.setting} | ${news.tab}`.replaceAll('\u00a0', ' ')
}

describe('worth telling', () => {
  test('a confirmed pause, and by whom', () => {
    expect(text(aRun({ kind: 'pauseRequested', since: at }), paused([you]))).toBe(
      'Training is paused | Confirmed at 14:26:09. Held by you. | notifyPaused | overview',
    )
  })

  test('a rate limit, and when it ends', () => {
    const limit = hold('rule:limit', { kind: 'rateLimit', host: 'listings.example' }, at + 7 * 60_000)
    expect(text(running, paused([limit]))).toBe(
      'Training is paused: rate limit | listings.example asked to wait until 14:33. Resumes by itself. | notifyPaused | overview',
    )
  })

  test('a run that a rule or a deleted file resumed', () => {
    expect(text(paused([window]), running)).toBe(
      'Training resumed | Nightly backup ended at 14:26. | notifyResumed | overview',
    )
    expect(text(paused([you]), running)).toBe(
      'Training resumed | pause.txt was deleted at 14:26. | notifyResumed | overview',
    )
  })

  test('how a run ended', () => {
    const ended = (outcome: Extract<RunView['state'], { kind: 'ended' }>['outcome']) =>
      aRun({ kind: 'ended', at, outcome })
    expect(text(running, ended({ kind: 'completed' }))).toBe(
      'Training finished | 12,800 batches in 1 h. | notifyEnded | overview',
    )
    expect(text(running, ended({ kind: 'failed', exitCode: 1 }))).toBe(
      'Training failed: exit code 1 | Error: ENOSPC | notifyEnded | logs',
    )
    expect(text(running, ended({ kind: 'stopped' }))).toBe(
      'Training stopped | Progress saved at batch 4,318. You can continue it. | notifyEnded | overview',
    )
    expect(text(running, ended({ kind: 'killed', signal: 'SIGKILL' }))).toContain('Training ended without saving')
  })

  test('a pause file that can’t be made', () => {
    const problem = {
      kind: 'pauseFileNotCreated',
      path: '/x/pause.txt',
      reason: 'permission denied',
      code: 'EACCES',
    } as const
    const after = { ...running, problem }
    expect(text(running, after)).toBe(
      'Couldn’t pause Training | pause.txt: permission denied. It is still running. | notifyNotConfirmed | overview',
    )
    expect(text(after, after)).toBeNull()
  })

  test('a pause without an answer', () => {
    expect(unansweredNews(running).body).toBe('pause.txt has been there for 30\u00a0s. It may still be working.')
  })
})

describe('no news', () => {
  test('is what the person did in the app', () => {
    expect(text(paused([you]), running, true)).toBeNull()
    expect(text(running, aRun({ kind: 'ended', at, outcome: { kind: 'stopped' } }), true)).toBeNull()
  })

  test('is a pause that was withdrawn, a start, and another run of the profile', () => {
    expect(text(aRun({ kind: 'pauseRequested', since: at }), running)).toBeNull()
    expect(text(aRun({ kind: 'starting', since: at }), running)).toBeNull()
    expect(text(paused([you]), { ...running, runId: 'another' })).toBeNull()
  })

  test('is the same state told again', () => {
    expect(text(paused([you]), paused([you, window]))).toBeNull()
  })
})
