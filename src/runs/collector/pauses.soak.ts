import { afterEach, expect, test } from 'vitest'
import { killLeftPrograms } from '../support/built-program'
import { temporaryFolder } from '../support/temporary-folder'
import { collectUnderPauses } from './support/pause-rounds'
import { seeded } from './support/seeded'

afterEach(killLeftPrograms)

test.each(Array.from({ length: 5 }, (_, round) => round + 1))(
  'round %i of 25 random pauses, resumes and stops ends with each listing once',
  async (round) => {
    const did = await collectUnderPauses(temporaryFolder(), 25, seeded(3000 + round))
    expect(did.pauses + did.stops).toBeGreaterThan(10)
  },
  300_000,
)
