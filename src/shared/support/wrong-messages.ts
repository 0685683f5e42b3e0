import { isPartial, isRightNull, isRightNumber, isRightText, rightCalls, rightQuestions } from './right-calls'

/**
 * A value as data that goes through JSON, so that it can be made in the very process that it is to be sent from.
 *
 * JSON itself has no NaN, no typed array and no key `__proto__`, and a text of a megabyte is better made where it's used.
 */
export type Recipe =
  | { readonly kind: 'plain'; readonly value: string | number | boolean | null }
  | { readonly kind: 'text'; readonly text: string; readonly times: number }
  | { readonly kind: 'odd'; readonly name: OddValue }
  | { readonly kind: 'deep'; readonly depth: number }
  | { readonly kind: 'list'; readonly items: readonly Recipe[] }
  | { readonly kind: 'record'; readonly fields: readonly (readonly [key: string, value: Recipe])[] }

/** Values that JSON can't hold, and that no call takes anywhere. */
export const oddValues = [
  ...['undefined', 'NaN', 'Infinity', '-Infinity', 'bigint', 'date', 'map', 'set', 'expression', 'error', 'cycle'],
  ...['boxedText', 'boxedNumber', 'boxedBoolean', 'buffer', 'bytes', 'numbers', 'noBytes', 'view', 'sparse'],
] as const
type OddValue = (typeof oddValues)[number]

/** A message that main must refuse. */
export interface WrongMessage {
  readonly channel: string
  readonly args: readonly Recipe[]
}

/** Makes values of their recipes. It stands on its own, as it is sent into the page by its source. */
export function valuesOf(recipes: readonly Recipe[]): unknown[] {
  const odd: Readonly<Record<string, () => unknown>> = {
    undefined: () => undefined,
    NaN: () => Number.NaN,
    Infinity: () => Number.POSITIVE_INFINITY,
    '-Infinity': () => Number.NEGATIVE_INFINITY,
    bigint: () => 2n ** 70n,
    date: () => new Date(0),
    map: () => new Map([['theme', 'dark']]),
    set: () => new Set(['training']),
    expression: () => /(a+)+$/g,
    error: () => new TypeError('no'),
    cycle: () => {
      const ring: Record<string, unknown> = { theme: 'dark' }
      ring.self = ring
      return ring
    },
    boxedText: () => Object('training') as unknown,
    boxedNumber: () => Object(1) as unknown,
    boxedBoolean: () => Object(true) as unknown,
    buffer: () => new ArrayBuffer(16),
    bytes: () => new Uint8Array([116, 114, 97, 105, 110]),
    numbers: () => new Float64Array(4),
    noBytes: () => new Uint8Array(0),
    view: () => new DataView(new ArrayBuffer(8)),
    sparse: () => Object.assign([], { 3: 'training' }),
  }
  const make = (recipe: Recipe): unknown => {
    if (recipe.kind === 'plain') return recipe.value
    if (recipe.kind === 'text') return recipe.text.repeat(recipe.times)
    if (recipe.kind === 'odd') return odd[recipe.name]?.()
    if (recipe.kind === 'list') return recipe.items.map(make)
    if (recipe.kind === 'deep') {
      let value: unknown = 'training'
      for (let level = 0; level < recipe.depth; level += 1) value = level % 2 === 0 ? [value] : { kind: value }
      return value
    }
    const record = {}
    // Not by assignment: that would set the prototype instead of making a field called `__proto__`.
    for (const [key, value] of recipe.fields)
      Object.defineProperty(record, key, { value: make(value), enumerable: true, writable: true, configurable: true })
    return record
  }
  return recipes.map(make)
}

const plain = (value: string | number | boolean | null): Recipe => ({ kind: 'plain', value })

/** Texts that are no profile's id, and no other word that a call knows; many are paths. */
export const wrongTexts = [
  ...['', ' ', 'Training', 'training\n', 'training\0', ' training', 'ｔraining', '\uD800', '\u202Egniniart', 'rule:'],
  ...'own-00000000|null|true|1|[object Object]|__proto__|constructor|toString|hasOwnProperty|then|rule:../x'.split('|'),
  ...String.raw`../x|../../etc/passwd|/etc/passwd|C:\Windows\x.exe|\\host\share|file:///etc/passwd|%2e%2e%2f`.split(
    '|',
  ),
  ...'$(id)|`id`|; id|-rf|--no-sandbox|training-20261124-120000-000|x-20261124-120000-000/..'.split('|'),
]
const numbers = [-1, 1.5, 2 ** 53, 1e300, -1e9]
const keys = 'more|__proto__|constructor|toString|path|pid|program|sealed|length|then|0|'.split('|')

/** Makes the same wrong messages for the same seed. `canary`: a program that must never run. */
export class WrongMessages {
  constructor(
    private readonly random: () => number,
    private readonly canary: string,
  ) {}

  /** One for a channel; with `keepCount` it has as many arguments as is right. */
  next(channel: keyof typeof rightCalls, keepCount = false): WrongMessage {
    const right: readonly unknown[] = rightCalls[channel]
    if (!keepCount && (right.length === 0 || this.random() < 0.1)) return { channel, args: this.wrongCount(right) }
    return { channel, args: this.wrongSomewhere(channel, right) }
  }

  /** A message that a log's port must refuse, with that id unless it's the id that is wrong. */
  nextQuestion(id: number): Recipe {
    const [question] = this.wrongSomewhere('port', [{ ...this.pick(rightQuestions), id }])
    return question as Recipe
  }

  /** Anything at all. */
  anything(depth = 0): Recipe {
    const kind = Math.floor(this.random() * (depth > 2 ? 6 : 8))
    if (kind === 0) return { kind: 'odd', name: this.pick(oddValues) }
    if (kind === 1) return plain(this.pick(numbers))
    if (kind === 2) return plain(this.pick([true, false, null]))
    if (kind === 3) return this.hugeText()
    if (kind === 4) return { kind: 'deep', depth: this.rarely([3, 40, 900]) }
    if (kind === 5) return plain(this.pick([...wrongTexts, this.canary]))
    const parts = Array.from({ length: Math.floor(this.random() * 4) }, () => this.anything(depth + 1))
    if (kind === 6) return { kind: 'list', items: parts }
    return { kind: 'record', fields: parts.map((part) => [this.pick(keys), part]) }
  }

  /** Mostly the first, as what comes later takes the time of hundreds. */
  private rarely<Value>(values: readonly Value[]): Value {
    const at = values.findIndex(() => this.random() < 0.97)
    return values[at < 0 ? values.length - 1 : at] as Value
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.random() * values.length)] as Value
  }

  private wrongSomewhere(name: string, right: readonly unknown[]): readonly Recipe[] {
    const place = this.pick(right.flatMap((value, at) => placesIn(value, `${name}.${at}`)))
    const wrong = this.wrongAt(place)
    return right.map((value, at) => recipeOf(value, `${name}.${at}`, { place: place.name, wrong }))
  }

  private wrongCount(right: readonly unknown[]): readonly Recipe[] {
    const args = right.map((value) => recipeOf(value))
    if (args.length > 0 && this.random() < 0.5) return args.slice(0, Math.floor(this.random() * args.length))
    return [...args, ...Array.from({ length: this.pick([1, 1, 2, 50]) }, () => this.anything())]
  }

  private hugeText(): Recipe {
    return {
      kind: 'text',
      text: this.pick(['x', '../', '\u{1F600}', 'a\0']),
      times: this.rarely([400, 5000, 40_000, 500_000]),
    }
  }

  private wrongAt(place: Place): Recipe {
    for (;;) {
      const wrong = this.random() < 0.3 ? this.nearlyRight(place) : this.anything()
      if (!isRight(place, wrong)) return wrong
    }
  }

  /** The right value with one thing too many or too few. */
  private nearlyRight({ name, value }: Place): Recipe {
    if (Array.isArray(value)) return { kind: 'list', items: [...value.map((item) => recipeOf(item)), this.oddOne()] }
    if (typeof value !== 'object' || value === null) return { kind: 'list', items: [recipeOf(value)] }
    const fields = Object.entries(value).map(([key, one]) => [key, recipeOf(one)] as const)
    if (this.random() < 0.5 && !isPartial(name)) return { kind: 'record', fields: fields.slice(1) }
    const key = this.pick(keys.filter((one) => !Object.hasOwn(value, one)))
    return { kind: 'record', fields: [...fields, [key, this.anything()]] }
  }

  private oddOne(): Recipe {
    return { kind: 'odd', name: this.pick(oddValues) }
  }
}

interface Place {
  readonly name: string
  readonly value: unknown
}

function placesIn(value: unknown, name: string): readonly Place[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [{ name, value }, ...inner.flatMap(([key, one]) => placesIn(one, `${name}.${key}`))]
}

/** The recipe of a right value, with another one at one place. */
export function recipeOf(value: unknown, name = '', change: { place: string; wrong: Recipe } | null = null): Recipe {
  if (change?.place === name) return change.wrong
  if (Array.isArray(value))
    return { kind: 'list', items: value.map((item, at) => recipeOf(item, `${name}.${at}`, change)) }
  if (typeof value === 'object' && value !== null)
    return {
      kind: 'record',
      fields: Object.entries(value).map(([key, one]) => [key, recipeOf(one, `${name}.${key}`, change)]),
    }
  return plain(value as string | number | boolean | null)
}

function isRight({ name, value }: Place, recipe: Recipe): boolean {
  if (recipe.kind === 'text') return typeof value === 'string' && isRightText(name, recipe.text.repeat(recipe.times))
  if (recipe.kind === 'list')
    return Array.isArray(value) && recipe.items.every((item) => isRight({ name: `${name}.0`, value: value[0] }, item))
  if (recipe.kind !== 'plain') return false
  if (recipe.value === null) return value === null || isRightNull(name)
  if (typeof recipe.value !== typeof value) return false
  if (typeof recipe.value === 'string') return recipe.value === value || isRightText(name, recipe.value)
  return typeof recipe.value === 'boolean' || isRightNumber(name, recipe.value)
}
