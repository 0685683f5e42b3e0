import { parentPort, workerData } from 'node:worker_threads'
import { matchingLines } from './block-search'
import { type LineMatcher, matcherOf } from './line-matcher'
import type { NumberedFilter, SearchOrder, SearchResult, SearchThreadSetup } from './search-messages'

// A worker thread: an expression that never comes to an end hangs only this, and it is then thrown away.
const at = new Int32Array((workerData as SearchThreadSetup).at)
let current: { readonly number: number; readonly matcher: LineMatcher } | null = null

parentPort?.on('message', (order: SearchOrder) => {
  const result = resultOf(order)
  parentPort?.postMessage(result, result.kind === 'lines' ? [result.bytes.buffer, result.lines.buffer] : [])
})

function resultOf(order: SearchOrder): SearchResult {
  try {
    const matcher = matcherFor(order.search)
    if (order.kind === 'ranges') return { kind: 'ranges', ranges: order.texts.map((text) => matcher.ranges(text)) }
    const { firstLine, starts } = order
    const bytes = Buffer.from(order.bytes.buffer, order.bytes.byteOffset, order.bytes.length)
    const lines = matchingLines({ bytes, firstLine, starts }, matcher, (line) => Atomics.store(at, 0, line))
    return { kind: 'lines', lines, bytes: order.bytes }
  } catch (error) {
    // An expression can also be too big for the engine, or run out of its stack; whatever it says is the reason.
    return { kind: 'refused', problem: error instanceof Error ? error.message : String(error) }
  }
}

function matcherFor({ number, filter }: NumberedFilter): LineMatcher {
  if (current?.number !== number) current = { number, matcher: matcherOf(filter) }
  return current.matcher
}
