import { createHash } from 'node:crypto'
import { jsonPath } from './json-path'
import { idText } from './listing-check'
import { pageAddress, type Source } from './source'

/** One item of a page: names a listing. */
export interface PageItem {
  readonly id: string
  /** Where the listing is asked for. */
  readonly url: string
  /** Tells whether the item is as it was; null when it holds nothing but its id, so that it can't tell. */
  readonly mark: string | null
}

/** What a page says. */
export interface Page {
  readonly items: readonly PageItem[]
  /** Address of the next page; null after the last one. */
  readonly next: string | null
  /** Items that can't be used, in words, at most three of them. */
  readonly problems: readonly string[]
}

/** Reads the pages of one source. */
export interface PageReader {
  /** `url` is where the page was found, `link` its Link header. */
  (text: string, url: string, link: string | null): Page | { readonly reason: string }
}

/** Problems of one page that are said at most. */
const saidProblems = 3

/** Makes the reader of one source's pages; a RunFailure says which option is wrong. */
export function createPageReader(source: Source): PageReader {
  const items = jsonPath(source.items, '--items')
  const next = jsonPath(source.next, '--next')
  const readItem = createItemReader(source)
  return (text, url, link) => {
    let document: unknown
    try {
      document = JSON.parse(text)
    } catch {
      return { reason: `the page is not JSON${text.trimStart().startsWith('<') ? ' but a web page' : ''}` }
    }
    const found = items.all(document)
    const list = found.length === 1 && Array.isArray(found[0]) ? (found[0] as unknown[]) : found
    if (list === found && !source.items.includes('*'))
      return { reason: `the page has no array of items at ${source.items}: name its place with --items` }
    const read = list.map((item, index) => readItem(item, index, url))
    const problems = read.flatMap((item) => (typeof item === 'string' ? [item] : []))
    if (list.length > 0 && problems.length === list.length) return { reason: `no item can be used: ${problems[0]}` }
    return {
      items: read.filter((item): item is PageItem => typeof item !== 'string'),
      next: nextAddress(source, next.first(document) ?? nextInLink(link), url),
      problems: problems.length > saidProblems ? [...problems.slice(0, saidProblems), 'and more'] : problems,
    }
  }
}

/** Makes what reads one item; a text says what is wrong with it. */
function createItemReader(source: Source): (item: unknown, index: number, url: string) => PageItem | string {
  const id = jsonPath(source.id, '--id')
  const isPath = source.listing.startsWith('$')
  const address = isPath ? jsonPath(source.listing, '--listing') : null
  return (item, index, url) => {
    const isBareId = typeof item === 'string' || typeof item === 'number'
    const itsId = idText(isBareId ? item : id.first(item))
    if (itsId === null) return `item ${index + 1} has no id at ${source.id}`
    const where = address ? address.first(item) : source.listing.replaceAll('{id}', encodeURIComponent(itsId))
    if (typeof where !== 'string' || where === '') return `item ${index + 1} has no address at ${source.listing}`
    const target = webAddress(where, url)
    if (target === null) return `item ${index + 1} names no web address: ${where.slice(0, 80)}`
    const saysNothing = isBareId || Object.keys(item as object).length <= (isPath ? 2 : 1)
    return { id: itsId, url: target, mark: saysNothing ? null : markOf(item) }
  }
}

/** A short hash over what the item says, however its fields are ordered. */
function markOf(item: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(item)))
    .digest('base64url')
    .slice(0, 22)
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  // Pairs instead of an object, so that a field called __proto__ counts as well.
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)])
}

/** The next page: an address, or a number where the source counts its pages. */
function nextAddress(source: Source, next: unknown, url: string): string | null {
  if (typeof next === 'number' && Number.isSafeInteger(next)) return pageAddress(source, next)
  if (typeof next !== 'string' || next.trim() === '') return null
  return /^\d+$/.test(next.trim()) ? pageAddress(source, Number(next)) : webAddress(next.trim(), url)
}

/** Many sources name their next page in a Link header (RFC 8288) instead. */
function nextInLink(link: string | null): string | null {
  if (link === null) return null
  for (const [, address, parameters = ''] of link.matchAll(/<([^>]*)>([^<]*)/g))
    if (/;\s*rel\s*=\s*"?[^";,]*\bnext\b/i.test(parameters)) return address ?? null
  return null
}

function webAddress(address: string, base: string): string | null {
  if (!URL.canParse(address, base)) return null
  const url = new URL(address, base)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
}
