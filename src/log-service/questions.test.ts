import { expect, test } from 'vitest'
import { seeded } from '../shared/support/hold-model'
import { rightQuestions } from '../shared/support/right-calls'
import { valuesOf, WrongMessages } from '../shared/support/wrong-messages'
import { NoQuestion, readQuestion } from './questions'

test.each(rightQuestions.map((question) => [question.kind, question] as const))(
  '%s is a question',
  (_kind, question) => {
    expect(readQuestion(question)).toEqual(question)
  },
)

test('fifty thousand wrong messages are none', () => {
  const seed = Number(process.env.FERMATA_FUZZ_SEED ?? 1)
  const wrong = new WrongMessages(seeded(seed), '/canary')
  for (let number = 0; number < 50_000; number += 1) {
    const recipe = wrong.nextQuestion(number)
    const [message] = structuredClone(valuesOf([recipe]))
    const what = () => `Seed ${seed}, message ${number}: ${JSON.stringify(recipe)}`
    try {
      readQuestion(message)
    } catch (error) {
      if (error instanceof NoQuestion) continue
      throw new Error(what(), { cause: error })
    }
    expect.fail(what())
  }
})
