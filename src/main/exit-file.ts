import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { isSystemError } from '../platform/plain-reason'

const shape = v.object({
  pid: v.pipe(v.number(), v.safeInteger()),
  code: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)),
  at: v.pipe(v.number(), v.integer()),
})

/** What a run itself has written down of its end, where no app was there to see it. */
export interface WrittenExit {
  readonly code: number
  readonly at: number
}

/** Reads how a process says that it left; null when it has not said so. Another's word counts for nothing. */
export function readExitFile(path: string, pid: number | null): WrittenExit | null {
  try {
    const exit = v.parse(shape, JSON.parse(readFileSync(path, 'utf8')))
    return exit.pid === pid ? { code: exit.code, at: exit.at } : null
  } catch (error) {
    // It was killed, or is a program that writes none; half a file is none either.
    if (isSystemError(error) || error instanceof SyntaxError || v.isValiError(error)) return null
    throw error
  }
}
