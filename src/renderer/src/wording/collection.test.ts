import { describe, expect, it } from 'vitest'
import type { WorkerPhase, WorkerStatus } from '../../../shared/collector-status'
import type { CollectionView, RunView } from '../../../shared/ipc'
import { emptyHistory } from '../../../shared/run-history'
import { noEvidence } from '../../../shared/run-evidence'
import { failuresNote, holdText, retryOff, workerRow, workersSummary } from './collection'
import { pauseSteps } from './pause-steps'
import { progressWords } from './progress'
import { killLoss, sidebarDetail, statusSentence } from './status'

const now = new Date(2026, 10, 24, 14, 38, 9).getTime()
const plain = (text: string | undefined | null) => text?.replaceAll('\u00a0', ' ')

const worker = (number: number, phase: WorkerPhase, attempt = 1): WorkerStatus => ({
  ...{ number, phase, listing: `d-${number}`, url: null, attempt, tries: 4 },
  ...{ since: now - number * 1000, done: 1204, errors: 22 },
})
const collection: CollectionView = {
  ...{ time: now, state: 'running', cycle: 1, pages: 40, nextCycleAt: null, ratePerMinute: 46 },
  items: { done: 9689, total: 24_000, collected: 9482, failed: 207, queued: 14_311 },
  waits: { count: 2, totalMs: 12 * 60_000 },
  holds: [],
  workers: [worker(1, 'fetching'), worker(2, 'saving'), worker(3, 'fetching', 2), worker(4, 'idle')],
  failures: [],
}
const run: RunView = {
  ...{ profileId: 'collector', name: 'Collector', runKind: 'collection', itemNoun: 'listing', runId: 'r1' },
  state: { kind: 'running', since: now - 60_000, withdrawn: false },
  ...{ startedAt: now - 60_000, pid: 1, commandLine: [], workspace: '/w' },
  pauseFile: { path: '/w/pause_collector.txt', name: 'pause_collector.txt', found: { kind: 'nothing' } },
  holds: [],
  ...{ progress: null, collection, latestLines: [], pausedLine: null, problem: null },
  ...{ evidence: noEvidence, found: null },
  log: { lineCount: 0, byteCount: 0 },
}
const running = (change: Partial<CollectionView>): RunView => ({ ...run, collection: { ...collection, ...change } })
const pausing = (workers: readonly WorkerStatus[]): RunView => ({
  ...running({ workers }),
  state: { kind: 'pauseRequested', since: now - 4000 },
})
const sentence = (one: RunView) => plain(statusSentence(one, emptyHistory, now))

describe('a collection in words', () => {
  it('tells how far it is, and what is kept for retry', () => {
    const words = progressWords(run, emptyHistory, now)
    expect(plain(words?.spoken)).toBe('40.3 %, 9,689 of 24,000 listings')
    expect(plain(words?.right.strong)).toBe('about 5 h 11 min')
    expect(words?.figures.map(({ label, value }) => `${label}: ${plain(value)}`)).toEqual([
      'Collected: 9,482',
      'Failed: 207, kept for retry',
      'In queue: 14,311',
      'Rate: 46 listings/min',
      'Rate-limit waits: 2, 12 min',
    ])
    expect(plain(sidebarDetail(run, emptyHistory, now))).toBe('40.3 %')
    expect(
      plain(sidebarDetail(running({ items: { ...collection.items, total: 0, done: 0 } }), emptyHistory, now)),
    ).toBe('0 %')
  })

  it('says with whom it works, and what it waits for', () => {
    expect(sentence(run)).toBe('Running since 14:37 with 4 workers.')
    const holds = [{ host: 'listings.example', status: 429, until: now + 191_500 }]
    expect(sentence(running({ holds, workers: [worker(1, 'idle')] }))).toBe(
      'Running since 14:37 with 1 worker. Waiting: listings.example asked to wait until 14:41:20.',
    )
    expect(holds.map((hold) => plain(holdText(hold, now)))).toEqual([
      'Answered 429. Asked again at 14:41:20, in 3 min 12 s.',
    ])
    expect(sentence(running({ nextCycleAt: now + 51_000 }))).toContain('The next cycle begins at 14:39:00.')
  })

  it('counts the workers down while a pause waits for them', () => {
    const half = pausing([worker(1, 'paused'), worker(2, 'fetching'), worker(3, 'paused'), worker(4, 'fetching')])
    expect(sentence(half)).toBe('2 of 4 workers have paused. Waiting for 2 to finish their current listing.')
    expect(sentence(pausing([worker(1, 'paused'), worker(2, 'fetching')]))).toBe(
      '1 of 2 workers has paused. Waiting for 1 to finish its current listing.',
    )
    expect(sentence(pausing([worker(1, 'paused')]))).toBe('1 of 1 worker has paused. Waiting for the run to confirm.')
    expect(plain(sidebarDetail(half, emptyHistory, now))).toBe('2 of 4 workers')
    expect(workersSummary(half)).toBe('2 of 4 paused')
    expect(pauseSteps(half, now)?.steps[1]).toEqual({ title: '2 of 4 workers paused', detail: 'Waiting for 2 and 4' })
    expect(plain(pauseSteps(half, now)?.text)).toBe('Each worker finishes its current listing. Slowest: worker 4, 4 s.')
  })

  it('has a row for each worker', () => {
    const states = (one: RunView) =>
      one.collection?.workers.map((each) => workerRow(each, one, now)).map(({ sign, state }) => `${sign} ${state}`)
    expect(states(run)).toEqual(['running Fetching', 'running Saving', 'running Retry 2 of 4', 'idle Idle'])
    expect(states(pausing([worker(1, 'paused'), worker(2, 'fetching'), worker(3, 'fetching', 2)]))).toEqual([
      'paused Paused',
      'pausing Finishing fetch',
      'pausing Finishing retry 2 of 4',
    ])
    expect(workersSummary(run)).toBe('3 of 4 working')
  })

  it('loses nothing when it is killed, and tries failed listings again only at a start', () => {
    expect(killLoss(run, emptyHistory, now)).toContain('What was stored stays')
    expect(retryOff(run)).toContain('Stop Collector first')
    expect(retryOff({ ...run, state: { kind: 'ended', at: now, outcome: { kind: 'stopped' } } })).toBeNull()
    expect(failuresNote(207, 20)).toBe('207, kept for retry; the latest 20 of this run')
    expect(failuresNote(1, 1)).toBe('1, kept for retry')
  })
})
