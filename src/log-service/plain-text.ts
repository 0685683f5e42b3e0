import type { LogSource } from './log-source'
import { wholeLinePiece } from './whole-line'
import { trimmedText } from '../log-files/trimmed-part'
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
    const line = number < source.index.firstLine.line ? trimmedText : await textOf(source, reader, number)
    if (line === null) break
    length += line.length + 1
    if (length > mostCharacters) throw tooLong()
    lines.push(line)
  }
  return lines.join('\n')
}

async function textOf(source: LogSource, reader: LineReader, number: number): Promise<string | null> {
  const place = await reader.placeOf(number)
  if (!place) return null
  if (place.end - place.from > shownBytes) return longText(source, number)
  return cleanText(lastState((await reader.shownPart(place)).bytes.toString('utf8')))
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
