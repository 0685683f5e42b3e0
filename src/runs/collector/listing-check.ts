import * as v from 'valibot'
import { RunFailure } from '../run-failure'
import type { JsonPath } from './json-path'
import { jsonPath } from './json-path'
import type { Source } from './source'

/** What a field of a listing may hold; arrays and what they hold stay in the listing's body. */
export type FieldValue = string | number | boolean | null

/** A listing that is as it should be, whole, as JSON: text crosses from a worker to the main thread at the least cost. */
export interface CheckedListing {
  readonly body: string
}

/** Checks answers of the source. Each failure is a reason that a person can do something with. */
export interface ListingCheck {
  (text: string, id: string): CheckedListing | { readonly reason: string }
}

const listingSchema = v.pipe(
  v.custom<Record<string, unknown>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'it is not an object',
  ),
  v.check((value) => Object.keys(value).length > 0, 'it is empty'),
)

/** Text ids of more characters than this are taken for a wrong path rather than an id. */
const longestId = 512

const idSchema = v.union(
  [
    v.pipe(v.string(), v.minLength(1), v.maxLength(longestId)),
    // A greater whole number has lost its last digits by now: two listings could seem to be one.
    v.pipe(
      v.number(),
      v.check((value) => !Number.isInteger(value) || Number.isSafeInteger(value)),
    ),
  ],
  'it is no id',
)

/** Reads an id as the database keeps it; null when the value is none. */
export function idText(value: unknown): string | null {
  const result = v.safeParse(idSchema, value)
  return result.success ? String(result.output) : null
}

/** Makes the check of one source's listings; a RunFailure says which option is wrong. */
export function createListingCheck(source: Pick<Source, 'body' | 'listingId' | 'require'>): ListingCheck {
  const body = jsonPath(source.body, '--body')
  const listingId = source.listingId === 'none' ? null : jsonPath(source.listingId, '--listing-id')
  const schema = v.pipe(listingSchema, requiredFields(source.require))
  return (text, id) => {
    let document: unknown
    try {
      document = JSON.parse(text)
    } catch {
      return { reason: `the answer is not JSON${text.trimStart().startsWith('<') ? ' but a web page' : ''}` }
    }
    const listing = v.safeParse(schema, body.first(document))
    if (!listing.success) return { reason: `the listing is not as it should be: ${listing.issues[0].message}` }
    const wrongId = listingId && idProblem(listingId, listing.output, id)
    if (wrongId) return { reason: wrongId }
    return { body: JSON.stringify(listing.output) }
  }
}

function idProblem(path: JsonPath, listing: unknown, id: string): string | null {
  const value = path.first(listing)
  if (value === undefined) return 'the listing is not as it should be: it has no id'
  return idText(value) === id ? null : `the answer is another listing: ${JSON.stringify(value)?.slice(0, 80)}`
}

function requiredFields(require: string) {
  const wanted = require
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', type] = part.split(':')
      if (name === '' || (type !== undefined && type !== 'number' && type !== 'text'))
        throw new RunFailure('refused', `--require '${part}' is not understood: write name, name:number or name:text`)
      return { name, type }
    })
  return v.rawCheck<Record<string, unknown>>(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    for (const { name, type } of wanted) {
      const value = dataset.value[name]
      if (value === undefined || value === null) return addIssue({ message: `'${name}' is missing` })
      if (type === 'number' && !(typeof value === 'number' && Number.isFinite(value)))
        return addIssue({ message: `'${name}' is not a number: ${JSON.stringify(value).slice(0, 60)}` })
      if (type === 'text' && typeof value !== 'string') return addIssue({ message: `'${name}' is not a text` })
    }
  })
}

/** Objects deeper than this stay in the body only. */
const deepest = 3

/** The scalar fields of a listing by name; one in an object within has the outer name before it: `price_amount`. */
export function fieldsOf(body: string): Readonly<Record<string, FieldValue>> {
  const listing = JSON.parse(body) as Record<string, unknown>
  // Without a prototype: a field may be called __proto__.
  const fields = Object.create(null) as Record<string, FieldValue>
  addFields(listing, '', fields)
  return fields
}

function addFields(from: Readonly<Record<string, unknown>>, prefix: string, to: Record<string, FieldValue>, depth = 1) {
  for (const [key, value] of Object.entries(from)) {
    const name = prefix + key
    if (value === null || typeof value !== 'object') to[name] = value as FieldValue
    else if (!Array.isArray(value) && depth < deepest)
      addFields(value as Record<string, unknown>, `${name}_`, to, depth + 1)
  }
}
