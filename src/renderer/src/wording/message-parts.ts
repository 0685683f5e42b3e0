/** A piece of a log message and how it's coloured. */
export interface MessagePart {
  /** Where in the message it begins. */
  readonly at: number
  readonly text: string
  readonly tone: 'plain' | 'position' | 'value' | 'dim'
}

const pieces =
  /(?<position>\b\d+\/\d+\b)|(?<=\b(?:loss|mae|rmse|error|R²) )(?<value>-?[\d.]+(?:e-?\d+)?(?: %)?)|(?<dim>(?:rate \S+ )?eta \d+ s$)/g

/** Takes a message apart so that its figures stand out: where the run is, and how good it is. */
export function messageParts(message: string): readonly MessagePart[] {
  const parts: MessagePart[] = []
  let end = 0
  for (const match of message.matchAll(pieces)) {
    if (match.index > end) parts.push({ at: end, text: message.slice(end, match.index), tone: 'plain' })
    const tone = match.groups?.position ? 'position' : match.groups?.value ? 'value' : 'dim'
    parts.push({ at: match.index, text: match[0], tone })
    end = match.index + match[0].length
  }
  if (end < message.length || parts.length === 0) parts.push({ at: end, text: message.slice(end), tone: 'plain' })
  return parts
}
