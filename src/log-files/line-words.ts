import type { Confirmation } from '../shared/own-run'
import { type LineMark, markOf } from '../shared/run-lines'
import { type Finder, wordsFinder } from './words-finder'

/** Which lines of a log say something about its run, and what. */
export interface LineWords {
  /** Finds places where such a line may be: most lines are not taken apart. */
  readonly find: (block: Buffer) => Finder
  readonly markOf: (message: string) => LineMark | null
}

/** Levels are told in any case; an expression that takes no heed of case in the other words too takes twice as long. */
const levelWords = ['error', 'warn', 'critical', 'fatal']
  .map((word) => word.replaceAll(/./g, (letter) => `[${letter}${letter.toUpperCase()}]`))
  .join('|')
/** Words without one of which a line is no mark of a log. */
const tellingWords = `PAUSE DETECTED|RESUMING|to resume |saved:|Continuing|${levelWords}`

/** The lines of the contract, as the built-in programs print them. */
export const contractWords: LineWords = { find: wordsFinder(new RegExp(tellingWords, 'g')), markOf }

/** The lines of a run that was told how it says that it paused; one that says nothing has no such lines. */
export function lineWordsOf(confirmation: Confirmation): LineWords {
  const others = (message: string) => {
    const mark = markOf(message)
    return mark === 'paused' || mark === 'resumed' ? null : mark
  }
  if (confirmation.kind !== 'lines') return { find: contractWords.find, markOf: others }
  const { paused, resumed } = confirmation
  return {
    find: wordsFinder(new RegExp(`${tellingWords}|${inBytes(paused)}|${inBytes(resumed)}`, 'g')),
    // A program may print into the line of its own progress bar, so the words can stand anywhere.
    markOf: (message) => {
      if (message.includes(paused)) return 'paused'
      return message.includes(resumed) ? 'resumed' : others(message)
    },
  }
}

/** A text as an expression over its bytes, each read as one character. */
function inBytes(text: string): string {
  return Buffer.from(text, 'utf8')
    .toString('latin1')
    .replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}
