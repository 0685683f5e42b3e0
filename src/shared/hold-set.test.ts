import { describe, expect, test } from 'vitest'
import { type HoldEvent, type HoldSet, holdsIn, isEmpty, nextHolds, noHolds } from './hold-set'
import type { HoldOwner, RuleCondition } from './holds'
import { conditionOf, HoldModel, randomStep, seeded, type Step } from './support/hold-model'

const battery: RuleCondition = { reason: { kind: 'battery', percent: 78 }, until: null }
const backup = (until: number): RuleCondition => ({ reason: { kind: 'window', name: 'Nightly backup' }, until })

/** The owners of the holds after some events. */
function ownersAfter(...events: readonly HoldEvent[]): readonly HoldOwner[] {
  return holdsIn(setAfter(...events)).map(({ owner }) => owner)
}

function setAfter(...events: readonly HoldEvent[]): HoldSet {
  return events.reduce(nextHolds, noHolds)
}

const started: HoldEvent = { kind: 'runStarted', at: 0 }
const pressed: HoldEvent = { kind: 'youHeld', at: 1, until: null, byPauseAll: false }
const unplugged: HoldEvent = { kind: 'ruleTold', at: 2, ruleId: 'rule:battery', condition: battery }
const pluggedIn: HoldEvent = { kind: 'ruleTold', at: 9, ruleId: 'rule:battery', condition: null }
const windowTold = (at: number, until: number): HoldEvent => ({
  kind: 'ruleTold',
  at,
  ruleId: 'rule:window:1',
  condition: backup(until),
})

describe('a hold', () => {
  test('ends by its owner alone', () => {
    const all = [started, pressed, unplugged, { kind: 'fileMadeOutside', at: 3 }] as const
    expect(ownersAfter(...all)).toEqual(['you', 'rule:battery', 'outside'])
    expect(ownersAfter(...all, pluggedIn)).toEqual(['you', 'outside'])
    expect(ownersAfter(...all, { kind: 'released', owner: 'you' })).toEqual(['rule:battery', 'outside'])
    expect(ownersAfter(...all, { kind: 'released', owner: 'outside' })).toEqual(['you', 'rule:battery'])
    expect(ownersAfter(...all, { kind: 'allReleased' })).toEqual([])
    expect(ownersAfter(...all, { kind: 'fileDeletedOutside' })).toEqual([])
  })

  test('with an end is over when its time has come, and a new wish takes the place of the old one', () => {
    const until = (at: number): HoldEvent => ({ kind: 'youHeld', at: 1, until: at, byPauseAll: false })
    expect(ownersAfter(until(10), { kind: 'timePassed', at: 9 })).toEqual(['you'])
    expect(ownersAfter(until(10), { kind: 'timePassed', at: 10 })).toEqual([])
    expect(ownersAfter(until(10), until(20), { kind: 'timePassed', at: 19 })).toEqual(['you'])
    expect(ownersAfter(until(10), pressed, { kind: 'timePassed', at: 99 })).toEqual(['you'])
  })

  test('that a person had before all runs were paused is not one of pausing all', () => {
    const all: HoldEvent = { kind: 'youHeld', at: 1, until: null, byPauseAll: true }
    expect(setAfter(pressed, all).you?.byPauseAll).toBe(false)
    expect(setAfter(all).you?.byPauseAll).toBe(true)
    expect(setAfter(all, pressed).you?.byPauseAll).toBe(false)
  })
})

describe('a rule that was let go of', () => {
  test('holds again only once its condition has ended', () => {
    for (const end of [
      { kind: 'released', owner: 'rule:battery' },
      { kind: 'allReleased' },
      { kind: 'fileDeletedOutside' },
    ] as const) {
      expect(ownersAfter(started, unplugged, end, unplugged)).toEqual([])
      expect(ownersAfter(started, unplugged, end, unplugged, pluggedIn, unplugged)).toEqual(['rule:battery'])
    }
  })

  test('holds again at its next window, though no time lies between the two', () => {
    const skipped = [started, windowTold(1, 100), { kind: 'released', owner: 'rule:window:1' }] as const
    expect(ownersAfter(...skipped, windowTold(50, 100))).toEqual([])
    expect(ownersAfter(...skipped, windowTold(100, 200))).toEqual(['rule:window:1'])
  })

  test('stays let go of over a restart, and over the end of its run', () => {
    const ignored = [started, unplugged, { kind: 'released', owner: 'rule:battery' }] as const
    expect(ownersAfter(...ignored, { kind: 'appStarted' }, unplugged)).toEqual([])
    expect(ownersAfter(...ignored, { kind: 'runEnded', stopAsked: true }, started, unplugged)).toEqual([])
  })
})

describe('a run', () => {
  test('is held by rules only while it is active, from its very start', () => {
    expect(ownersAfter(unplugged)).toEqual([])
    expect(ownersAfter(unplugged, started)).toEqual(['rule:battery'])
    expect(ownersAfter(started, unplugged, { kind: 'runEnded', stopAsked: false })).toEqual([])
    expect(ownersAfter(unplugged, { kind: 'appStarted' }, started)).toEqual([])
  })

  test('that was asked to stop lets go of its person’s hold, and not when someone else’s file is there', () => {
    const stopped: HoldEvent = { kind: 'runEnded', stopAsked: true }
    expect(ownersAfter(started, pressed, stopped)).toEqual([])
    expect(ownersAfter(started, pressed, { kind: 'runEnded', stopAsked: false })).toEqual(['you'])
    expect(ownersAfter(started, pressed, { kind: 'fileMadeOutside', at: 3 }, stopped)).toEqual(['you', 'outside'])
  })
})

test('what changes nothing gives the same set', () => {
  const set = setAfter(started, pressed, unplugged)
  const same: readonly HoldEvent[] = [
    started,
    pressed,
    unplugged,
    { kind: 'timePassed', at: 99 },
    { kind: 'appStarted' },
  ]
  for (const event of same) expect(nextHolds(set, event)).toBe(set)
})

test('ten thousand random series agree with a model that shares nothing with it', () => {
  const seeds = Array.from({ length: 10_000 }, (_, index) => index + 1)
  expect(seeds.flatMap((seed) => differenceFromModel(seed) ?? [])).toEqual([])
})

/** What differs in one random series; null when nothing does. */
function differenceFromModel(seed: number): string | null {
  const random = seeded(seed)
  const model = new HoldModel()
  let set = noHolds
  const done: Step[] = []
  for (let count = 0; count < 30; count += 1) {
    const step = randomStep(random)
    done.push(step)
    const event = eventOf(step, model)
    model.take(step)
    if (event) set = nextHolds(set, event)
    set = nextHolds(set, { kind: 'timePassed', at: model.now })
    if (random() < 0.1) {
      model.restart()
      set = nextHolds(set, { kind: 'appStarted' })
    }
    const owners = holdsIn(set)
      .map(({ owner }) => owner)
      .toSorted()
    const isRight = owners.join() === model.holders.join() && isEmpty(set) === !model.fileIsThere
    if (!isRight) return `Seed ${seed}: ${owners.join()}, not ${model.holders.join()}, after ${JSON.stringify(done)}`
  }
  return null
}

function eventOf(step: Step, { now: at, fileIsThere }: HoldModel): HoldEvent | null {
  const until = 'seconds' in step && step.seconds !== null ? at + step.seconds * 1000 : null
  switch (step.kind) {
    case 'pause':
    case 'pauseAll':
      return { kind: 'youHeld', at, until, byPauseAll: step.kind === 'pauseAll' }
    case 'quit':
      return { kind: 'quitHeld', at }
    case 'release':
      return { kind: 'released', owner: step.owner as HoldOwner }
    case 'releaseAll':
      return { kind: 'allReleased' }
    case 'rule':
      return { kind: 'ruleTold', at, ruleId: step.owner, condition: step.on ? conditionOf(step.owner, until) : null }
    case 'wait':
      return null
    case 'runStarts':
      return { kind: 'runStarted', at }
    case 'runEnds':
      return { kind: 'runEnded', stopAsked: step.stopAsked }
    case 'handMakes':
      return { kind: 'fileMadeOutside', at }
    case 'handDeletes':
      return fileIsThere ? { kind: 'fileDeletedOutside' } : null
  }
}
