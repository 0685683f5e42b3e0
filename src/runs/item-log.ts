import { closeSync, fstatSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { cutFile } from '../platform/own-file'
import { RunFailure, reasonOf } from './run-failure'

/** A record of each item of a training as it is done: what a verification compares. */
export interface ItemLog {
  /** `item` items are done now, and the model had this loss on the last of them. */
  done(item: number, loss: number): void
  close(): void
}

/** Two numbers of eight bytes: the item and its loss; or the item at which a start went on, below zero, and nothing. */
const recordBytes = 16

/**
 * Opens the record of a training that goes on after `item` items.
 *
 * Unlike chart data it must be whole: what can't be written ends the training. Written item by item and never synced,
 * as it has to outlive a killed process, not a power cut.
 */
export function openItemLog(path: string, item: number): ItemLog {
  const record = new Float64Array(2)
  const bytes = new Uint8Array(record.buffer)
  const write = (first: number, second: number): void => {
    record[0] = first
    record[1] = second
    orFail(path, () => writeSync(descriptor, bytes))
  }
  const descriptor = orFail(path, () => openSync(path, 'a+'))
  orFail(path, () => {
    const { size } = fstatSync(descriptor)
    if (size % recordBytes !== 0) cutFile(path, size - (size % recordBytes))
  })
  write(-1 - item, 0)
  return { done: write, close: () => closeSync(descriptor) }
}

/** Which items a training did in the end, and how. */
export interface ItemsDone {
  /** The loss of each item, in order. */
  readonly losses: readonly number[]
  /** How items were left out or done twice, in words; null when each one follows the one before it. */
  readonly fault: string | null
}

/**
 * Reads a record. What a kill threw away was done in vain: a start that goes on after fewer items takes it back.
 */
export function readItemLog(path: string): ItemsDone {
  const bytes = readFileSync(path)
  const numbers = new Float64Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length - (bytes.length % recordBytes)),
  )
  const losses: number[] = []
  let fault: string | null = null
  for (let at = 0; at < numbers.length; at += 2) {
    const [item = 0, loss = 0] = numbers.subarray(at, at + 2)
    const before = item < 0 ? -1 - item : item - 1
    if (before > losses.length) fault ??= `item ${losses.length + 1} was left out`
    if (item < 0) losses.length = Math.min(losses.length, before)
    else if (before < losses.length) fault ??= `item ${item} was done twice`
    else losses.push(loss)
  }
  return { losses, fault }
}

/** How many records there are, those of starts included: for waiting, without reading them. */
export function itemsRecorded(path: string): number {
  return Math.floor((statSync(path, { throwIfNoEntry: false })?.size ?? 0) / recordBytes)
}

function orFail<Result>(path: string, act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    throw new RunFailure('failed', `Can't write the record of items ${path}: ${reasonOf(error)}`, { cause: error })
  }
}
