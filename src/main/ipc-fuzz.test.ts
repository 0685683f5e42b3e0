import { expect, test } from 'vitest'
import { seeded } from '../shared/support/hold-model'
import { rightCalls } from '../shared/support/right-calls'
import { valuesOf, WrongMessages } from '../shared/support/wrong-messages'
import { argumentReaders } from './ipc-arguments'

const readers = argumentReaders(() => ['training', 'collector'])
const channels = Object.keys(rightCalls) as (keyof typeof rightCalls)[]
const refusals = new Set(['Wrong argument', 'Wrong number of arguments'])

test('a hundred thousand wrong messages are refused, each in the reader’s own words', { timeout: 120_000 }, () => {
  const seed = Number(process.env.FERMATA_FUZZ_SEED ?? 1)
  const wrong = new WrongMessages(seeded(seed), '/canary')
  for (let number = 0; number < 100_000; number += 1) {
    const channel = channels[number % channels.length] as keyof typeof rightCalls
    const message = wrong.next(channel)
    // As they come over IPC: a copy, without prototypes of its own.
    const values = structuredClone(valuesOf(message.args))
    const answer = answerOf(channel, values)
    if (!refusals.has(answer)) expect.fail(`Seed ${seed}, message ${number}: ${answer}: ${JSON.stringify(message)}`)
  }
  expect(Object.keys(Object.prototype)).toEqual([])
})

function answerOf(channel: keyof typeof rightCalls, values: readonly unknown[]): string {
  try {
    readers[channel](values)
    return 'taken'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
