import { expect, test } from 'vitest'
import { diceOf } from './dice'
import { Samples } from './samples'

const memory = 'memory of all processes, MiB'
const page = 'memory of the page, MiB'

/** The second half of the hour's test as if made: a look each twelve seconds. */
function madeUp(valueAt: (minute: number, index: number) => number, name = memory): Samples {
  const samples = new Samples()
  for (let index = 0; index < 150; index += 1) samples.add(index / 5, { [name]: valueAt(index / 5, index) })
  return samples
}

const grown = (samples: Samples) =>
  samples
    .growths()
    .filter(({ isFlat }) => !isFlat)
    .map(({ name }) => name)

/** Garbage that piles up for a few minutes until it is collected, and looks that are some MiB beside. */
function garbageOf(seed: number): (minute: number) => number {
  const dice = diceOf(seed)
  const [phase, span] = [dice.share(), dice.between(1, 4)]
  return (minute) => 15 * ((minute / span + phase) % 1) + dice.between(0, 10)
}

test('a leak of 1 MiB a minute shows, whatever garbage comes and goes', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const garbage = garbageOf(seed)
    expect(grown(madeUp((minute) => 200 + minute + garbage(minute))), `seed ${seed}`).toEqual([memory])
  }
})

test('garbage that comes and goes is no leak', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const garbage = garbageOf(seed)
    expect(grown(madeUp((minute) => 200 + garbage(minute))), `seed ${seed}`).toEqual([])
  }
})

test('a single high look is no leak; its height is said', () => {
  const samples = madeUp((_, index) => (index === 149 ? 387 : 246))
  expect(grown(samples)).toEqual([])
  expect(samples.growths()[0]?.growth).toMatchObject({ first: 246, last: 246, highest: 387 })
})

test('what came up in the midst and stays shows', () => {
  expect(grown(madeUp((minute) => (minute < 20 ? 246 : 387)))).toEqual([memory])
})

test('caches that fill in the first third are no leak', () => {
  expect(grown(madeUp((minute) => 200 + 10 * Math.min(minute, 9)))).toEqual([])
})

test('the process that grows is named, and one that was there for a few looks has no trend', () => {
  const samples = new Samples()
  for (let index = 0; index < 30; index += 1) {
    const passing = index > 25 ? { 'memory of graphics, MiB': 50 } : {}
    samples.add(index, { 'memory of main, MiB': 70, [page]: 100 + index, ...passing })
  }
  expect(grown(samples)).toEqual([page])
  expect(samples.growths().map(({ name }) => name)).toEqual(['memory of main, MiB', page])
})

test('heaps, descriptors and processes have limits of their own', () => {
  const rising = (name: string, all: number) => grown(madeUp((minute) => 50 + (all * minute) / 20, name))
  expect(rising('heap of main, MiB', 4.9)).toEqual([])
  expect(rising('heap of main, MiB', 5.1)).toEqual(['heap of main, MiB'])
  expect(rising('descriptors of main', 4.5)).toEqual(['descriptors of main'])
  expect(rising('zombies', 1)).toEqual(['zombies'])
})

test('too few looks are an error, not a pass', () => {
  const samples = new Samples()
  for (let index = 0; index < 9; index += 1) samples.add(index, { [memory]: 200 })
  expect(() => samples.growths()).toThrow('6 samples are too few')
})
