import { afterEach, expect, test } from 'vitest'
import { killLeftPrograms } from '../support/built-program'
import { temporaryFolder } from '../support/temporary-folder'
import { collectUnderKills } from './support/kill-rounds'
import { seeded } from './support/seeded'

afterEach(killLeftPrograms)

const killsPerRound = 20

test.each(Array.from({ length: 10 }, (_, round) => round + 1))(
  'round %i of 20 kills at random instants ends with each listing once',
  async (round) => {
    const random = seeded(1000 + round)
    const { kills } = await collectUnderKills({
      folder: temporaryFolder(),
      count: 20_000,
      slowestMs: 2,
      random,
      nextEnd(start) {
        if (start >= killsPerRound) return null
        return start % 2 === 0 ? { afterMs: random.whole(0, 400) } : { atRequests: random.whole(0, 1200) }
      },
    })
    expect(kills).toBe(killsPerRound)
  },
  300_000,
)

test('killed once at each of the first 100 points at which it writes, it ends with each listing once', async () => {
  const { kills } = await collectUnderKills({
    folder: temporaryFolder(),
    count: 10_000,
    slowestMs: 12,
    random: seeded(2000),
    nextEnd: (start) => (start < 100 ? { atWrite: start + 1 } : null),
  })
  expect(kills).toBe(100)
}, 600_000)

test('killed once at each of the first 60 points at which its workers write, it ends with each listing once', async () => {
  const { kills } = await collectUnderKills({
    folder: temporaryFolder(),
    count: 5000,
    slowestMs: 12,
    random: seeded(2001),
    nextEnd: (start) => (start < 60 ? { atRecord: start + 1 } : null),
  })
  expect(kills).toBe(60)
}, 600_000)
