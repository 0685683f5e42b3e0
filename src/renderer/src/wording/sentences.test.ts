import { describe, expect, it } from 'vitest'
import type { RunView } from '../../../shared/ipc'
import { noEvidence } from '../../../shared/run-evidence'
import { emptyHistory, type RunHistory } from '../../../shared/run-history'
import type { RunOutcome } from '../../../shared/run-state'
import { controlsOf, pauseAllOff, quickName, resumeAllOff, secondLabels, slotLabels } from './controls'
import { messageParts } from './message-parts'
import { noticesOf } from './notices'
import { pauseFileStatus } from './pause-file'
import { pauseSteps } from './pause-steps'
import { progressWords } from './progress'
import { killLoss, sidebarDetail, statusSentence } from './status'

const now = new Date(2026, 10, 24, 14, 38, 9).getTime()
const minute = 60_000
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ')

const run: RunView = {
  profileId: 'training',
  name: 'Training',
  runKind: 'training',
  itemNoun: 'batch',
  runId: 'r1',
  state: { kind: 'running', since: now - 140 * minute, withdrawn: false },
  startedAt: now - 384 * minute,
  pid: 1,
  commandLine: [],
  workspace: '/w',
  data: { chosen: { kind: 'sample' }, isOther: false },
  pauseFile: { path: '/w/pause.txt', name: 'pause.txt', found: { kind: 'nothing' } },
  holds: [],
  progress: {
    epoch: 7,
    epochs: 20,
    batch: 477,
    batches: 640,
    item: 4317,
    total: 12_800,
    loss: 0.04,
    rate: 0.21667,
    etaSeconds: 600,
  },
  collection: null,
  latestLines: [],
  pausedLine: null,
  evidence: noEvidence,
  found: null,
  problem: null,
  log: { lineCount: 0, byteCount: 0 },
}
const history: RunHistory = { ...emptyHistory, saved: { time: now - 2 * minute, item: 4299 } }
const waiting = (kind: 'pauseRequested' | 'stopping' | 'starting', ms: number): RunView => ({
  ...run,
  state: { kind, since: now - ms },
})
const file = (madeBy: 'fermata' | 'outside', since: number): RunView['pauseFile'] => ({
  ...run.pauseFile,
  found: { kind: 'file', since, madeBy, firstLine: 'gpu for demo' },
})
const paused: RunView = {
  ...run,
  state: { kind: 'paused', since: now - 12 * minute },
  pauseFile: file('fermata', now - 12 * minute - 5000),
  holds: [{ owner: 'you', reason: { kind: 'you' }, since: now - 12 * minute - 5000, until: null }],
}
const resuming: RunView = {
  ...run,
  state: { kind: 'resumeRequested', since: now - 400, pausedSince: now - 12 * minute },
}
const ended = (outcome: RunOutcome): RunView => ({ ...run, state: { kind: 'ended', at: now - minute, outcome } })
const sentence = (one: RunView) => plain(statusSentence(one, history, now))
const titles = (one: RunView) =>
  noticesOf(one, { history, now, shell: 'bash', use: null, search: null, foundRuns: 0, quiet: null }).map(
    (notice) => notice.title,
  )

describe('the status sentence', () => {
  it('tells what is known in every state', () => {
    expect(sentence({ ...run, state: { kind: 'idle' } })).toBe('Never run.')
    expect(sentence(waiting('starting', 1000))).toBe('Starting. No output yet, 1 s.')
    expect(sentence(run)).toBe('Running since 12:18. Started today at 08:14.')
    expect(sentence(waiting('pauseRequested', 4000))).toBe(
      'Finishing batch 478 of 640 before it pauses. 4 s so far, a batch takes about 4.6 s.',
    )
    expect(sentence(paused)).toBe('Paused for 12 min. Held by you. Confirmed by the run at 14:26:09.')
    expect(sentence(resuming)).toBe('pause.txt is gone. Waiting for the run to say that it goes on, 0.4 s.')
    expect(sentence(waiting('stopping', 2000))).toBe('Saving progress before it ends, 2 s.')
    expect(sentence(ended({ kind: 'stopped' }))).toBe('Stopped today at 14:37. Progress is saved at batch 4,299.')
    expect(sentence(ended({ kind: 'completed' }))).toBe('Finished today at 14:37 after 6 h 23 min, with exit code 0.')
    expect(sentence(ended({ kind: 'failed', exitCode: 1 }))).toBe(
      'Ended by itself with exit code 1 today at 14:37, after 6 h 23 min.',
    )
    expect(sentence(ended({ kind: 'notSpawned', reason: 'spawn python ENOENT', program: 'python' }))).toBe(
      'Couldn’t start at 14:37: the program was not found.',
    )
  })

  it('says that a withdrawn pause never stopped the run', () => {
    expect(sentence({ ...run, state: { kind: 'running', since: now, withdrawn: true } })).toContain(
      'withdrawn at 14:38:09',
    )
  })

  it('does not number a batch that is long over', () => {
    const fast = { ...waiting('pauseRequested', 300), progress: run.progress && { ...run.progress, rate: 480 } }
    expect(sentence(fast)).toBe(
      'Finishing the current batch before it pauses. 0.3 s so far, a batch takes about 2.1 ms.',
    )
  })

  it('warns that a waiting pause file will hold the next start', () => {
    expect(sentence({ ...run, state: { kind: 'idle' }, pauseFile: file('outside', now) })).toBe(
      'Never run. pause.txt is there since 14:38: the run will hold before its first batch.',
    )
  })

  it('never claims a pause that was not confirmed', () => {
    const late = { ...waiting('pauseRequested', 41_000), pauseFile: file('fermata', now - 41_000) }
    expect(sentence(late)).toBe('Not confirmed after 41 s. The run may still be working.')
    expect(sidebarDetail(late, history, now)).toBe('not confirmed')
    expect(pauseFileStatus(late, now).text).toBe('Created by you in Fermata. Not confirmed.')
  })
})

describe('the controls', () => {
  const labels = (one: RunView) => {
    const { first, second, quick } = controlsOf(one)
    return [
      slotLabels[first.action],
      first.off !== null,
      secondLabels[second.action],
      quick && quickName(quick, 'Training'),
    ]
  }

  it('follow the table of states and buttons', () => {
    expect(labels({ ...run, state: { kind: 'idle' } })).toEqual(['Start', false, 'Stop', 'Start Training'])
    expect(labels(waiting('starting', 0))).toEqual(['Pause', true, 'Stop', null])
    expect(labels(run)).toEqual(['Pause', false, 'Stop', 'Pause Training'])
    expect(labels(waiting('pauseRequested', 0))).toEqual(['Cancel pause', false, 'Stop', 'Cancel pause of Training'])
    expect(labels(paused)).toEqual(['Resume', false, 'Stop', 'Resume Training'])
    expect(labels(resuming)).toEqual(['Pause again', false, 'Stop', null])
    expect(labels(waiting('stopping', 0))).toEqual(['Pause', true, 'Kill…', null])
    expect(labels(ended({ kind: 'stopped' }))).toEqual(['Continue', false, 'Start over…', 'Continue Training'])
    expect(labels(ended({ kind: 'completed' }))).toEqual(['Start again', false, 'Open log', 'Start Training again'])
    expect(labels(ended({ kind: 'failed', exitCode: 1 }))).toEqual([
      'Continue',
      false,
      'Open log at error',
      'Continue Training',
    ])
  })

  it('say why pausing or resuming everything is off', () => {
    expect([pauseAllOff([run]), resumeAllOff([run])]).toEqual([null, 'No run is paused'])
    expect([pauseAllOff([paused]), resumeAllOff([paused])]).toEqual(['No run is running', null])
    expect(resumeAllOff([{ ...paused, holds: [] }])).toBe('No run is held by you')
  })
})

describe('notices', () => {
  it('say what is still true when the pause file could not be made', () => {
    const problem = {
      kind: 'pauseFileNotCreated',
      path: '/w/pause.txt',
      reason: 'permission denied',
      code: 'EACCES',
    } as const
    const [notice] = noticesOf(
      { ...run, problem },
      { history, now, shell: 'bash', use: null, search: null, foundRuns: 0, quiet: null },
    )
    expect(notice?.title).toBe('Couldn’t create the pause file. Training is still running.')
    expect(notice?.text).toEqual([[{ code: '/w/pause.txt' }, ': permission denied (EACCES)']])
    expect(notice?.rows.map((row) => row.button)).toEqual(['Copy', 'Stop'])
  })

  it('come up when an answer is missing for 30 s, and can be hushed for that wait only', () => {
    const late = waiting('pauseRequested', 41_000)
    expect(titles(late)).toEqual(['Not confirmed after 30 s'])
    expect(titles(waiting('pauseRequested', 29_000))).toEqual([])
    expect(
      titles({ ...resuming, state: { kind: 'resumeRequested', since: now - 31_000, pausedSince: now - minute } }),
    ).toEqual(['Still paused after 30 s'])
    expect(titles(waiting('stopping', 31_000))).toEqual(['Still saving after 30 s'])
    expect(
      noticesOf(late, {
        history,
        now,
        shell: 'bash',
        use: null,
        search: null,
        foundRuns: 0,
        quiet: { since: now - 41_000, until: now + 1 },
      }),
    ).toEqual([])
    expect(
      noticesOf(late, {
        history,
        now,
        shell: 'bash',
        use: null,
        search: null,
        foundRuns: 0,
        quiet: { since: now - 90_000, until: now + 1 },
      }),
    ).toHaveLength(1)
  })

  it('tell of a failed run what Continue will do', () => {
    const [notice] = noticesOf(ended({ kind: 'failed', exitCode: 1 }), {
      history,
      now,
      shell: 'bash',
      use: null,
      search: null,
      foundRuns: 0,
      quiet: null,
    })
    expect(notice?.title).toBe('Exit code 1')
    expect(JSON.stringify(notice?.text)).toContain('Continue goes on with batch 4,300')
    expect(titles(ended({ kind: 'notSpawned', reason: 'ENOENT', program: 'python3.13' }))).toEqual([
      'Can’t find the program “python3.13”',
    ])
  })
})

describe('other words', () => {
  it('tell what killing loses', () => {
    expect(plain(killLoss(run, history, now))).toBe(
      'Killing ends it at once, and everything since the last save at 14:36 is lost: 18 batches, about 1 min 23 s of work.',
    )
    expect(killLoss({ ...run, progress: null }, emptyHistory, now)).toBe('Killing ends it at once, without saving.')
  })

  it('show the steps of a pause only while it waits', () => {
    const late = { ...waiting('pauseRequested', 4000), pauseFile: file('fermata', now - 4000) }
    expect(pauseSteps(late, now)?.steps.map((step) => plain(step.title))).toEqual([
      'pause.txt created',
      'Finishing batch 478 of 640',
      'Run confirms',
    ])
    expect(plain(pauseSteps(resuming, now)?.text)).toBe('It was paused for 11 min 59 s and goes on with batch 4,318.')
    expect(pauseSteps(paused, now)).toBeNull()
  })

  it('keep the time of day off what is left of a paused run', () => {
    const right = (one: RunView) => plain(Object.values(progressWords(one, history, now)?.right ?? {}).join(''))
    expect(right(run)).toBe('about 10 min left, around 14:48')
    expect(right(paused)).toBe('about 10 min of work left')
  })

  it('make the figures of a line stand out', () => {
    expect(
      messageParts('epoch 5/20 loss 0.0661 rate 0.2/s eta 39080 s').filter((part) => part.tone !== 'plain'),
    ).toEqual([
      { at: 6, text: '5/20', tone: 'position' },
      { at: 16, text: '0.0661', tone: 'value' },
      { at: 23, text: 'rate 0.2/s eta 39080 s', tone: 'dim' },
    ])
    expect(messageParts('')).toEqual([{ at: 0, text: '', tone: 'plain' }])
  })
})
