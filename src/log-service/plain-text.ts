import type { LogSource } from './log-source'
import { wholeLinePiece } from './whole-line'
import { cleanText, lastState } from '../log-files/line-text'
import { LineReader, shownBytes } from './line-reader'
import { Refusal } from './refusal'

/** The most that goes to the clipboard at once, in characters. */
export const mostCharacters = 16_000_000

/** Whole lines as plain text, without escape sequences. */
export async function plainText(source: LogSource, numbers: readonly number[]): Promise<string> {
  const reader = new LineReader(source)
  const lines: string[] = []
  let length = 0
  for (const number of numbers) {
    const place = await reader.placeOf(number)
    if (!place) break
    const line =
      place.end - place.from > shownBytes
        ? await longText(source, number)
        : cleanText(lastState((await reader.shownPart(place)).bytes.toString('utf8')))
    length += line.length + 1
    if (length > mostCharacters) throw tooLong()
    lines.push(line)
  }
  return lines.join('\n')
}

async function longText(source: LogSource, number: number): Promise<string> {
  let text = ''
  for (let from: number | null = 0; from !== null; ) {
    const piece = await wholeLinePiece(source, number, from)
    if (!piece) break
    text += piece.text
    if (text.length > mostCharacters) throw tooLong()
    from = piece.next
  }
  return text
}

/** What is said of lines that are too many or too long to be copied. */
export function tooLong(): Refusal {
  return new Refusal('That is more than 16 MB of text. Select fewer lines.')
}
