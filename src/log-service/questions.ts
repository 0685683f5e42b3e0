import {
  logLevels,
  type LogFilter,
  type LogLevel,
  type LogQuery,
  type LogQuestion,
  type LogQuestions,
  mostQueryCharacters,
  mostRows,
} from '../shared/log-service'

type Fields = Readonly<Record<string, unknown>>
type Readers = { readonly [Kind in keyof LogQuestions]: (fields: Fields) => LogQuestions[Kind]['asked'] }

/** A message from the window is none of the questions there are; a bug or an attack, so it says no more. */
export class NoQuestion extends Error {}

/** Reads a message from the window; throws `NoQuestion` at anything that isn't exactly a question. */
export function readQuestion(message: unknown): LogQuestion {
  const fields = record(message)
  const { kind } = fields
  if (typeof kind !== 'string' || !Object.hasOwn(readers, kind)) throw new NoQuestion('An unknown kind')
  const asked = readers[kind as keyof LogQuestions](fields)
  expectCount(fields, Object.keys(asked).length + 2)
  return { ...asked, id: wholeNumber(fields.id, 0), kind } as LogQuestion
}

/** The id to refuse a message with; null when it has none. */
export function idOf(message: unknown): number | null {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : null
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : null
}

const readers: Readers = {
  lines: ({ first, count }) => ({ first: wholeNumber(first, 1), count: wholeNumber(count, 0, mostRows) }),
  tail: ({ count }) => ({ count: wholeNumber(count, 0, mostRows) }),
  wholeLine: ({ number, from }) => ({ number: wholeNumber(number, 1), from: wholeNumber(from, 0) }),
  text: ({ first, last }) => ({ first: wholeNumber(first, 1), last: wholeNumber(last, 1) }),
  find: ({ query }) => ({ query: query === null ? null : readQuery(query) }),
  filter: ({ filter }) => ({ filter: filter === null ? null : readFilter(filter) }),
  nextMatch: ({ from, direction }) => {
    if (direction !== 'next' && direction !== 'previous') throw new NoQuestion('An unknown direction')
    return { from: wholeNumber(from, 0), direction }
  },
  rowOf: ({ number }) => ({ number: wholeNumber(number, 1) }),
}

function readQuery(value: unknown): LogQuery {
  const fields = record(value)
  expectCount(fields, 3)
  const { text, isRegex, matchCase } = fields
  if (typeof text !== 'string' || text.length === 0 || text.length > mostQueryCharacters)
    throw new NoQuestion('A text to look for is missing or too long')
  if (typeof isRegex !== 'boolean' || typeof matchCase !== 'boolean') throw new NoQuestion('A switch is missing')
  return { text, isRegex, matchCase }
}

function readFilter(value: unknown): LogFilter {
  const fields = record(value)
  expectCount(fields, 2)
  const { query, levels } = fields
  return { query: query === null ? null : readQuery(query), levels: levels === null ? null : readLevels(levels) }
}

function readLevels(value: unknown): readonly LogLevel[] {
  if (!Array.isArray(value) || value.length > logLevels.length) throw new NoQuestion('Levels are not a short list')
  return value.map((one: unknown) => {
    const level = logLevels.find((known) => known === one)
    if (!level) throw new NoQuestion('An unknown level')
    return level
  })
}

function record(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NoQuestion('Not an object')
  return value as Fields
}

function expectCount(fields: Fields, count: number): void {
  if (Object.keys(fields).length !== count) throw new NoQuestion('A field is missing or too many')
}

function wholeNumber(value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most)
    throw new NoQuestion('Not a number in its bounds')
  return value
}
