import { describe, expect, test } from 'vitest'
import { mergedLedger } from './merged-ledger'
import {
  emptyLedger,
  type LedgerActor,
  type LedgerEvent,
  lengthOfPause,
  nextLedger,
  outsideActor,
} from './pause-ledger'

const you: LedgerActor = { reason: { kind: 'you' }, means: 'button' }
const battery: LedgerActor = { reason: { kind: 'battery', percent: 18 }, means: 'rule' }

const asked = (at: number, by = you): LedgerEvent => ({ kind: 'asked', at, by })
const released = (at: number, by = you): LedgerEvent => ({ kind: 'released', at, by })
const paused = (at: number, line = at): LedgerEvent => ({ kind: 'pausedLineRead', at, line, item: at * 10 })
const resumed = (at: number, line = at): LedgerEvent => ({ kind: 'resumedLineRead', at, line })
const ended = (at: number): LedgerEvent => ({ kind: 'ended', at })

const after = (...events: LedgerEvent[]) => events.reduce(nextLedger, emptyLedger).entries

describe('a pause', () => {
  test('is told from its request to its end', () => {
    expect(after(asked(1), paused(4), released(9, battery), resumed(10))).toEqual([
      {
        ...{ askedAt: 1, askedBy: [you], pausedAt: 4, pausedLine: 4, item: 40, releasedAt: 9, releasedBy: battery },
        ...{ resumedAt: 10, resumedLine: 10, endedAt: null, isWithdrawn: false },
      },
    ])
  })

  test('is the same however late the file is looked at', () => {
    const late = after(paused(4), asked(5), resumed(10), released(11))
    expect(late).toMatchObject([{ askedAt: 4, askedBy: [you], releasedAt: 10, releasedBy: you, resumedAt: 10 }])
  })

  test('has all who came to hold it, each once', () => {
    const entries = after(asked(1), asked(2, battery), paused(3), asked(4, outsideActor), asked(5, battery))
    expect(entries).toMatchObject([{ askedBy: [you, battery, outsideActor], askedAt: 1 }])
  })

  test('that nobody was seen to ask for is one all the same', () => {
    expect(after(paused(3), resumed(5), paused(8))).toMatchObject([
      { askedBy: [], pausedAt: 3, resumedAt: 5, releasedBy: null },
      { askedBy: [], pausedAt: 8, resumedAt: null },
    ])
  })

  test('is withdrawn when the file goes before the answer', () => {
    expect(after(asked(1), released(2), asked(3), paused(4))).toMatchObject([
      { isWithdrawn: true, releasedAt: 2, pausedAt: null },
      { isWithdrawn: false, askedAt: 3, pausedAt: 4 },
    ])
  })

  test('isn’t withdrawn when the run still answers', () => {
    expect(after(asked(1), released(2), paused(3), resumed(4))).toMatchObject([
      { isWithdrawn: false, pausedAt: 3, releasedAt: 2, resumedAt: 4 },
    ])
    expect(after(asked(1), released(2), paused(20_000))).toHaveLength(2)
  })

  test('goes on when the file comes again before the run had noticed', () => {
    const goesOn = [asked(1), paused(2), released(3), asked(4, outsideActor)]
    expect(after(...goesOn)).toMatchObject([{ askedBy: [you, outsideActor], releasedAt: null }])
    expect(after(...goesOn, released(8), resumed(9))).toMatchObject([{ releasedAt: 8, resumedAt: 9 }])
  })

  test('is followed by a new one when the run had noticed', () => {
    const entries = after(asked(1), paused(2), released(3), asked(4, outsideActor), resumed(5), paused(6))
    expect(entries).toMatchObject([
      { askedBy: [you], releasedAt: 3, resumedAt: 5 },
      { askedBy: [outsideActor], askedAt: 4, pausedAt: 6 },
    ])
  })

  test('ends with its run, answered or not', () => {
    expect(after(asked(1), ended(2))).toMatchObject([{ endedAt: 2, isWithdrawn: false }])
    const [entry] = after(asked(1), paused(2), ended(7), released(8))
    expect(entry).toMatchObject({ endedAt: 7, releasedAt: null })
    expect(entry && lengthOfPause(entry, 100)).toBe(5)
  })

  test('said twice is one', () => {
    expect(after(asked(1), paused(2), paused(3), resumed(4), resumed(5))).toHaveLength(1)
  })
})

describe('what was written down earlier and what the files tell now', () => {
  test('is one entry for each pause', () => {
    const known = after(asked(1, battery), paused(2), released(3, battery), resumed(4), asked(10), paused(11))
    const found = after(paused(2), resumed(4), paused(11), resumed(20), paused(30))
    expect(mergedLedger(known, found, 1)).toMatchObject([
      { askedBy: [battery], askedAt: 1, releasedBy: battery },
      { askedBy: [you], askedAt: 10, pausedLine: 11, resumedAt: 20 },
      { askedBy: [], pausedLine: 30 },
    ])
    expect(mergedLedger(known, known, 1)).toEqual(known)
  })

  test('knows the answer to what was asked for before the app was closed', () => {
    expect(mergedLedger(after(asked(10)), after(paused(12), resumed(13)), 1)).toMatchObject([
      { askedBy: [you], askedAt: 10, pausedAt: 12, isWithdrawn: false },
    ])
    expect(mergedLedger(after(asked(10)), after(asked(10), paused(12)), 1)).toHaveLength(1)
    expect(mergedLedger(after(asked(10)), after(asked(7, outsideActor)), 1)).toMatchObject([{ askedAt: 10 }])
  })

  test('ends a request that came to nothing meanwhile', () => {
    expect(mergedLedger(after(asked(10)), [], 1)).toMatchObject([{ isWithdrawn: true }])
  })

  test('keeps pauses whose lines are no longer in the log', () => {
    const known = after(asked(1), paused(2), resumed(4), asked(10), paused(11))
    const found = after(resumed(20), paused(30))
    expect(mergedLedger(known, found, 12).map(({ pausedLine }) => pausedLine)).toEqual([2, 11, 30])
  })
})
