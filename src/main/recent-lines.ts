import { open } from 'node:fs/promises'
import { logLine } from '../log-files/log-line'
import { lastLines } from '../log-files/telling-lines'
import { hasCode } from '../platform/plain-reason'
import type { PatternTrial, ProgressPattern } from '../shared/own-run'
import { count } from '../shared/wording'
import { ProgressReader } from './progress-reader'
import { patternFinding } from './setup-check-words'

/** How much of a log's end is looked at. */
const lookedAtBytes = 256 * 1024
/** More lines than this nobody reads through; further up there is the log itself. */
const mostLines = 40
/** How many of the last lines are looked at for others than the newest. */
const lookedAtLines = 4000

/** What a run has printed lately, newest first: of lines that differ in their figures alone only the newest. */
export async function recentLines(log: string | null): Promise<readonly string[]> {
  const block = log === null ? Buffer.alloc(0) : await endOf(log)
  const shapes = new Map<string, string>()
  for (const bytes of lastLines(block, lookedAtLines).toReversed()) {
    const text = logLine(0, bytes).message.trim()
    const shape = text.replaceAll(/\d+/g, '0')
    if (text !== '' && !shapes.has(shape)) shapes.set(shape, text)
    if (shapes.size === mostLines) break
  }
  return [...shapes.values()]
}

/** What a progress pattern reads at the end of a log. */
export async function tryPattern(log: string | null, progress: ProgressPattern): Promise<PatternTrial> {
  if (log === null) return { kind: 'noLog' }
  if (patternFinding(progress)?.isProblem) return { kind: 'nothing' }
  const block = await endOf(log)
  if (block.length === 0) return { kind: 'noLog' }
  const reader = new ProgressReader(progress)
  const last = reader.read(block).at(-1)
  if (reader.isTooSlow) return { kind: 'tooSlow' }
  if (!last) return { kind: 'nothing' }
  const { item, total, percent, figures } = last
  const reads = [
    ...(item === null ? [] : [`item ${count(item)}${total === null ? '' : ` of ${count(total)}`}`]),
    ...(percent === null ? [] : [`${percent} %`]),
    ...Object.entries(figures).map(([name, value]) => `${name} ${value}`),
  ]
  return { kind: 'found', line: last.line, reads: reads.join(', ') }
}

async function endOf(path: string): Promise<Buffer> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(Math.min(size, lookedAtBytes)),
        0,
        null,
        Math.max(0, size - lookedAtBytes),
      )
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return Buffer.alloc(0)
    throw error
  }
}
