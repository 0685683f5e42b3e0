import type { LogLine } from '../shared/ipc'
import { parseProgressLine, type TrainingProgress } from '../shared/run-lines'
import { logLine } from './log-line'
import { contractWords } from './line-words'

const lineFeed = 0x0a

const progressWord = Buffer.from('epoch ')
/** How many lines with the word are tried for where the training stands; a run of another kind may have it in each. */
const mostTries = 8

/** How many lines end in a block. */
export function countLines(block: Buffer): number {
  let count = 0
  for (let at = block.indexOf(lineFeed); at >= 0; at = block.indexOf(lineFeed, at + 1)) count += 1
  return count
}

/** Where the `number`th line of a block begins, counted from 1. */
export function placeOfLine(block: Buffer, number: number): number {
  let place = 0
  for (let line = 1; line < number; line += 1) {
    const feed = block.indexOf(lineFeed, place)
    if (feed < 0) return block.length
    place = feed + 1
  }
  return place
}

/** The lines of a block that may say something about the run, in their order; `before` lines stand before it. */
export function tellingLines(block: Buffer, before: number, words = contractWords): readonly LogLine[] {
  const lines: LogLine[] = []
  const find = words.find(block)
  let number = before + 1
  let start = 0
  for (let hit = find(0); hit >= 0; hit = find(start)) {
    for (let feed = block.indexOf(lineFeed, start); feed >= 0 && feed < hit; feed = block.indexOf(lineFeed, start)) {
      start = feed + 1
      number += 1
    }
    const feed = block.indexOf(lineFeed, hit)
    const end = feed < 0 ? block.length : feed
    lines.push(logLine(number, block.subarray(start, end), words.markOf))
    if (feed < 0) break
    start = feed + 1
    number += 1
  }
  return lines
}

/** Where a training stands by the last progress line of a block; null when it has none. */
export function lastProgress(block: Buffer): TrainingProgress | null {
  let end = block.length
  for (let tries = 0; tries < mostTries && end > 0; tries += 1) {
    const hit = block.lastIndexOf(progressWord, end - 1)
    if (hit < 0) return null
    const start = startOfLine(block, hit)
    const feed = block.indexOf(lineFeed, hit)
    const line = block.subarray(start, feed < 0 ? block.length : feed)
    const progress = parseProgressLine(logLine(0, line).message)
    if (progress) return progress
    end = start
  }
  return null
}

/** The last lines of a block that aren't empty, at most `count`, in their order. */
export function lastLines(block: Buffer, count: number): readonly Buffer[] {
  const lines: Buffer[] = []
  let end = block.at(-1) === lineFeed ? block.length - 1 : block.length
  while (lines.length < count && end > 0) {
    const start = startOfLine(block, end)
    if (end > start) lines.unshift(block.subarray(start, end))
    end = start - 1
  }
  return lines
}

function startOfLine(block: Buffer, place: number): number {
  return place === 0 ? 0 : block.lastIndexOf(lineFeed, place - 1) + 1
}
