import { describe, expect, test } from 'vitest'
import type { Hold, HoldReason } from '../shared/holds'
import type { RunView } from '../shared/ipc'
import type { OwnRunView } from '../shared/own-run'
import type { LedgerActor } from '../shared/pause-ledger'
import type { RunOutcome } from '../shared/run-state'
import { usualSettings } from '../shared/settings'
import { newsOf, unansweredNews } from './run-news'
import { at, aRun } from './support/a-run'

const settings = usualSettings('linux')
const hold = (owner: Hold['owner'], reason: HoldReason, until: number | null = null): Hold => {
  return { owner, reason, since: at, until }
}
const you = hold('you', { kind: 'you' })
const backup = hold('rule:window:1', { kind: 'window', name: 'Nightly backup' })
const running = aRun({ kind: 'running', since: at, withdrawn: false })
const pausing = aRun({ kind: 'pauseRequested', since: at })
const paused = (holds: readonly Hold[]) => aRun({ kind: 'paused', since: at }, { holds })
const resuming = aRun({ kind: 'resumeRequested', since: at, pausedSince: at })
const stopping = aRun({ kind: 'stopping', since: at })
const ended = (outcome: RunOutcome) => aRun({ kind: 'ended', at, outcome })
const by = (means: LedgerActor['means'], reason: HoldReason): LedgerActor => ({ means, reason })

const text = (before: RunView, after: RunView, releaser: LedgerActor | null = null, now = settings) => {
  const news = newsOf(before, after, now, releaser)
  return news && `${news.title} | ${news.body} | ${news.tab}`.replaceAll('\u00a0', ' ')
}

describe('worth telling', () => {
  test('a confirmed pause, and by whom', () => {
    expect(text(pausing, paused([you, backup]))).toBe(
      'Training is paused | Confirmed at 14:26:09. Held by you and “Nightly backup”. | overview',
    )
  })

  test('a rate limit, and when it ends', () => {
    const limit = hold('rule:rateLimit', { kind: 'rateLimit', host: 'listings.example' }, at + 7 * 60_000)
    expect(text(pausing, paused([limit]))).toBe(
      'Training is paused: rate limit | listings.example asked to wait until 14:33. Resumes by itself. | overview',
    )
  })

  test('a run that a rule or a deleted file resumed, also where nobody saw who deleted it', () => {
    const byRule = by('rule', { kind: 'window', name: 'Nightly backup' })
    expect(text(resuming, running, byRule)).toBe('Training resumed | Nightly backup ended at 14:26. | overview')
    const deleted = 'Training resumed | pause.txt was deleted at 14:26. | overview'
    expect(text(resuming, running, by('file', { kind: 'outside' }))).toBe(deleted)
    expect(text(paused([you]), running)).toBe(deleted)
  })

  test('how a run ended', () => {
    expect(text(running, ended({ kind: 'completed' }))).toBe('Training finished | 12,800 batches in 1 h. | overview')
    expect(text(running, ended({ kind: 'failed', exitCode: 1 }))).toBe(
      'Training failed: exit code 1 | Error: ENOSPC | logs',
    )
    expect(text(running, ended({ kind: 'stopped' }))).toBe(
      'Training stopped | Progress saved at batch 4,318. You can continue it. | overview',
    )
    expect(text(running, ended({ kind: 'killed', signal: 'SIGKILL' }))).toContain('Training ended without saving')
  })

  test('that a stopping run failed', () => {
    expect(text(stopping, ended({ kind: 'failed', exitCode: 1 }))).toContain('Training failed')
  })

  test('a pause file that can’t be made, once', () => {
    const problem = { kind: 'pauseFileNotCreated', path: '/x', reason: 'permission denied', code: 'EACCES' } as const
    const after = { ...running, problem }
    expect(text(running, after)).toBe(
      'Couldn’t pause Training | pause.txt: permission denied. It is still running. | overview',
    )
    expect(text(after, after)).toBeNull()
  })
})

describe('no news', () => {
  test.each(['button', 'timer', 'quit'] as const)('is what its person has resumed, or had planned: %s', (means) => {
    expect(text(resuming, running, by(means, { kind: 'you' }))).toBeNull()
  })

  test('is an end that was asked for in the app', () => {
    expect(text(stopping, ended({ kind: 'stopped' }))).toBeNull()
    expect(text(stopping, ended({ kind: 'killed', signal: 'SIGKILL' }))).toBeNull()
  })

  test('is a pause that was withdrawn, one that goes on, a start, and another run of the profile', () => {
    expect(text(pausing, running)).toBeNull()
    expect(text(resuming, paused([you]))).toBeNull()
    expect(text(aRun({ kind: 'starting', since: at }), running)).toBeNull()
    expect(text(paused([you]), { ...running, runId: 'another' })).toBeNull()
    expect(text(paused([you]), paused([you, backup]))).toBeNull()
  })

  test.each([
    ['notifyPaused', () => text(pausing, paused([you]), null, { ...settings, notifyPaused: false })],
    ['notifyResumed', () => text(resuming, running, null, { ...settings, notifyResumed: false })],
    ['notifyEnded', () => text(running, ended({ kind: 'completed' }), null, { ...settings, notifyEnded: false })],
    ['notifyNotConfirmed', () => unansweredNews(pausing, { ...settings, notifyNotConfirmed: false })],
  ])('is what its switch in the settings leaves out: %s', (_switch, news) => {
    expect(news()).toBeNull()
  })
})

describe('a pause without an answer', () => {
  const own = (view: Partial<OwnRunView>) => ({
    ...pausing,
    own: {
      confirmation: { kind: 'silence', seconds: 5 },
      ...{ stopGraceMs: 30_000, progress: null, quietSince: null, isPatternTooSlow: false },
      ...view,
    } as OwnRunView,
  })

  test('is news of a run that could answer, or that still works', () => {
    const words = 'pause.txt has been there for 30\u00a0s. It may still be working.'
    expect(unansweredNews(pausing, settings)?.body).toBe(words)
    expect(unansweredNews(own({}), settings)?.body).toBe(words)
  })

  test('is none of a run that can’t answer, or that is still', () => {
    expect(unansweredNews(own({ confirmation: { kind: 'none' } }), settings)).toBeNull()
    expect(unansweredNews(own({ quietSince: at }), settings)).toBeNull()
  })
})
