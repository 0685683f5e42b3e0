import { createRandom, shuffled } from '../../trainer/random'

/** One listing of the sample, as it is in one cycle. */
export interface SampleListing {
  readonly id: string
  readonly fields: Readonly<Record<string, string | number>>
}

/** The sample: some of the embedded diamonds, with prices that change from cycle to cycle. The same for the same seed. */
export interface SampleListings {
  readonly count: number
  /** How the listing at a place, counted from 0, is in a cycle, counted from 1. */
  at(place: number, cycle: number): SampleListing
  /** The place of an id; null when there is no such listing. */
  placeOf(id: string): number | null
  /** A number from 0 to 1 that is always the same for the listing and what is asked. */
  chance(place: number, question: string): number
}

/** 200 pages of 40: with the delays of the sample some 60 seconds for four workers. */
export const samplePages = 200
/** How many listings the sample site shows on a page. */
export const listingsPerPage = 40

/** One in so many listings has another price in each cycle. */
const changeShare = 0.01

/** Picks the sample out of the diamonds, given as the text of the table. */
export function createSampleListings(table: string, seed: number, pages = samplePages): SampleListings {
  const [head = '', ...lines] = table.trim().split(/\r?\n/)
  const names = head.split(',')
  const order = shuffled(lines.length, createRandom(seed, 0))
  const count = pages * listingsPerPage
  const places = new Map(Array.from({ length: count }, (_, place) => [idAt(place), place]))
  const chance = (place: number, question: string): number => hashOf(`${seed} ${place} ${question}`) / 2 ** 32

  /** Where more listings are wanted than there are diamonds, they come again under other ids. */
  function idAt(place: number): string {
    const round = Math.floor(place / order.length)
    return `diamond-${String((order[place % order.length] ?? 0) + 1).padStart(5, '0')}${round > 0 ? `-${round + 1}` : ''}`
  }

  function priceIn(place: number, price: number, cycle: number): number {
    let now = price
    for (let past = 2; past <= cycle; past += 1)
      if (chance(place, `changes in ${past}`) < changeShare)
        now = Math.max(1, Math.round(now * (0.92 + 0.16 * chance(place, `price in ${past}`))))
    return now
  }

  return {
    count,
    chance,
    placeOf: (id) => places.get(id) ?? null,
    at(place, cycle) {
      const row = order[place % order.length] ?? 0
      const cells = (lines[row] ?? '').split(',')
      const fields = Object.fromEntries(names.map((name, index) => [name, valueOf(cells[index] ?? '')]))
      return { id: idAt(place), fields: { ...fields, price: priceIn(place, Number(fields.price), cycle) } }
    },
  }
}

function valueOf(cell: string): string | number {
  return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell
}

/** FNV-1a with a last stir, 32 bits: as random as a sample needs, and the same everywhere. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) >>> 0
}
