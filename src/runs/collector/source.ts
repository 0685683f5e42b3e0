import type { Difference } from '../../shared/drift-line'

/**
 * Where listings come from and what its answers look like. A database belongs to one source: all that is named here
 * decides what ends up in it.
 */
export interface Source {
  /** `sample`, or the address of the first page, which may hold `{page}`. */
  readonly address: string
  /** Decides everything random about the sample; null for a real site. */
  readonly seed: number | null
  /** JSONPath in a page: the array of items, or the items themselves. */
  readonly items: string
  /** JSONPath in an item. */
  readonly id: string
  /** JSONPath in a page: the next page's address or number. */
  readonly next: string
  /** Address of one listing with `{id}` in it, or a JSONPath in an item that gives the address. */
  readonly listing: string
  /** JSONPath in the answer to one listing. */
  readonly body: string
  /** JSONPath in a listing, or `none` when listings don't repeat their id. */
  readonly listingId: string
  /** Fields that a listing must have, `name` or `name:number` or `name:text`, separated by commas. */
  readonly require: string
}

/** The sample's own address: what the database keeps, wherever the sample's server listens this time. */
export const sampleOrigin = 'http://sample'

const sampleAddress = `${sampleOrigin}/listings`

const sampleFields =
  'carat:number,cut:text,color:text,clarity:text,depth:number,table:number,price:number,x:number,y:number,z:number'

/** What is meant where the user says nothing. */
export function sourceWithDefaults(given: Partial<Source> & Pick<Source, 'address'>): Source {
  const isSample = given.address === 'sample'
  const base = listingBase(isSample ? sampleAddress : given.address)
  const id = given.id ?? '$.id'
  return {
    address: given.address,
    seed: isSample ? (given.seed ?? 1) : null,
    items: given.items ?? '$.items',
    id,
    next: given.next ?? '$.next',
    listing: given.listing ?? `${base}/{id}`,
    body: given.body ?? '$',
    listingId: given.listingId ?? id,
    require: given.require ?? (isSample ? sampleFields : ''),
  }
}

/** The address of a page, counted from 1. */
export function pageAddress(source: Source, page: number): string {
  const address = source.address === 'sample' ? sampleAddress : source.address
  if (address.includes('{page}')) return address.replaceAll('{page}', String(page))
  const url = new URL(address)
  url.searchParams.set('page', String(page))
  return url.href
}

/** Names each part that differs, in the user's words. */
export function differencesBetween(before: Source, now: Source): readonly Difference[] {
  // With another address nearly all else differs, and says nothing more.
  const keys: readonly (keyof Source)[] = before.address === now.address ? parts : ['address']
  return keys
    .filter((key) => before[key] !== now[key])
    .map((key) => ({ what: optionNames[key], before: shown(before[key]), now: shown(now[key]) }))
}

function shown(value: Source[keyof Source]): string | null {
  return value === null || value === '' ? null : String(value)
}

const optionNames: Record<keyof Source, string> = {
  address: 'the source',
  seed: 'the seed',
  items: '--items',
  id: '--id',
  next: '--next',
  listing: '--listing',
  body: '--body',
  listingId: '--listing-id',
  require: '--require',
}

const parts = Object.keys(optionNames) as (keyof Source)[]

function listingBase(address: string): string {
  const [withoutQuery = address] = address.split(/[?#]/)
  return withoutQuery.replace(/\/+$/, '')
}
