import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { isSystemError } from '../platform/plain-reason'
import { parseLine } from '../shared/run-lines'
import type { RunRecord } from './run-record'

/** The options of a training that decide what it learns. */
const learningOptions = new Set(['--mode', '--epochs', '--batch-size', '--seed', '--data', '--target'])

/** The options of a run that its repeats are to have as well. */
export function learningArgs(commandLine: readonly string[]): readonly string[] {
  return commandLine.flatMap((arg, at) => {
    const [name = ''] = arg.split('=', 1)
    if (!learningOptions.has(name)) return []
    return arg.includes('=') ? [arg] : [arg, commandLine[at + 1] ?? '']
  })
}

/** How much of a log's end is looked at: the last line of a finished training fits in easily. */
const tailBytes = 16 * 1024

/** The hash that a finished training's log ends with; null of one that has not finished. */
export function finishedHash({ ended }: RunRecord, log: string): string | null {
  if (ended?.outcome.kind !== 'completed') return null
  const lines = tailOf(log)
    .split('\n')
    .map((line) => parseLine(line).message)
  return lines.map((line) => /^Model saved: .+ sha256=([0-9a-f]{64})$/.exec(line)?.[1]).findLast(Boolean) ?? null
}

function tailOf(path: string): string {
  try {
    const file = openSync(path, 'r')
    try {
      const tail = Buffer.alloc(Math.min(tailBytes, fstatSync(file).size))
      readSync(file, tail, 0, tail.length, fstatSync(file).size - tail.length)
      return tail.toString('utf8')
    } finally {
      closeSync(file)
    }
  } catch (error) {
    // Deleted by hand: then there is nothing to compare with, and the repeats are compared among each other.
    if (isSystemError(error)) return ''
    throw error
  }
}
