import { describe, expect, test } from 'vitest'
import type { Hold, HoldOwner, HoldReason } from '../../../shared/holds'
import type { RunView } from '../../../shared/ipc'
import { emptyHistory } from '../../../shared/run-history'
import { noEvidence } from '../../../shared/run-evidence'
import { holdRows, holdsSummary } from './hold-rows'
import { pauseTimes, timeTyped } from './pause-times'
import { sidebarDetail, statusSentence } from './status'

const now = new Date(2026, 10, 24, 14, 38, 9).getTime()
const minute = 60_000
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

function hold(owner: HoldOwner, reason: HoldReason, until: number | null = null): Hold {
  return { owner, reason, since: now - 12 * minute - 5000, until }
}

const you = hold('you', { kind: 'you' })
const outside = hold('outside', { kind: 'outside' })
const battery = hold('rule:battery', { kind: 'battery', percent: 78 })
const backup = hold('rule:window:1', { kind: 'window', name: 'Nightly backup' }, now + 72 * minute)
const limit = hold('rule:limit', { kind: 'rateLimit', host: 'listings.example' }, now + 192_000)
const snooze = hold('you', { kind: 'you' }, now + 24 * minute)

function held(...holds: readonly Hold[]): RunView {
  return {
    state: { kind: 'paused', since: now - 12 * minute },
    pauseFile: {
      path: '/w/pause.txt',
      name: 'pause.txt',
      found: { kind: 'file', since: now, madeBy: 'outside', firstLine: 'gpu for demo' },
    },
    holds,
    evidence: noEvidence,
    latestLines: [],
  } as unknown as RunView
}

const rows = (...holds: readonly Hold[]) =>
  holdRows(held(...holds), now).map(({ title, detail, releaseName }) => [title, plain(detail), releaseName])

describe('the card of a paused run', () => {
  test('has a row for each hold, with its own way to let go of it', () => {
    expect(rows(you, outside, battery, backup, limit)).toEqual([
      ['You', 'Pause button in Fermata, 14:26:04', 'Release: You'],
      [
        'A file made outside Fermata',
        'pause.txt appeared at 14:26:04, says “gpu for demo”',
        'Delete file: A file made outside Fermata',
      ],
      [
        'On battery',
        'Unplugged at 14:26, 78 % charge. Released once mains power is back.',
        'Ignore this time: On battery',
      ],
      [
        'Maintenance window: Nightly backup',
        'Since 14:26:04. Ends at 15:50, 1 h 12 min left',
        'Skip this one: Nightly backup',
      ],
      [
        'Rate limit: listings.example asked to wait',
        'Since 14:26:04. Resumes at 14:41:21, 3 min 12 s left',
        'Resume now: Rate limit',
      ],
    ])
  })

  test('counts down a pause that has an end', () => {
    expect(rows(snooze)[0]?.[1]).toBe('Pause button in Fermata, 14:26:04. Until 15:02, 24 min left')
  })

  test('says above them how many hold the run, and what Resume does', () => {
    expect(holdsSummary(held(you))).toBe('Held by one. Resume releases it.')
    expect(holdsSummary(held(outside))).toBe('Held by one. Resume deletes the file.')
    expect(holdsSummary(held(limit))).toBe('Held by one. The run resumes when it is gone.')
    expect(holdsSummary(held(you, battery))).toBe('Held by two. Resume releases both.')
    expect(holdsSummary(held(you, battery, outside))).toBe('Held by three. Resume releases all.')
    expect(holdsSummary(held())).toContain('pause.txt is still there')
  })
})

describe('the words of a paused run', () => {
  const sentence = (...holds: readonly Hold[]) => plain(statusSentence(held(...holds), emptyHistory, now))
  const sidebar = (...holds: readonly Hold[]) => plain(sidebarDetail(held(...holds), emptyHistory, now))

  test('name all who hold it', () => {
    expect(sentence(battery, you)).toBe(
      'Paused for 12 min. Held by you and the battery rule. Confirmed by the run at 14:26:09.',
    )
    expect(sentence(snooze)).toBe('Paused for 12 min. Held by you until 15:02. Confirmed by the run at 14:26:09.')
    expect(sentence(limit)).toBe(
      'Paused for 12 min because listings.example asked to wait. Resumes by itself at 14:41:21.',
    )
  })

  test('are short in the sidebar', () => {
    expect(sidebar(you)).toBe('12 min')
    expect(sidebar(battery, you)).toBe('12 min, you + 1')
    expect(sidebar(outside)).toBe('12 min, by a file')
    expect(sidebar(battery)).toBe('12 min, Battery rule')
    expect(sidebar(limit)).toBe('3 min 12 s left')
  })
})

describe('an end of a pause', () => {
  test('is offered ahead of now, also in the evening', () => {
    expect(pauseTimes(now).map(({ label }) => label)).toEqual([
      'Pause for 30 minutes',
      'Pause for 1 hour',
      'Pause until 18:00',
    ])
    const evening = new Date(2026, 10, 24, 18).getTime()
    expect(pauseTimes(evening)[2]).toEqual({
      label: 'Pause until 18:00 tomorrow',
      until: new Date(2026, 10, 25, 18).getTime(),
    })
  })

  test.each([
    ['18:30', new Date(2026, 10, 24, 18, 30)],
    ['1830', new Date(2026, 10, 24, 18, 30)],
    [' 9 ', new Date(2026, 10, 25, 9)],
    ['14:38', new Date(2026, 10, 25, 14, 38)],
  ])('typed as %j is the next such time', (text, time) => expect(timeTyped(text, now)).toBe(time.getTime()))

  test.each(['', '24:00', '12:60', '7 pm', '-1', '123456'])('typed as %j is none', (text) =>
    expect(timeTyped(text, now)).toBeNull(),
  )
})
